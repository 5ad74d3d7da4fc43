/** Which servers would stand open without what is left of them: they are switched off. */
import { STRICTER } from './access.ts'
import type { Directive } from './directive.ts'
import { walk, type Fates } from './site.ts'

/** Those in which something is left that keeps clients out, or that may do so. */
export function unprotectedIn(roots: readonly Directive[], fates: Fates): ReadonlySet<Directive> {
  const all = [...walk(roots)].filter(({ parent }) => parent?.name !== 'stream')
  const servers = all.filter(({ name, block }) => name === 'server' && block !== undefined)
  return new Set(
    all
      .filter((directive) => isLost(directive, fates) && mayProtect(directive, fates))
      .flatMap((directive) => {
        const own = [...upwards(directive)].find(({ name }) => name === 'server')
        return own === undefined ? servers : [own]
      }),
  )
}

/** By itself, or with the block around it; but for a `deny` that now holds for more than before. */
function isLost(directive: Directive, fates: Fates): boolean {
  return (
    fates.of(directive)?.fate !== 'needless' &&
    fates.of(directive)?.why !== STRICTER &&
    [...upwards(directive)].some((one) => fates.of(one)?.fate === 'left')
  )
}

function* upwards(directive: Directive): Generator<Directive> {
  for (let one: Directive | undefined = directive; one !== undefined; one = one.parent) yield one
}

function mayProtect(directive: Directive, fates: Fates): boolean {
  const { name, words, block = [] } = directive
  // What stands in an included file is looked at by itself.
  if (name === 'include') return fates.of(directive)?.fate === 'left' && !isHarmless(directive)
  if (name === 'if') return [...walk(block)].some((inner) => !HARMLESS_IN_IF.test(inner.name))
  return PROTECTING.test(name) && words[0] !== 'off'
}

const PROTECTING =
  /^(deny|limit_except|valid_referers|auth_(?!request_set$|delay$).*|secure_link.*|ssl_(verify_client|client_certificate|crl|reject_handshake)|(access|rewrite|content|ssl_certificate)_by_.*|js_(access|content)|perl|modsecurity.*|(Sec|Basic|Check)Rules?(Enabled)?|oidc_.*|internal)$/i

/** What distributions and certbot put there; outside of servers also other servers and modules. */
function isHarmless({ words: [file = ''], parent }: Directive): boolean {
  const outside = parent === undefined || parent.name === 'http'
  return outside && file.includes('*')
    ? /(^|\/)(modules|conf\.d|sites|http|servers|vhosts)[\w.-]*\/[^/]*$/.test(file)
    : /(^|\/)(mime\.types|(fastcgi|uwsgi|scgi|proxy)_params|fastcgi(-php)?\.conf|options-ssl-nginx\.conf)$/.test(
        file,
      )
}

/** An `if` with only these in it answers nobody by itself. */
const HARMLESS_IN_IF =
  /^(set|add_header|proxy_set_header|proxy_hide_header|access_log|error_log|expires|gzip|limit_rate|proxy_pass|root|alias|try_files)$/
