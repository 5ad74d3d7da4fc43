/** Random files in Traefik's own words, made from the fields that Traefik has. */
import * as fc from 'fast-check'
import type { Arbitrary } from 'fast-check'
import { typeOf, type Field, type FieldType } from '../../src/traefik/field.ts'
import { oddText } from './service.ts'

/** Texts that fit a field, by its name; others get any text. References lead to what `native` defines. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  address: ['10.0.0.1:80', 'db:5432', 'http://auth/verify'],
  allowOrigins: ['https://a.example', '*'],
  authResponseHeadersRegex: ['^X-'],
  caFiles: ['/etc/traefik/ca.pem'],
  certFile: ['/etc/traefik/cert.pem'],
  certResolver: ['le'],
  defaultEncoding: ['gzip', 'br'],
  domain: ['a.example'],
  encodings: ['gzip', 'br', 'zstd'],
  entryPoints: ['web', 'websecure'],
  excludedContentTypes: ['image/png', 'text/event-stream'],
  excludedIPs: ['10.0.0.0/8', '::1'],
  expression: [
    'NetworkErrorRatio() > 0.5',
    'ResponseCodeRatio(500, 600, 0, 600) > 0.25',
    'LatencyAtQuantileMS(50.0) > 100',
  ],
  fallback: ['s0'],
  includedContentTypes: ['text/html'],
  keyFile: ['/etc/traefik/key.pem'],
  main: ['a.example'],
  method: ['GET', 'HEAD'],
  mode: ['http', 'grpc'],
  options: ['o0', 'default'],
  path: ['/health', '/a b'],
  prefix: ['/x'],
  prefixes: ['/x', '/y'],
  query: ['/{status}.html'],
  regex: ['^/a/(.*)$', '^https?://x/(.*)'],
  replacement: ['/b/${1}', 'https://y/$1'],
  requestHeaderName: ['X-Key'],
  retryExpression: ['IsNetworkError() && Attempts() < 2'],
  rule: [
    'Host(`a.example`)',
    'Host(`a.example`) && PathPrefix(`/x`)',
    '!Header(`X-A`, `b`) || Method(`GET`)',
    'HostRegexp(`^.+\\.example$`)',
    'PathPrefix("/")',
  ],
  sans: ['b.example', '*.example'],
  scheme: ['https', 'http'],
  serverName: ['a.example'],
  serversTransport: ['t0'],
  service: ['s0'],
  name: ['s0'],
  middlewares: ['leaf'],
  sourceRange: ['10.0.0.0/8', '::1', '0.0.0.0/0'],
  status: ['500', '500-599', '404'],
  stores: ['default'],
  url: ['http://a', 'https://b:8443', 'h2c://c:9000'],
  users: ['a:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/', 'b:{SHA}W6ph5Mm5Pz8GgiULbPgzG37mj9g='],
  port: ['8443'],
  ca: ['/etc/traefik/ca.pem'],
  cert: ['/etc/traefik/cert.pem'],
  key: ['/etc/traefik/key.pem'],
  rootCAs: ['/etc/traefik/ca.pem'],
  usersFile: ['/etc/traefik/users'],
  peerCertURI: ['spiffe://x/y'],
  accessControlAllowOriginListRegex: ['^https://.*$'],
}

/** What a field may not be left out of, so that most files say something. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'dynamic.Router': ['rule', 'service', 'entryPoints', 'priority'],
  'dynamic.TCPRouter': ['rule', 'service'],
  'dynamic.UDPRouter': ['service'],
  'dynamic.ServersLoadBalancer': ['servers'],
  'dynamic.Server': ['url'],
  'dynamic.WRRService': ['name'],
  'dynamic.HRWService': ['name'],
  'dynamic.MirrorService': ['name', 'percent'],
  'dynamic.Mirroring': ['service'],
  'dynamic.Failover': ['service', 'fallback'],
  'dynamic.TCPServer': ['address'],
  'dynamic.UDPServer': ['address'],
}

/** Numbers that Traefik takes are small and not negative, but for these. */
const NUMBERS: Readonly<Record<string, Arbitrary<number>>> = {
  percent: fc.nat(100),
  ipv6Subnet: fc.integer({ min: 1, max: 128 }),
  rejectStatusCode: fc.constantFrom(403, 404),
  responseCode: fc.constantFrom(503, 429),
  status: fc.constantFrom(200, 204),
  port: fc.integer({ min: 1, max: 65535 }),
  maxAge: fc.integer({ min: -1, max: 100 }),
}

const TOO_DEEP = 8

/** A value of this type. Fields that are ignored or not out yet are seldom written by anybody. */
export function valueOf(type: FieldType, name: string, field?: Field, depth = 0): Arbitrary<unknown> {
  switch (type.kind) {
    case 'scalar':
      return scalarOf(type.scalar, name, field)
    case 'list':
      return fc.array(valueOf(type.of, name, field, depth + 1), { minLength: 1, maxLength: 2 })
    case 'map':
      return fc.dictionary(fc.constantFrom('X-A', 'x-b', 'c'), valueOf(type.of, name, undefined, depth + 1), {
        minKeys: 1,
        maxKeys: 2,
      })
    case 'object':
      return objectOf(type, depth)
  }
}

