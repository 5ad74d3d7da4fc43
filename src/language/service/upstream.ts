/** Keys of a service: where it goes. */
import { listed } from '../../diagnostics/show.ts'
import { durationFormat, type Duration } from '../formats/duration.ts'
import { exactHostFormat } from '../formats/host.ts'
import { fileFormat } from '../formats/file.ts'
import { urlFormat, type UpstreamUrl } from '../formats/url.ts'
import { isMapping, type Shape } from '../shape.ts'
import { anyOf, textSchema } from '../shapes/alternatives.ts'
import { isNumber, isText, mapped, short, shorthand, wordFor } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, whole, type Keys } from '../shapes/object.ts'
import { flag, integer, text, type Format } from '../shapes/scalar.ts'

export interface Server {
  readonly url: UpstreamUrl
  readonly weight?: number | null
}

/** Servers of our own, or a service that someone else defines. */
export type Upstream = { readonly servers: readonly Server[] } | { readonly reference: string }

const duration: Shape<Duration> = text(durationFormat)

export const weight = integer({ min: 0, max: 1_000_000, expects: 'a weight: a whole number, 0 or more' })

const server = shorthand<Server>(
  whole(
    {
      url: { shape: text(urlFormat), about: 'Scheme, host and port of the server.' },
      weight: { shape: weight, about: 'The share of requests, beside the weights of the others.' },
    },
    { name: 'a server of an upstream', required: ['url'] },
  ),
  short(text(urlFormat), isText, (url) => ({ url })),
)

const REFERENCE = '^[^\\s/@`"]+@[a-zA-Z][a-zA-Z0-9-]*$'

const isReference = (written: string) => REFERENCE_PATTERN.test(written)
const REFERENCE_PATTERN = new RegExp(REFERENCE)

const INTERNAL = ['acme-http', 'api', 'dashboard', 'noop', 'ping', 'prometheus', 'rest']

/** `name@provider`: a service that someone else defines. */
const reference: Format<string> = {
  expects: 'a service such as `api@internal`',
  parse(written) {
    if (!isReference(written)) return { mistake: 'is not the name of a service' }
    const [name = '', provider] = written.split('@')
    return provider !== 'internal' || INTERNAL.includes(name)
      ? written
      : {
          mistake: 'is no service that Traefik has by itself',
          help: `There are ${listed(INTERNAL.map((one) => `${one}@internal`))}.`,
        }
  },
}

const servers = oneOrMany(server)

/** A single text that ends in `@provider` names a service; everything else is servers. */
export const upstreamShape: Shape<Upstream> = {
  keys: servers.keys,
  expects: 'a URL such as `http://app:8080`, a list of URLs, or a service such as `api@internal`',
  decode(value, decoding) {
    if (isText(value)) {
      const filled = value.includes('$') ? decoding.peek(value) : value
      if (filled !== undefined && isReference(filled))
        return mapped(text(reference), (name): Upstream => ({ reference: name })).decode(value, decoding)
    } else if (!Array.isArray(value) && !isMapping(value)) {
      return decoding.report('wrong-type', { expects: upstreamShape.expects, found: value })
    }
    return mapped(servers, (list): Upstream => ({ servers: list })).decode(value, decoding)
  },
  schema: (define) =>
    define('upstream', () => anyOf(textSchema({ pattern: REFERENCE }), servers.schema(define))),
}

const idle = integer({ min: 0, max: 100_000, expects: 'how many idle connections to keep to each server' })

export const upstreamKeys = {
  upstream: {
    shape: upstreamShape,
    replaces: true,
    about:
      "Where requests go: a URL, a list of URLs, a list of `{ url, weight }`, or a service of another provider such as `api@internal`. A path in the URL is put in front of the request's.",
    becomes: '`loadBalancer.servers`, or the named service',
    example: 'upstream: http://app:8080',
    otherwise: 'needed, or one of `split` and `upstreams`, unless there are only `redirects`',
    more: [
      'upstream: [http://app-1:8080, http://app-2:8080]',
      'upstream: [{ url: http://big:8080, weight: 3 }, { url: http://small:8080, weight: 1 }]',
      'upstream: http://app:8080/below/this/path',
      'upstream: h2c://grpc:50051',
      'upstream: api@internal',
    ],
  },
  upstreamTls: {
    shape: object(
      {
        verify: {
          shape: flag,
          about: '`false` accepts any certificate.',
          otherwise: '`true`',
          becomes: '`insecureSkipVerify`',
        },
        serverName: {
          shape: text(exactHostFormat),
          about: 'The name that the certificate must have, and that is sent as SNI.',
          becomes: '`serverName`',
        },
        ca: {
          shape: oneOrMany(text(fileFormat)),
          about: 'Files of certificate authorities that are trusted; read by Pointsman and sent inline.',
          becomes: '`rootCAs`',
        },
        cert: {
          shape: text(fileFormat),
          about: 'A file with the client certificate; needs `key`.',
          becomes: '`certificates`',
        },
        key: { shape: text(fileFormat), about: 'A file with the key of the client certificate.' },
      },
      { name: '`upstreamTls`' },
    ),
    about: 'How an `https` upstream is verified.',
    becomes: '`serversTransport`',
    otherwise: "the certificate is verified against the authorities that Traefik's machine trusts",
    example: 'upstreamTls: { verify: false }',
    more: [
      'upstreamTls: { serverName: app.internal, ca: /etc/pointsman/ca.pem }',
      'upstreamTls: { cert: client.pem, key: client.key }',
    ],
  },
  keepalive: {
    shape: shorthand<{ readonly idle?: number | null; readonly timeout?: Duration | null }>(
      object(
        {
          idle: { shape: idle, about: 'Idle connections kept to each server; 0 keeps none.' },
          timeout: { shape: duration, about: 'How long an idle connection is kept.', otherwise: '`90s`' },
        },
        { name: '`keepalive`' },
      ),
      wordFor('off', { idle: 0 }),
      wordFor(false, { idle: 0 }),
      short(
        idle,
        (value) => isNumber(value) || isText(value),
        (count) => ({ idle: count }),
      ),
    ),
    about: 'How many idle connections are kept to each server.',
    becomes: '`maxIdleConnsPerHost` and `idleConnTimeout` of a `serversTransport`',
    otherwise: '200 for 90 s, as Traefik does',
    example: 'keepalive: 10',
    more: ['keepalive: { idle: 10, timeout: 30s }', 'keepalive: off'],
  },
  timeouts: {
    shape: object(
      {
        connect: { shape: duration, about: 'For a connection to be made.', otherwise: '`30s`' },
        response: {
          shape: duration,
          about: 'For the headers of the response; `0s` waits for ever.',
          otherwise: 'none',
        },
        idle: { shape: duration, about: 'How long an idle connection is kept.', otherwise: '`90s`' },
      },
      { name: '`timeouts`' },
    ),
    about: 'How long Traefik waits for the upstream.',
    becomes: '`forwardingTimeouts` of a `serversTransport`',
    example: 'timeouts: { response: 60s }',
    otherwise: '`connect` 30 s, `response` none, `idle` 90 s',
    more: ['timeouts: { connect: 5s, response: 10m, idle: 90s }'],
  },
  passHost: {
    shape: flag,
    about: '`false` sends the name of the upstream as `Host` instead of the name that the client asked for.',
    becomes: '`passHostHeader`',
    otherwise: '`true`',
    example: 'passHost: false',
  },
} satisfies Keys
