/** Settings for which Traefik switches a middleware off, and with it every router that names it, or makes it refuse everybody. */
import { isCircuitExpression } from './circuit.ts'
import { entriesOf, type Entries } from './entries.ts'
import { parseAddress, parseNetwork } from './ip.ts'
import { checkRe2 } from './re2.ts'
import { hasStatusText } from './statusText.ts'

/** `path` is below the settings. The sentence has no final dot. */
export type Tell = (path: readonly (string | number)[], problem: string, help?: string) => void

/** By the kind of the middleware; ../shared/traefik/semantics.md, c, has the source of each. */
export const checkHttpMiddleware: Readonly<Record<string, (settings: Entries, tell: Tell) => void>> = {
  addPrefix: (settings, tell) => needText(settings, 'prefix', tell),
  basicAuth(settings, tell) {
    const users = textsOf(settings['users'])
    if (users.length === 0 && !isText(settings['usersFile']))
      tell([], 'without `users` or `usersFile` it is switched off')
    checkEach(settings, 'users', tell, (user) =>
      user.split(':').length === 2 ? undefined : 'a user is written `name:hash`',
    )
  },
  digestAuth(settings, tell) {
    checkEach(settings, 'users', tell, (user) =>
      user.split(':').length === 3 ? undefined : 'a user is written `name:realm:hash`',
    )
  },
  forwardAuth(settings, tell) {
    needText(settings, 'address', tell)
    checkPattern(settings, 'authResponseHeadersRegex', tell)
    checkClientTls(settings['tls'], ['tls'], tell)
  },
  headers(settings, tell) {
    if (!Object.values(settings).some(isEffective))
      tell([], 'it sets nothing, and such a middleware is switched off')
    checkEach(settings, 'accessControlAllowOriginListRegex', tell, problemOfPattern)
  },
  ipAllowList: checkAllowList,
  ipWhiteList: checkAllowList,
  rateLimit(settings, tell) {
    checkCriterion(settings, tell)
    checkClientTls(entriesOf(settings['redis'])['tls'], ['redis', 'tls'], tell)
  },
  inFlightReq(settings, tell) {
    if (settings['amount'] === undefined || settings['amount'] === 0)
      tell([], 'without an `amount` above 0 every request is refused')
    checkCriterion(settings, tell)
  },
  redirectRegex(settings, tell) {
    needText(settings, 'regex', tell)
    checkPattern(settings, 'regex', tell)
  },
  replacePathRegex: (settings, tell) => checkPattern(settings, 'regex', tell),
  stripPrefixRegex: (settings, tell) => checkEach(settings, 'regex', tell, problemOfPattern),
  redirectScheme: (settings, tell) => needText(settings, 'scheme', tell),
  retry(settings, tell) {
    const { attempts } = settings
    if (typeof attempts !== 'number' || attempts <= 0)
      tell([], 'without `attempts` above 0 it is switched off')
    if (settings['disableRetryOnNetworkError'] === true && textsOf(settings['status']).length === 0)
      tell([], '`disableRetryOnNetworkError` without a `status` leaves nothing to try again for')
    checkEach(settings, 'status', tell, problemOfStatus)
  },
  errors(settings, tell) {
    needText(settings, 'service', tell)
    checkEach(settings, 'status', tell, problemOfStatus)
    for (const status of Object.keys(entriesOf(settings['statusRewrites']))) {
      const problem = problemOfStatus(status)
      if (problem !== undefined) tell(['statusRewrites', status], problem)
    }
  },
  circuitBreaker(settings, tell) {
    const { expression, responseCode } = settings
    if (!isText(expression) || !isCircuitExpression(expression))
      tell(
        expression === undefined ? [] : ['expression'],
        'its `expression` is none that Traefik knows',
        'Compare `NetworkErrorRatio()`, `LatencyAtQuantileMS(50.0)` or `ResponseCodeRatio(500, 600, 0, 600)` with a number.',
      )
    if (typeof responseCode === 'number' && (responseCode < 100 || responseCode > 999))
      tell(['responseCode'], 'a `responseCode` that is no status resets every connection')
  },
  buffering(settings, tell) {
    for (const [key, value] of Object.entries(settings))
      if (typeof value === 'number' && value < 0) tell([key], 'a size below 0 switches it off')
  },
  compress(settings, tell) {
    const [included, excluded] = ['includedContentTypes', 'excludedContentTypes'].map((key) =>
      textsOf(settings[key]),
    )
    if ((included?.length ?? 0) > 0 && (excluded?.length ?? 0) > 0)
      tell([], '`includedContentTypes` and `excludedContentTypes` together switch it off')
    for (const key of ['includedContentTypes', 'excludedContentTypes'])
      checkEach(settings, key, tell, (type) =>
        /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+(\s*;.*)?$/.test(type) ? undefined : 'this is no media type',
      )
    const { encodings, defaultEncoding } = settings
    if (
      textsOf(encodings).length > 0 &&
      isText(defaultEncoding) &&
      !textsOf(encodings).includes(defaultEncoding)
    )
      tell(['defaultEncoding'], 'it is not one of its `encodings`, and such a middleware is switched off')
  },
}

