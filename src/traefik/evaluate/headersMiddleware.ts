/** The middleware `headers`: what it sets on the request, what it answers by itself, what it sets on the answer. */
import { canonicalHeader } from './asked.ts'
import { withHeader, type Going, type Step } from './going.ts'
import { shownValue } from '../secrets.ts'
import { regexpMatches } from './matching.ts'
import { flagOf, listOf, numberOf, textsOf } from './raw.ts'

type Settings = Readonly<Record<string, unknown>>

export function headers(settings: Settings, going: Going): Pick<Step, 'does' | 'next'> {
  if (isPreflight(settings, going))
    return { does: [`answers the preflight itself: ${corsOf(settings, going)}`], next: { status: 200 } }
  let next = going
  const does: string[] = []
  for (const [name, value] of Object.entries(textsOf(settings['customRequestHeaders']))) {
    const key = canonicalHeader(name)
    if (name.toLowerCase() === 'host' && value !== '') next = { ...next, host: value }
    // Not sent at all, rather than with the address of the client (pkg/middlewares/headers/header.go).
    else if (value === '' && name === 'X-Forwarded-For') next = withHeader(next, name, [])
    else next = withHeader(next, key, value === '' ? undefined : [value])
    does.push(
      value === ''
        ? `takes the request header \`${key}\` away`
        : `sets the request header \`${key}\` to \`${String(shownValue([key], value))}\``,
    )
  }
  for (const [name, value] of Object.entries(textsOf(settings['customResponseHeaders'])))
    does.push(
      value === ''
        ? `takes the response header \`${name}\` away`
        : `sets the response header \`${name}\` to \`${String(shownValue([name], value))}\``,
    )
  if (hasCors(settings)) does.push(`lets other origins read the answer: ${corsOf(settings, going)}`)
  does.push(...securityOf(settings, going))
  return { does: does.length === 0 ? ['changes nothing in this request'] : does, next }
}

function isPreflight(settings: Settings, { method, headers: sent }: Going): boolean {
  return (
    hasCors(settings) &&
    method === 'OPTIONS' &&
    sent.has('Access-Control-Request-Method') &&
    sent.has('Origin')
  )
}

/** pkg/config/dynamic/middlewares.go, `HasCorsHeadersDefined` */
function hasCors(settings: Settings): boolean {
  const lists = ['AllowHeaders', 'AllowMethods', 'AllowOriginList', 'AllowOriginListRegex', 'ExposeHeaders']
  return (
    lists.some((name) => listOf(settings[`accessControl${name}`]).length > 0) ||
    flagOf(settings['accessControlAllowCredentials']) ||
    numberOf(settings['accessControlMaxAge']) !== 0 ||
    flagOf(settings['addVaryHeader'])
  )
}

function corsOf(settings: Settings, { headers: sent }: Going): string {
  const origin = sent.get('Origin')?.[0]
  if (origin === undefined) return 'the request names no `Origin`'
  const list = listOf(settings['accessControlAllowOriginList'])
  const isAllowed =
    list.includes(origin) ||
    list.includes('*') ||
    listOf(settings['accessControlAllowOriginListRegex']).some(
      (one) => regexpMatches(one, [origin]) === 'yes',
    )
  return `\`${origin}\` is ${isAllowed ? '' : 'not '}allowed`
}

function securityOf(settings: Settings, { tls }: Going): readonly string[] {
  const seconds = numberOf(settings['stsSeconds'])
  const hsts = seconds === 0 ? [] : [`max-age=${seconds}`]
  if (flagOf(settings['stsIncludeSubdomains'])) hsts.push('includeSubDomains')
  if (flagOf(settings['stsPreload'])) hsts.push('preload')
  const isSent = seconds !== 0 && (tls || flagOf(settings['forceSTSHeader']))
  const others = Object.keys(settings).filter((key) => SECURITY.has(key))
  return [
    ...(isSent ? [`sets the response header \`Strict-Transport-Security\` to \`${hsts.join('; ')}\``] : []),
    ...(others.length === 0 ? [] : [`sets response headers for security: ${others.join(', ')}`]),
    ...(listOf(settings['allowedHosts']).length === 0
      ? []
      : ['takes only its `allowedHosts`, which is not evaluated here']),
  ]
}

const SECURITY: ReadonlySet<string> = new Set([
  'frameDeny',
  'customFrameOptionsValue',
  'contentTypeNosniff',
  'browserXssFilter',
  'customBrowserXSSValue',
  'contentSecurityPolicy',
  'contentSecurityPolicyReportOnly',
  'referrerPolicy',
  'permissionsPolicy',
])
