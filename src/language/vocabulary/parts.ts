/** Words that people bring from other systems into the mappings of a service: by the name of the mapping, what to write. */
import { SENTENCES } from './sentences.ts'
import { said, type Vocabulary } from './word.ts'

/** `name` as messages call the mapping: "`healthCheck`". */
export function wordsIn(name: string): Vocabulary | undefined {
  return VOCABULARIES.get(name)
}

/** Each key of the language, and the words that mean it. */
export const WORDS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  '`match`': {
    method: ['methods', 'verb'],
    header: ['headers', 'headerRegexp'],
    query: ['queries', 'params', 'queryRegexp', 'args'],
    clientIp: ['clientIP', 'ip', 'ips', 'remote_ip', 'source', 'from'],
    'path` of the service': ['path', 'paths', 'pathPrefix', 'location'],
    'host` of the service': ['host', 'hosts', 'domain'],
  },
  'a server of an upstream': {
    url: ['address', 'server', 'host', 'target', 'to', 'upstream'],
    weight: ['share', 'ratio'],
  },
  '`upstreamTls`': {
    verify: ['proxy_ssl_verify', 'verification'],
    serverName: ['sni', 'server_name', 'servername', 'tls_server_name', 'proxy_ssl_name'],
    ca: ['rootCAs', 'rootCas', 'caFile', 'ca_file', 'cas', 'trusted_ca', 'proxy_ssl_trusted_certificate'],
    cert: ['certFile', 'certificate', 'certificates', 'clientCert'],
    key: ['keyFile', 'clientKey', 'privateKey'],
  },
  '`keepalive`': {
    idle: ['connections', 'max', 'maxIdleConnsPerHost', 'max_idle_conns_per_host'],
    timeout: ['idleConnTimeout', 'idle_timeout', 'keepalive_timeout'],
  },
  '`timeouts`': {
    connect: ['dial', 'dialTimeout', 'connectTimeout', 'proxy_connect_timeout'],
    response: ['read', 'responseHeader', 'responseHeaderTimeout', 'proxy_read_timeout', 'server', 'backend'],
    idle: ['idleConnTimeout', 'keepalive'],
  },
  '`sticky`': {
    cookie: ['name', 'cookieName'],
    sameSite: ['samesite', 'same_site'],
    httpOnly: ['httponly', 'http_only'],
    maxAge: ['maxage', 'max_age', 'expires', 'ttl'],
  },
  '`healthCheck`': {
    path: ['uri', 'url', 'endpoint', 'health_uri'],
    interval: ['every', 'period', 'health_interval'],
    status: ['code', 'codes', 'expect', 'expectedStatus', 'statusCode', 'health_status'],
    hostname: ['host', 'Host'],
    headers: ['header', 'health_headers'],
  },
  '`passiveHealthCheck`': {
    failures: ['maxFailedAttempts', 'max_fails', 'fails', 'attempts'],
    window: ['failureWindow', 'fail_timeout', 'fail_duration', 'period'],
  },
  'a part of `split`': {
    upstream: ['url', 'service', 'server', 'target', 'to', 'name'],
    weight: ['share', 'percent', 'ratio'],
  },
  '`canary`': {
    upstream: ['url', 'service', 'target', 'to'],
    weight: ['percent', 'percentage', 'share', 'traffic'],
    header: ['headers', 'byHeader'],
  },
  '`mirror`': {
    upstream: ['url', 'service', 'target', 'to', 'backend'],
    percent: ['percentage', 'share', 'weight'],
    maxBody: ['maxBodySize', 'max_body_size'],
  },
  'a list of networks': {
    from: ['sourceRange', 'ips', 'ip', 'cidr', 'cidrs', 'networks', 'ranges', 'allow', 'list'],
    depth: ['ipStrategy', 'hops'],
    status: ['rejectStatusCode', 'code'],
  },
  '`auth`': {
    basic: ['users', 'basicAuth', 'user', 'htpasswd'],
    provider: ['type', 'name', 'via'],
  },
  '`rateLimit`': {
    rate: ['average', 'limit', 'requests', 'period', 'window', 'rps', 'events'],
    burst: ['bursts'],
    by: ['key', 'source', 'sourceCriterion', 'per', 'zone'],
  },
  '`headers`': {
    request: [
      'customRequestHeaders',
      'requestHeaders',
      'add',
      'set',
      'upstream',
      'header_up',
      'proxy_set_header',
    ],
    response: ['customResponseHeaders', 'responseHeaders', 'downstream', 'header_down', 'add_header'],
    'request: { NAME: null }` or `response: { NAME: null }': ['remove', 'delete', 'unset', 'hide'],
    'hsts` of the service': ['stsSeconds', 'hsts', 'Strict-Transport-Security'],
    'cors` of the service': ['cors', 'accessControlAllowOriginList'],
    'response: { X-Frame-Options: DENY }': ['frameDeny', 'customFrameOptionsValue'],
    'response: { X-Content-Type-Options: nosniff }': ['contentTypeNosniff'],
    'response: { Content-Security-Policy: … }': ['contentSecurityPolicy'],
    'response: { Referrer-Policy: … }': ['referrerPolicy'],
    'response: { Permissions-Policy: … }': ['permissionsPolicy'],
  },
  '`hsts`': {
    maxAge: ['max-age', 'max_age', 'seconds', 'stsSeconds'],
    includeSubdomains: ['includeSubDomains', 'include_subdomains', 'subdomains', 'stsIncludeSubdomains'],
    preload: ['stsPreload'],
  },
  '`cors`': {
    origins: [
      'origin',
      'allowOrigins',
      'allowedOrigins',
      'allow_origin',
      'allow_origins',
      'accessControlAllowOriginList',
    ],
    methods: ['method', 'allowMethods', 'allowedMethods', 'accessControlAllowMethods'],
    headers: ['allowHeaders', 'allowedHeaders', 'accessControlAllowHeaders'],
    expose: ['exposeHeaders', 'exposedHeaders', 'accessControlExposeHeaders'],
    credentials: ['allowCredentials', 'accessControlAllowCredentials'],
    maxAge: ['max_age', 'accessControlMaxAge', 'cache'],
  },
  '`middlewares`': { before: ['first', 'prepend'], after: ['last', 'append'] },
  'a redirect': {
    from: ['source', 'path', 'match', 'regex', 'src', 'old'],
    to: ['target', 'destination', 'url', 'replacement', 'dest', 'new', 'location'],
  },
  '`rewrite`': {
    from: ['regex', 'match', 'pattern', 'source', 'path'],
    to: ['replacement', 'replace', 'target', 'with'],
  },
  '`retry`': {
    attempts: ['count', 'max', 'retries', 'tries', 'times'],
    interval: ['initialInterval', 'delay', 'backoff', 'wait'],
  },
  '`circuitBreaker`': {
    expression: ['when', 'condition', 'trigger', 'if'],
    status: ['responseCode', 'code'],
    fallbackDuration: ['duration', 'timeout', 'open'],
  },
  '`errorPages`': {
    status: ['codes', 'code', 'statuses', 'on'],
    upstream: ['service', 'url', 'backend', 'server', 'from'],
    path: ['query', 'page', 'uri', 'file', 'pages'],
  },
  '`maintenance`': {
    upstream: ['service', 'url', 'backend', 'page'],
    path: ['file', 'uri', 'query'],
    except: ['allow', 'exclude', 'ips', 'bypass', 'whitelist', 'for'],
  },
  '`tls`': {
    profile: ['option'],
    certResolver: ['resolver', 'certresolver', 'cert_resolver', 'acme', 'letsencrypt', 'issuer'],
    domains: ['domain', 'sans', 'main', 'names'],
    cert: ['certFile', 'certificate', 'crt', 'pem', 'ssl_certificate', 'fullchain'],
    key: ['keyFile', 'privateKey', 'private_key', 'ssl_certificate_key', 'privkey'],
    clientCa: [
      'ca',
      'clientCA',
      'clientCAs',
      'clientAuth',
      'client_auth',
      'caFiles',
      'mtls',
      'ssl_client_certificate',
    ],
  },
  '`tcp`': {
    entryPoint: ['port', 'listen', 'entrypoint', 'entryPoints', 'bind', 'ports'],
    sni: ['HostSNI', 'host', 'hosts', 'hostSNI', 'hostSni', 'server_name', 'serverName', 'domain'],
    'tls: passthrough': ['passthrough', 'tlsPassthrough', 'ssl'],
    upstream: ['server', 'servers', 'address', 'target', 'backend', 'to', 'url'],
    allow: ['whitelist', 'ipAllowList', 'sourceRange'],
    proxyProtocol: ['proxy_protocol', 'sendProxy', 'send-proxy'],
  },
  '`udp`': {
    entryPoint: ['port', 'listen', 'entrypoint', 'entryPoints', 'bind', 'ports'],
    upstream: ['server', 'servers', 'address', 'target', 'backend', 'to', 'url'],
  },
  'an authentication provider': {
    outpost: ['outpostUrl', 'server'],
    address: ['endpoint', 'authUrl', 'auth_url', 'uri', 'verify'],
    responseHeaders: ['authResponseHeaders', 'copy_headers', 'headers'],
    requestHeaders: ['authRequestHeaders'],
    'upstreamTls: { verify: false }': ['insecureSkipVerify', 'tls'],
  },
  'a TLS profile': {
    minVersion: ['min', 'minimum', 'minTls', 'min_version', 'version', 'protocols', 'ssl_protocols'],
    maxVersion: ['max', 'maximum', 'max_version'],
    cipherSuites: ['ciphers', 'cipher_suites', 'ssl_ciphers'],
    curvePreferences: ['curves', 'ecdhCurve', 'ssl_ecdh_curve'],
    alpnProtocols: ['alpn'],
    sniStrict: ['strictSni', 'strictSNI', 'strict'],
    clientCa: ['caFiles', 'clientCAs', 'clientCA', 'ca'],
    clientAuth: ['clientAuthType', 'client_auth', 'mtls'],
  },
}

const VOCABULARIES: ReadonlyMap<string, Vocabulary> = new Map(
  Object.entries(WORDS).map(([name, keys]) => [
    name,
    new Map([
      ...Object.entries(keys).flatMap(([key, words]) => said(`Did you mean ${inWords(key)}?`, ...words)),
      ...(SENTENCES[name] ?? []),
    ]),
  ]),
)

/** A key may be followed by where it stands. */
function inWords(key: string): string {
  return key.includes('` of ') ? `\`${key}` : `\`${key}\``
}