export const checkTcpMiddleware: Readonly<Record<string, (settings: Entries, tell: Tell) => void>> = {
  inFlightConn(settings, tell) {
    if (settings['amount'] === undefined || settings['amount'] === 0)
      tell([], 'without an `amount` above 0 every connection is closed')
  },
  ipAllowList: checkAllowList,
  ipWhiteList: checkAllowList,
}

export function problemOfStatus(text: string): string | undefined {
  return /^\d{3}(-\d{3})?$/.test(text)
    ? undefined
    : 'a status is written `404` or `500-599`, each as its own item'
}

function checkAllowList(settings: Entries, tell: Tell): void {
  if (textsOf(settings['sourceRange']).length === 0) tell([], 'without a `sourceRange` it is switched off')
  checkEach(settings, 'sourceRange', tell, problemOfNetwork)
  const { rejectStatusCode } = settings
  if (typeof rejectStatusCode === 'number' && !hasStatusText(rejectStatusCode))
    tell(['rejectStatusCode'], 'Go knows no such status')
  checkStrategy(settings['ipStrategy'], (path, problem) => tell(['ipStrategy', ...path], problem))
}

function checkCriterion(settings: Entries, tell: Tell): void {
  const criterion = entriesOf(settings['sourceCriterion'])
  const kinds = [
    criterion['ipStrategy'] !== undefined,
    isText(criterion['requestHeaderName']),
    criterion['requestHost'] === true,
  ].filter(Boolean)
  if (kinds.length > 1) tell(['sourceCriterion'], 'two criteria at once switch it off')
  checkStrategy(criterion['ipStrategy'], (path, problem) =>
    tell(['sourceCriterion', 'ipStrategy', ...path], problem),
  )
}

function checkStrategy(value: unknown, tell: Tell): void {
  const strategy = entriesOf(value)
  const { ipv6Subnet } = strategy
  if (typeof ipv6Subnet === 'number' && (ipv6Subnet < 1 || ipv6Subnet > 128))
    tell(['ipv6Subnet'], 'the subnet of an IPv6 address has 1 to 128 bits')
  checkEach(strategy, 'excludedIPs', tell, problemOfNetwork)
}

function problemOfNetwork(text: string): string | undefined {
  return parseNetwork(text) === undefined && parseAddress(text) === undefined
    ? 'this is not an IP address or a network'
    : undefined
}

function problemOfPattern(text: string): string | undefined {
  const mistake = checkRe2(text)
  return mistake === undefined ? undefined : `this is no regular expression to Go: ${mistake.problem}`
}

function checkPattern(settings: Entries, key: string, tell: Tell): void {
  const { [key]: text } = settings
  const problem = isText(text) ? problemOfPattern(text) : undefined
  if (problem !== undefined) tell([key], problem)
}

function checkEach(
  settings: Entries,
  key: string,
  tell: Tell,
  problemOf: (text: string) => string | undefined,
): void {
  for (const [index, text] of textsOf(settings[key]).entries()) {
    const problem = problemOf(text)
    if (problem !== undefined) tell([key, index], problem)
  }
}

function needText(settings: Entries, key: string, tell: Tell): void {
  if (!isText(settings[key])) tell([], `without \`${key}\` it is switched off or answers nobody`)
}

/** `false`, 0 and the empty text say nothing to Traefik. */
function isEffective(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0
  return typeof value === 'object' ? Object.keys(entriesOf(value)).length > 0 : Boolean(value)
}

function textsOf(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : []
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function checkClientTls(tls: unknown, path: readonly string[], tell: Tell): void {
  const { cert, key } = entriesOf(tls)
  if (isText(cert) !== isText(key)) tell(path, '`cert` and `key` only work together')
}
