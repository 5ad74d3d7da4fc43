/** Random services: for every key of the language, values that a person could write. */
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

const label = fc.stringMatching(/^[a-z]([a-z0-9-]{0,6}[a-z0-9])?$/)
export const name = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
const exactHost = fc.oneof(
  fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => `${labels.join('.')}.example`),
  fc.constantFrom('müller.example', 'SHOP.example', 'x_y.example', 'a.b.c.d.example.'),
)
const host = fc.oneof(
  { weight: 4, arbitrary: exactHost },
  { weight: 1, arbitrary: exactHost.map((one) => `*.${one}`) },
)
const segment = fc.oneof(
  label,
  fc.constantFrom('a b', 'é', '%2F', '.well-known', '{id}', "it's", '`', '"', '$1', '%'.concat('41')),
)
const path = fc
  .tuple(fc.array(segment, { maxLength: 3 }), fc.boolean())
  .map(([segments, slash]) => `/${segments.join('/')}${slash && segments.length > 0 ? '/' : ''}`)
const regex = fc.constantFrom('^/a/[0-9]+$', '^/(x|y)/', '/v\\d', '(?i)^/É', '^/[^/]+/`$', '^/a"b')
const pathMatch = fc.oneof(
  path,
  path.map((exact) => ({ exact })),
  path.map((prefix) => ({ prefix })),
  regex.map((one) => ({ regex: one })),
)
const url = fc
  .tuple(
    fc.constantFrom('http', 'https', 'h2c'),
    fc.oneof(label, fc.constantFrom('10.0.0.1', '[::1]', 'app.internal')),
    fc.option(fc.integer({ min: 1, max: 65535 })),
    fc.option(fc.constantFrom('/x', '/x/y', '/a%20b'), { freq: 4 }),
  )
  .map(([scheme, at, port, below]) => `${scheme}://${at}${port === null ? '' : `:${port}`}${below ?? ''}`)