function objectOf(type: Extract<FieldType, { kind: 'object' }>, depth: number): Arbitrary<unknown> {
  const fields = Object.entries(type.fields).filter(
    ([, field]) =>
      field.settable !== false &&
      field.since?.startsWith('unreleased') !== true &&
      field.type !== 'map<map<any>>',
  )
  if (fields.length === 0) return fc.constant({})
  const needed = NEEDED[type.name] ?? []
  const values = new Map(
    fields.map(([name, field]) => [
      name,
      depth >= TOO_DEEP ? fc.constant({}) : lazily(() => valueOf(typeOf(field.type), name, field, depth + 1)),
    ]),
  )
  const others = fields.map(([name]) => name).filter((name) => !needed.includes(name))
  return fc
    .subarray(others, { maxLength: Math.min(3, others.length) })
    .chain((some) =>
      fc.record(
        Object.fromEntries(
          [...needed, ...some].flatMap((name) => {
            const value = values.get(name)
            return value === undefined ? [] : [[name, value] as const]
          }),
        ),
      ),
    )
    .filter((value) => Object.keys(value).length > 0)
}

function lazily<T>(make: () => Arbitrary<T>): Arbitrary<T> {
  return fc.constant(0).chain(make)
}

function scalarOf(scalar: string, name: string, field: Field | undefined): Arbitrary<unknown> {
  if (field?.enum !== undefined) return fc.constantFrom(...field.enum)
  if (scalar === 'bool')
    return fc.oneof({ weight: 4, arbitrary: fc.boolean() }, fc.constantFrom('true', 'false', 'T', '1'))
  if (scalar === 'duration') return fc.constantFrom<unknown>('10s', '1m30s', 5, '500ms')
  if (scalar === 'string' || scalar === 'any') {
    const texts = TEXTS[name]
    // A dollar begins a variable of ours only before a brace and a letter; what is meant literally is doubled there.
    return texts === undefined
      ? oddText.map((text) => text.replace(/\$(?=[{$])/g, ''))
      : fc.constantFrom(...texts)
  }
  return NUMBERS[name] ?? fc.integer({ min: 1, max: 1000 })
}

/** One kind, with settings. */
function kindOf(type: string, kinds: readonly string[]): Arbitrary<Record<string, unknown>> {
  const object = typeOf(type)
  if (object.kind !== 'object') throw new Error(`${type} is no object`)
  return fc.constantFrom(...kinds).chain((kind) => {
    const field = object.fields[kind]
    if (field === undefined) throw new Error(`${type} has no ${kind}`)
    return valueOf(typeOf(field.type), kind, field).map((value) => ({ [kind]: value }))
  })
}

const MIDDLEWARES = kindsOf('dynamic.Middleware')

function kindsOf(type: string): readonly string[] {
  const object = typeOf(type)
  return object.kind === 'object'
    ? Object.entries(object.fields).flatMap(([kind, field]) =>
        field.settable === false || kind === 'plugin' || kind === 'middlewares' ? [] : [kind],
      )
    : []
}

/** A file: some of everything, where every name that is used is defined. */
export const native: Arbitrary<Readonly<Record<string, unknown>>> = fc.record(
  {
    http: fc.record({
      routers: fc.dictionary(
        fc.constantFrom('r0', 'r1'),
        fc
          .tuple(valueOf(typeOf('dynamic.Router'), ''), fc.option(fc.constantFrom('m0', 'm1')))
          .map(([router, middleware]) =>
            without(router, 'parentRefs', middleware === null ? {} : { middlewares: [middleware] }),
          ),
        { minKeys: 1 },
      ),
      services: fc.record(
        {
          s0: fc.constant({
            loadBalancer: { servers: [{ url: 'http://a' }], healthCheck: { path: '/health' } },
          }),
          s1: kindOf('dynamic.Service', kindsOf('dynamic.Service')),
        },
        { requiredKeys: ['s0'] },
      ),
      middlewares: fc.record({
        m0: kindOf('dynamic.Middleware', MIDDLEWARES),
        m1: kindOf('dynamic.Middleware', MIDDLEWARES),
        leaf: fc.constant({ addPrefix: { prefix: '/leaf' } }),
      }),
      serversTransports: fc.record({ t0: valueOf(typeOf('dynamic.ServersTransport'), '') }),
    }),
    tcp: fc.record({
      routers: fc.record({
        r0: valueOf(typeOf('dynamic.TCPRouter'), '').map((router) =>
          without(router, 'middlewares', {
            rule: 'HostSNI(`tcp.example`)',
            tls: {},
            entryPoints: ['stream'],
          }),
        ),
      }),
      services: fc.record({ s0: kindOf('dynamic.TCPService', ['loadBalancer']) }),
      serversTransports: fc.record({ t0: valueOf(typeOf('dynamic.TCPServersTransport'), '') }),
    }),
    udp: fc.constant({
      routers: { u0: { entryPoints: ['datagram'], service: 's0' } },
      services: { s0: { loadBalancer: { servers: [{ address: '10.0.0.1:53' }] } } },
    }),
    tls: fc.record({ options: fc.record({ o0: valueOf(typeOf('tls.Options'), '') }) }),
  },
  { requiredKeys: ['http', 'tls'] },
)

function without(value: unknown, key: string, more: object): unknown {
  const { [key]: _dropped, ...rest } = { ...(value as Record<string, unknown>) }
  return { ...rest, ...more }
}
