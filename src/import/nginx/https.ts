/** Which servers only send clients on: to HTTPS, or to another name. */
import type { Directive } from './directive.ts'
import { expandTarget, type Redirect } from './answers.ts'
import type { Server } from './server.ts'
import type { Site } from './site.ts'
import { own, ROOT } from './spot.ts'

/** What this server sends to HTTPS under the same name; the directives that say so are carried. */
export function sentToHttps(
  server: Server,
  redirects: readonly Redirect[],
  site: Site,
): readonly string[] | 'all' {
  const whole = redirects.find(({ from, to }) => from === '/*' && isSelf(to, server))
  if (whole !== undefined) {
    site.fates.carried(whole.directive)
    return 'all'
  }
  const scheme = own(server.directive, 'if').find(({ words }) =>
    /^\(\$(scheme (= "?'?http"?'?|!= "?'?https"?'?)|https = ["']{0,2}|server_port = 80)\)$/.test(
      words.join(' '),
    ),
  )
  if (scheme !== undefined && leadsToHttps(scheme, server, site)) return 'all'
  // What certbot writes: one `if` for each name.
  return own(server.directive, 'if').flatMap((one) => {
    const name = /^\(\$host = "?([\w.-]+)"?\)$/.exec(one.words.join(' '))?.[1]
    return name !== undefined && leadsToHttps(one, server, site) ? [name] : []
  })
}

function leadsToHttps(condition: Directive, server: Server, site: Site): boolean {
  const [directive, ...more] = condition.block ?? []
  if (directive === undefined || more.length > 0) return false
  const spot = { server, place: condition, match: ROOT }
  const [first = '', second = ''] = directive.words
  const target = expandTarget(
    spot,
    directive.name === 'return' ? second : directive.name === 'rewrite' ? second : '',
  )
  const status = directive.name === 'return' ? /^30[1278]$/.test(first) : true
  if (!status || !/^https:\/\/\$host(\$request_uri\??|\$uri\??|\$1|\/\$1)$/.test(target)) return false
  site.fates.carried(condition, directive)
  return true
}

/** To HTTPS, to the name that was asked for or to the only one there is. */
function isSelf(to: string, { names }: Server): boolean {
  const host = /^https:\/\/(\$host|[^/$]+)\/\*$/.exec(to)?.[1]
  return host === '$host' || (host !== undefined && names.includes(host))
}

/** The name that everything is sent to, path and all. */
export function sentToName(redirects: readonly Redirect[]):
  | {
      readonly scheme: string
      readonly name: string
      readonly permanent: boolean
      readonly directive: Directive
    }
  | undefined {
  const whole = redirects.find(({ from }) => from === '/*')
  const parts = /^(\$scheme|https?):\/\/([^/$]+)\/\*$/.exec(whole?.to ?? '')
  if (whole === undefined || parts === null) return undefined
  const [, scheme = '', name = ''] = parts
  return { scheme, name, permanent: whole.permanent, directive: whole.directive }
}
