/** `return` and `rewrite`: what nginx answers by itself, and paths that it changes. */
import type { Directive } from './directive.ts'
import type { Keys } from './proxy.ts'
import type { Site } from './site.ts'
import { expand, hasVariable, own, type Spot } from './spot.ts'

export interface Redirect {
  /** A path; it ends in `*` when it takes everything that begins with it. */
  readonly from: string
  /** A path or a URL; `$host` and `$scheme` may still stand in it. */
  readonly to: string
  readonly permanent: boolean
  readonly directive: Directive
}

export type Answer =
  | { readonly kind: 'redirect'; readonly redirect: Redirect }
  | { readonly kind: 'refuse'; readonly status: number; readonly directive: Directive }
  | { readonly kind: 'text'; readonly directive: Directive }

/** What a location answers whatever is asked. */
export function answerOf(spot: Spot, site: Site): Answer | undefined {
  const directive = own(spot.place, 'return').at(0)
  if (directive === undefined) return own(spot.place, 'internal').length > 0 ? hidden(spot) : undefined
  const [first = '', second] = directive.words
  const status = /^\d+$/.test(first) ? Number(first) : 302
  const target = /^\d+$/.test(first) ? second : first
  if ([301, 302, 303, 307, 308].includes(status) && target !== undefined) {
    const redirect = redirectOf(spot, expandTarget(spot, target), status === 301 || status === 308, directive)
    if (redirect !== undefined) return { kind: 'redirect', redirect }
    site.fates.left(
      directive,
      'Its target depends on the request in a way that a redirect of Traefik cannot.',
    )
    return undefined
  }
  return status >= 400 ? { kind: 'refuse', status, directive } : { kind: 'text', directive }
}

function hidden({ place }: Spot): Answer | undefined {
  const [directive] = own(place, 'internal')
  return directive === undefined ? undefined : { kind: 'refuse', status: 404, directive }
}

/** `$host` stays: it says that the client stays where it is. */
export function expandTarget(spot: Spot, target: string): string {
  const named =
    spot.server.names.length === 1 ? target.replace(/\$server_name\b|\$\{server_name\}/g, '$host') : target
  return expand(spot, named).replace(/\$http_host\b/g, '$host')
}

/** `rest` says with which ending the path of the request is kept. */
function redirectOf(
  { match }: Spot,
  target: string,
  permanent: boolean,
  directive: Directive,
): Redirect | undefined {
  const path = match.kind === 'regex' ? undefined : match.path
  if (path === undefined) return undefined
  const [base, keeps] = /\$(request_uri|uri)(\$is_args\$args|\?\$(args|query_string))?$/.test(target)
    ? [target.replace(/\$(request_uri|uri)(\$is_args\$args|\?\$(args|query_string))?$/, ''), true]
    : [target.replace(/(\$is_args\$args|\?\$(args|query_string))$/, ''), false]
  if (hasVariable(base.replace(/^(\$scheme:\/\/|https?:\/\/)?(\$host)?/, ''))) return undefined
  const open = match.kind === 'prefix'
  return {
    from: open ? `${path}*` : path,
    to: keeps ? `${base}${path}${open ? '*' : ''}` : base,
    permanent,
    directive,
  }
}

/** `rewrite … redirect` and `… permanent` of simple shapes. */
export function rewriteRedirects(spot: Spot, site: Site): readonly Redirect[] {
  return own(spot.place, 'rewrite').flatMap((directive) => {
    const [regex = '', replacement = '', flag] = directive.words
    const absolute = /^(https?:\/\/|\$scheme)/.test(replacement)
    if (flag !== 'permanent' && flag !== 'redirect' && !(absolute && flag === undefined)) return []
    const shape = shapeOf(regex, expandTarget(spot, replacement.replace(/\?$/, '')))
    if (shape === undefined || hasVariable(shape.to.replace(/^(\$scheme:\/\/|https?:\/\/)?(\$host)?/, ''))) {
      site.fates.left(
        directive,
        'It is no exact path and no prefix; `redirectRegex` of Traefik itself can say it.',
      )
      return []
    }
    return shape.from.map((from) => ({ from, to: shape.to, permanent: flag === 'permanent', directive }))
  })
}

/** `^/old$`, `^/old/?$`, `^/old/(.*)$`, `^/old(.*)$`, `^/old`, `^` and `^(.*)$`. */
function shapeOf(
  regex: string,
  to: string,
): { readonly from: readonly string[]; readonly to: string } | undefined {
  const parts = /^\^?((?:[\w/~%@:,-]|\\[.\-/+_])*)(\/\?\$|\(\.[*+]\)\$?|\.\*\$?|\$)?$/.exec(regex)
  if (parts === null || (!regex.startsWith('^') && !/^\(?\.\*\)?\$?$/.test(regex))) return undefined
  const [, start = '', end = ''] = parts
  const path = start.replaceAll('\\', '')
  const from = path === '' ? '/' : path
  if (end === '$') return { from: [from], to }
  if (end === '/?$') return { from: [from, `${from}/`], to }
  const kept = /\$(1|request_uri|uri)$/.exec(to)
  if (kept === null) return { from: [`${from}*`], to }
  const base = to.slice(0, -kept[0].length)
  if (kept[1] !== '1') return { from: [`${from}*`], to: `${base}${from}*` }
  if (!end.startsWith('(')) return undefined
  // `^(.*)$` takes the slash into `$1`.
  return { from: [`${from}*`], to: path === '' ? `${base}/*` : `${base}*` }
}

/** `rewrite … break`, or without a flag: the path that the upstream sees. */
export function rewriteKeys(spot: Spot, site: Site): Keys {
  const directives = own(spot.place, 'rewrite').filter(
    ({ words: [, target = '', flag] }) =>
      flag === 'break' || flag === 'last' || (flag === undefined && !/^(https?:\/\/|\$scheme)/.test(target)),
  )
  const [first, ...more] = directives
  if (first === undefined) return {}
  for (const other of more) site.fates.left(other, 'A service has one `rewrite`; this is a second one.')
  const [regex = '', written = '', flag] = first.words
  const replacement = expand(spot, written)
  if (hasVariable(replacement.replace(/\$\d/g, '')) || replacement.includes('?')) {
    site.fates.left(first, 'What it makes depends on more than the path, or touches the query.')
    return {}
  }
  if (flag === 'last') {
    site.fates.left(
      first,
      'nginx would look for a location again; here the changed path goes straight to the upstream.',
    )
  } else site.fates.carried(first)
  const path = spot.match.kind === 'prefix' ? spot.match.path.replace(/\/$/, '') : undefined
  const stripped = /^\^((?:\/[\w.~-]+|\\[.-])+)(?:\/\(\.\*\)|\/\?\(\.\*\)|\(\/\.\*\)|\(\.\*\))\$?$/
    .exec(regex)?.[1]
    ?.replaceAll('\\', '')
  if (stripped !== undefined && stripped === path && /^\/?\$1$/.test(replacement))
    return { stripPrefix: true }
  const from = `${regex.startsWith('^') ? '' : '^.*?'}${regex}${regex.endsWith('$') ? '' : '.*$'}`
  return { rewrite: { from, to: replacement.replace(/\$(\d)/g, '${$1}') } }
}