const weight = fc.integer({ min: 0, max: 100 })
const server = fc.oneof(url, fc.record({ url, weight }, { requiredKeys: ['url'] }))
const upstream = fc.oneof(
  { weight: 5, arbitrary: url },
  { weight: 3, arbitrary: fc.array(server, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constant('noop@internal') },
)
const duration = fc
  .tuple(fc.integer({ min: 1, max: 5000 }), fc.constantFrom('ms', 's', 'm', 'h', 'd'))
  .map(([count, unit]) => `${count}${unit}`)
const network = fc.constantFrom(
  '10.0.0.0/8',
  '192.168.1.7',
  '2001:db8::/32',
  '::1',
  '0.0.0.0/0',
  '10.1.2.3/8',
)
const networks = oneOrMany(network)
const headerName = fc.constantFrom(
  'X-A',
  'x-frame-options',
  'Host',
  'Set-Cookie',
  'X_Under',
  "X-!#$%&'*+.^`|~",
)
/** Everything that a header may carry, and what must be escaped on the way: quotes, NEL, emoji, Traefik's own separators. */
export const oddText = fc.oneof(
  fc.string({
    unit: fc.constantFrom(
      ...Array.from('aZ0 \t`"\'\\$%{}()<>&|;,:=#║é☃😀\u0085\u0080\u009f\u2028\u2029\ufeff\ufffe\uffff'),
    ),
    maxLength: 12,
  }),
  fc.constantFrom(
    'true',
    '123',
    '1.0',
    '~',
    'null',
    '0x10',
    '<<',
    '- a',
    '{{ .x }}',
    '${1}',
    '$$',
    'a: b # c',
    '',
    ' ',
  ),
)
const headers = fc.dictionary(headerName, fc.oneof(oddText.map(escapeVariables), fc.constant(null)), {
  minKeys: 1,
  maxKeys: 3,
})
const plainHeaders = fc.dictionary(fc.constantFrom('X-A', 'X-B'), oddText.map(escapeVariables), {
  minKeys: 1,
  maxKeys: 2,
})
const middleware = fc.constantFrom('secure@file', 'one@file', 'three@file')
const status = fc.oneof(
  fc.integer({ min: 400, max: 599 }),
  fc.constantFrom('404', '500-599', '400-503', '4xx'),
)
const address = fc.constantFrom('10.0.0.1:53', 'postgres:5432', '[::1]:25')
const streamSplit = fc.array(fc.record({ upstream: address, weight: fc.integer({ min: 1, max: 9 }) }), {
  minLength: 1,
  maxLength: 2,
})

const expression = fc.constantFrom(
  'NetworkErrorRatio() > 0.3',
  'LatencyAtQuantileMS(50.0) > 100 || ResponseCodeRatio(500, 600, 0, 600) > 0.25',
)
const allowance = fc.oneof(
  networks,
  fc.record(
    { from: networks, depth: fc.integer({ min: 1, max: 5 }), status: fc.constantFrom(403, 404, 451) },
    { requiredKeys: ['from'] },
  ),
)
const errorPage = fc.record(
  { status: oneOrMany(status), upstream: url, path: fc.constantFrom('/{status}.html', '/e?code={status}') },
  { requiredKeys: ['status', 'upstream'] },
)

/** `null` takes away, which is allowed everywhere. */
export const SERVICE_KEYS: Readonly<Record<string, Arbitrary<unknown>>> = {
  host: oneOrMany(host),
  path: oneOrMany(pathMatch),
  rule: fc.constantFrom(
    'Host(`a.example`)',
    'PathPrefix(`/x`)',
    'Host("b.example") && !Method(`GET`)',
    'HostRegexp(`^.+\\.example$`) || Header(`X-A`, `b`)',
    'Host(`a.example`) && Path(x)',
  ),
  traefik: fc.record(
    {
      router: fc.constantFrom(
        { observability: { metrics: false } },
        { middlewares: ['one@file'] },
        { priority: 7, entryPoints: 'web' },
        { tls: { certResolver: 'le' } },
        { rule: 'Path(`/x`)' },
        { service: null },
      ),
      service: fc.constantFrom(
        { loadBalancer: { responseForwarding: { flushInterval: 5 }, passHostHeader: null } },
        { loadBalancer: { strategy: 'p2c', servers: null } },
        { loadBalancer: { servers: [{ url: 'http://other' }] } },
        { weighted: { sticky: { cookie: true } } },
      ),
      middleware: fc.constantFrom(
        { rateLimit: { burst: 5 }, compress: {} },
        { headers: { frameDeny: true } },
        { grpcWeb: { allowOrigins: '*' }, retry: null },
      ),
      serversTransport: fc.constantFrom(
        { disableHTTP2: true },
        { maxIdleConnsPerHost: null },
        { insecureSkipVerify: 'true' },
      ),
    },
    { requiredKeys: [] },
  ),
  priority: fc.integer({ min: -1_000_000_000, max: 1_000_000_000_000 }),
  redirectFrom: oneOrMany(exactHost),
  https: fc.constantFrom('redirect', 'only', 'both', 'off'),
  entryPoint: oneOrMany(fc.constantFrom('web', 'websecure')),
  enabled: fc.boolean(),
  match: fc.record(
    {
      method: oneOrMany(fc.constantFrom('GET', 'POST', 'PROPFIND')),
      header: fc.oneof(
        plainHeaders,
        fc.dictionary(fc.constant('X-A'), oneOrMany(fc.oneof(fc.constant('v1'), fc.record({ regex }))), {
          minKeys: 1,
        }),
      ),
      query: fc.dictionary(fc.constantFrom('a', 'b c', '`'), oddText.map(escapeVariables), {
        minKeys: 1,
        maxKeys: 2,
      }),
      clientIp: networks,
    },
    { requiredKeys: [] },
  ),
  upstream,
  upstreamTls: fc.record(
    {
      verify: fc.boolean(),
      serverName: exactHost,
      ca: fc.constant('one-c.pem'),
      cert: fc.constant('one-c.pem'),
      key: fc.constant('one-k.pem'),
    },
    { requiredKeys: [] },
  ),
  keepalive: fc.oneof(
    fc.integer({ min: 0, max: 500 }),
    fc.constant('off'),
    fc.record({ idle: fc.nat(99), timeout: duration }),
  ),
  timeouts: fc.record({ connect: duration, response: duration, idle: duration }, { requiredKeys: [] }),
  passHost: fc.boolean(),
  balance: fc.constantFrom('roundRobin', 'p2c', 'clientIp', 'leastTime'),
  sticky: fc.oneof(
    fc.boolean(),
    fc.record(
      {
        cookie: name,
        secure: fc.boolean(),
        httpOnly: fc.boolean(),
        sameSite: fc.constantFrom('none', 'lax', 'strict'),
        maxAge: duration,
      },
      { requiredKeys: [] },
    ),
  ),
  healthCheck: fc.oneof(
    path,
    fc.record(
      {
        path,
        interval: duration,
        timeout: duration,
        status: fc.constant(204),
        port: fc.constant(8080),
        method: fc.constant('HEAD'),
        headers: plainHeaders,
        hostname: exactHost,
        grpc: fc.boolean(),
      },
      { requiredKeys: ['path'] },
    ),
  ),
  passiveHealthCheck: fc.record(
    { failures: fc.integer({ min: 1, max: 9 }), window: duration },
    { requiredKeys: ['failures'] },
  ),
  split: fc.array(fc.record({ upstream, weight }), { minLength: 1, maxLength: 3 }),
  canary: fc.record({ upstream, weight, header: plainHeaders }, { requiredKeys: ['upstream'] }),
  mirror: fc.oneof(
    url,
    fc.record(
      { upstream, percent: fc.nat(100), maxBody: fc.constant('1MiB') },
      { requiredKeys: ['upstream'] },
    ),
  ),
  fallback: url,
  upstreams: fc.record({ blue: url, green: url }),
  active: fc.constantFrom('blue', 'green'),
  preview: fc.record({ green: exactHost }),
  headers: fc.record({ request: headers, response: headers }, { requiredKeys: [] }),
  hsts: fc.oneof(
    fc.boolean(),
    duration,
    fc.record(
      { maxAge: duration, includeSubdomains: fc.boolean(), preload: fc.boolean() },
      { requiredKeys: [] },
    ),
  ),
  allow: allowance,
  deny: allowance,
  auth: fc.oneof(
    fc.constantFrom('authentik', 'authelia', 'mine'),
    fc.record({
      basic: oneOrMany(
        fc
          .constantFrom(
            'a:$2y$05$c4WoMPo3SXsafkva.HHa6uXQZWr7oboPiC2bT/r7q1BB8I2s0BRqC',
            'b:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g=',
          )
          .map(escapeVariables),
      ),
    }),
  ),
  cors: fc.record(
    {
      origins: oneOrMany(
        fc.constantFrom('https://a.example', 'https://*.example.com', 'http://localhost:3000'),
      ),
      methods: oneOrMany(fc.constantFrom('GET', 'PUT')),
      headers: oneOrMany(headerName),
      expose: oneOrMany(headerName),
      credentials: fc.boolean(),
      maxAge: duration,
    },
    { requiredKeys: ['origins'] },
  ),
  rateLimit: fc.oneof(
    fc.constantFrom('100/s', '10/m', '5 / hour'),
    fc.record(
      {
        rate: fc.constant('9/s'),
        burst: fc.integer({ min: 1, max: 99 }),
        by: fc.constantFrom('ip', 'host', 'X-Key'),
        depth: fc.constant(1),
      },
      { requiredKeys: ['rate'] },
    ),
  ),
  concurrency: fc.integer({ min: 1, max: 1000 }),
  addPrefix: path,
  rewrite: fc.record({ from: regex, to: fc.constantFrom('/new', '/x/${1}', '/x$1y', '/a b') }),
  compress: fc.boolean(),
  maxBody: fc.constantFrom('1MiB', '50 MB', '9B'),
  retry: fc.oneof(
    fc.integer({ min: 1, max: 9 }),
    fc.record(
      { attempts: fc.integer({ min: 1, max: 9 }), interval: duration },
      { requiredKeys: ['attempts'] },
    ),
  ),
  circuitBreaker: fc.oneof(
    expression,
    fc.record(
      {
        expression,
        checkPeriod: duration,
        fallbackDuration: duration,
        recoveryDuration: duration,
        status: fc.constantFrom(502, 503),
      },
      { requiredKeys: ['expression'] },
    ),
  ),
  errorPages: fc.oneof(errorPage, fc.array(errorPage, { minLength: 1, maxLength: 2 })),
  maintenance: fc.oneof(
    url,
    fc.record({ upstream: url, path, except: networks }, { requiredKeys: ['upstream'] }),
  ),
  forwardClientCert: fc.boolean(),
  middlewares: fc.oneof(
    oneOrMany(middleware),
    fc.record({ before: oneOrMany(middleware), after: oneOrMany(middleware) }, { requiredKeys: [] }),
  ),
  redirects: fc.array(
    fc.record(
      {
        from: path.map((one) => `${one}*`),
        to: fc.constantFrom('/new', '/new/*', 'https://other.example/x?y=1', '/a$b'),
        permanent: fc.boolean(),
      },
      { requiredKeys: ['from', 'to'] },
    ),
    { minLength: 1, maxLength: 2 },
  ),
  stripPrefix: fc.oneof(fc.boolean(), path),
  trailingSlash: fc.constant('redirect'),
  tls: fc.oneof(
    fc.constantFrom('modern', 'intermediate', 'default', 'mine'),
    fc.record(
      {
        profile: fc.constant('modern'),
        domains: oneOrMany(exactHost),
        cert: fc.constant('one-c.pem'),
        key: fc.constant('one-k.pem'),
        clientCa: fc.constant('one-c.pem'),
      },
      { requiredKeys: [] },
    ),
  ),
  tcp: fc.record(
    {
      entryPoint: fc.constant('stream'),
      sni: oneOrMany(exactHost),
      tls: fc.constantFrom('terminate', 'passthrough', 'off'),
      upstream: address,
      allow: networks,
      proxyProtocol: fc.constantFrom(1, 2, true),
    },
    { requiredKeys: ['entryPoint', 'upstream'] },
  ),
  udp: fc.oneof(
    fc.record({ entryPoint: fc.constant('datagram'), upstream: address }),
    fc.record({ entryPoint: fc.constant('datagram'), split: streamSplit }),
  ),
}

function oneOrMany<T>(one: Arbitrary<T>): Arbitrary<T | T[]> {
  return fc.oneof(one, fc.uniqueArray(one, { minLength: 1, maxLength: 3, comparator: 'SameValue' }))
}

/** What is text and not a variable is written with `$$`. */
function escapeVariables(text: string): string {
  return text.replaceAll('$', '$$$$')
}
