/** Words that people bring from other systems: recognised, answered with what to write, never accepted silently. */
export interface ForeignWord {
  /** One sentence. */
  readonly say: string
  /** True when there is nothing to write in a definition at all. */
  readonly refused: boolean
}

export type Vocabulary = ReadonlyMap<string, ForeignWord>

export const serviceVocabulary: Vocabulary = new Map([
  ...meant(
    'host',
    'hosts',
    'hostname',
    'hostnames',
    'domain',
    'domains',
    'server_name',
    'serverName',
    'fqdn',
    'vhost',
    'VIRTUAL_HOST',
    'site',
    'sites',
  ),
  ...meant(
    'upstream',
    'upstreamUrl',
    'target',
    'targets',
    'backend',
    'backends',
    'to',
    'proxy_pass',
    'proxyPass',
    'reverse_proxy',
    'reverseProxy',
    'server',
    'servers',
    'url',
    'urls',
    'forward',
    'destination',
    'service',
    'loadBalancer',
  ),
  ...meant('path', 'location', 'locations', 'pathPrefix', 'prefix', 'uri'),
  ...meant(
    'allow',
    'whitelist',
    'whiteList',
    'allowlist',
    'allowList',
    'ipAllowList',
    'ipWhiteList',
    'sourceRange',
    'remote_ip',
  ),
  ...meant('deny', 'blacklist', 'denylist', 'ipDenyList'),
  ...meant('tls', 'ssl', 'certificate', 'certificates', 'tlsProfile', 'ssl_protocols', 'minVersion'),
  ...meant('tls: { certResolver: NAME }', 'certResolver', 'certresolver', 'acme', 'letsencrypt'),
  ...meant('tls: { cert, key }', 'ssl_certificate', 'ssl_certificate_key', 'cert', 'certFile', 'keyFile'),
  ...meant('compress', 'gzip', 'encode', 'compression', 'brotli'),
  ...meant('entryPoint', 'entrypoint', 'entrypoints', 'entryPoints', 'listen', 'port', 'ports'),
  ...meant(
    'headers: { request: … }',
    'proxy_set_header',
    'requestHeaders',
    'customRequestHeaders',
    'header_up',
  ),
  ...meant(
    'headers: { response: … }',
    'add_header',
    'responseHeaders',
    'customResponseHeaders',
    'header_down',
  ),
  ...meant('hsts', 'HSTS', 'stsSeconds', 'strictTransportSecurity', 'Strict-Transport-Security'),
  ...meant('https', 'httpsRedirect', 'forceHttps', 'forceSSL', 'redirectScheme', 'sslRedirect', 'http'),
  ...meant('redirectFrom', 'aliases', 'alias', 'wwwRedirect', 'redirectHost'),
  ...meant('redirects', 'redirect', 'return', 'redirectRegex', 'redir'),
  ...meant('rewrite', 'rewrites', 'replacePath', 'replacePathRegex'),
  ...meant('stripPrefix', 'stripprefix', 'strip_prefix', 'strip', 'handle_path', 'uri_strip_prefix'),
  ...meant(
    'auth',
    'forwardAuth',
    'forward_auth',
    'auth_request',
    'basicAuth',
    'basicauth',
    'auth_basic',
    'authentication',
    'middleware',
  ),
  ...meant('rateLimit', 'limit_req', 'ratelimit', 'rate_limit', 'throttle'),
  ...meant('concurrency', 'limit_conn', 'inFlightReq', 'maxConnections'),
  ...meant('sticky', 'stickiness', 'affinity', 'ip_hash', 'sessionAffinity'),
  ...meant('balance', 'lb_policy', 'strategy', 'lbPolicy', 'least_conn'),
  ...meant('healthCheck', 'health', 'healthcheck', 'health_uri', 'health_check', 'probe'),
  ...meant('passHost', 'passHostHeader', 'preserveHost'),
  ...meant(
    'upstreamTls',
    'serversTransport',
    'insecureSkipVerify',
    'tls_insecure_skip_verify',
    'proxy_ssl_verify',
    'transport',
    'backendTls',
  ),
  ...meant(
    'timeouts',
    'timeout',
    'connectTimeout',
    'proxy_read_timeout',
    'proxy_connect_timeout',
    'proxyReadTimeout',
    'responseTimeout',
  ),
  ...meant('keepalive', 'keepAlive', 'keep_alive', 'maxIdleConnsPerHost', 'idleConnections'),
  ...meant('errorPages', 'errorPage', 'error_page', 'handle_errors', 'errors'),
  ...meant('retry', 'retries', 'proxy_next_upstream'),
  ...meant('routes', 'route', 'rules'),
  ...meant('rule', 'traefikRule', 'traefik_rule'),
  ...meant('enabled', 'enable', 'disabled'),
  ...meant('cors', 'CORS', 'accessControl', 'accessControlAllowOriginList'),
  ...meant('mirror', 'mirroring', 'shadow'),
  ...meant('split', 'weighted', 'weights'),
  ...nothing(
    'WebSockets work without it; leave it out.',
    'websocket',
    'websockets',
    'webSocket',
    'websocketSupport',
    'upgrade',
  ),
  ...nothing(
    'Traefik speaks HTTP/1.1 and HTTP/2 to upstreams as they agree, never HTTP/1.0; leave it out.',
    'http_version',
    'proxy_http_version',
    'httpVersion',
  ),
  ...nothing('HTTP/2 is always on with HTTPS; leave it out.', 'http2', 'h2'),
  ...nothing(
    "HTTP/3 is switched on in Traefik's static configuration: `entryPoints.websecure.http3`.",
    'http3',
    'h3',
    'quic',
  ),
  ...nothing(
    '`X-Forwarded-*` headers are always sent; whom Traefik trusts to have set them is static configuration: `entryPoints.NAME.forwardedHeaders.trustedIPs`.',
    'forwardedHeaders',
    'trustedProxies',
    'trusted_proxies',
    'trustedIPs',
    'set_real_ip_from',
    'real_ip_header',
    'xForwardedFor',
  ),
  ...nothing(
    'Traefik does not buffer requests or responses unless told; leave it out.',
    'buffering',
    'proxy_buffering',
    'proxy_request_buffering',
    'buffer',
  ),
  ...nothing(
    'Traefik has no limit on the size of a request; leave it out, or set `maxBody` to have one.',
    'clientMaxBodySize',
    'client_max_body_size',
    'maxBodySize',
    'request_body',
  ),
  ...nothing(
    'This is static configuration of Traefik: `entryPoints.NAME.transport.respondingTimeouts`.',
    'readTimeout',
    'writeTimeout',
    'idleTimeout',
    'client_body_timeout',
    'respondingTimeouts',
  ),
])

/** Words that mean `key`. */
function meant(key: string, ...words: string[]): [string, ForeignWord][] {
  return words.map((word) => [word, { say: `Did you mean \`${key}\`?`, refused: false }])
}

function nothing(say: string, ...words: string[]): [string, ForeignWord][] {
  return words.map((word) => [word, { say, refused: true }])
}

export const rootVocabulary: Vocabulary = new Map([
  ...meant('services', 'service', 'sites', 'hosts', 'apps', 'routes', 'proxies'),
  ...meant('defaults', 'default', 'global', 'globals'),
  ...meant('tlsProfiles', 'tlsOptions', 'tlsProfile', 'profiles'),
  ...nothing(
    'Certificate resolvers are static configuration of Traefik.',
    'certificatesResolvers',
    'certResolvers',
  ),
  ...nothing(
    'Entry points are static configuration of Traefik; `defaults: { entryPoints: … }` names the ones to use.',
    'entryPoints',
    'entrypoints',
  ),
  ...nothing('Providers are static configuration of Traefik.', 'providers'),
])
