/** Keys of a service: who may come, how often, and what is done to requests and answers on the way. */
import { basicUserFormat } from '../formats/basicUser.ts'
import { circuitFormat } from '../formats/circuit.ts'
import { durationFormat } from '../formats/duration.ts'
import { headerName } from '../formats/header.ts'
import { methodFormat } from '../formats/method.ts'
import { nameFormat, referenceFormat } from '../formats/name.ts'
import { networkFormat } from '../formats/network.ts'
import { originFormat } from '../formats/origin.ts'
import { pathFormat } from '../formats/path.ts'
import { rateFormat, type Rate } from '../formats/rate.ts'
import { regexFormat } from '../formats/regex.ts'
import { sizeFormat } from '../formats/size.ts'
import { statusRangeFormat } from '../formats/statusRange.ts'
import { isNumber, isText, short, shorthand } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, whole, type Keys } from '../shapes/object.ts'
import { flag, integer, text } from '../shapes/scalar.ts'
import type { Shape } from '../shape.ts'
import { upstreamShape } from './upstream.ts'

/** `true` or nothing. */
const onlyTrue: Shape<true | null> = {
  expects: '`true` or `false`',
  decode(value, decoding) {
    const decoded = flag.decode(value, decoding)
    return decoded === false ? null : decoded
  },
  schema: () => flag.schema(),
}

const attempts = integer({ min: 1, max: 100, expects: 'a number of attempts' })
const networks = oneOrMany(text(networkFormat))
const names = oneOrMany(
  text({ ...referenceFormat, expects: 'the name of a middleware such as `secure@file`' }),
)

/** YAML reads `500` as a number, and that is what people write. */
const statuses = oneOrMany<string>({
  expects: statusRangeFormat.expects,
  decode: (value, decoding) =>
    text(statusRangeFormat).decode(isNumber(value) ? String(value) : value, decoding),
  schema: () => ({ type: ['integer', 'string'] }),
})

export const limits = {
  deny: {
    shape: networks,
    about: 'Addresses and networks that are answered 404, as if nothing were here.',
    becomes: '`!ClientIP(…)` in the rule',
    example: 'deny: 203.0.113.0/24',
  },
  auth: {
    shape: shorthand<{ readonly provider?: string | null; readonly basic?: readonly string[] | null }>(
      object(
        {
          provider: { shape: text(nameFormat), about: 'A provider of `auth`.' },
          basic: {
            shape: oneOrMany(text(basicUserFormat)),
            about: 'Users as `name:hash`, as `htpasswd` writes them.',
          },
        },
        { name: '`auth`' },
      ),
      short(
        text({ ...nameFormat, expects: 'the name of an authentication provider' }),
        isText,
        (provider) => ({ provider, basic: null }),
      ),
    ),
    about: 'Who has to sign in: a provider of the root key `auth`, or a list of users.',
    becomes: '`forwardAuth` or `basicAuth`; for authentik also the outpost router',
    example: 'auth: authentik',
  },
  cors: {
    shape: whole(
      {
        origins: {
          shape: oneOrMany(text(originFormat)),
          about: 'Sites that may ask: `https://app.example.com`, `https://*.example.com`, `*`.',
        },
        methods: {
          shape: oneOrMany(text(methodFormat)),
          about: 'Methods they may use.',
          otherwise: 'all usual ones',
        },
        headers: {
          shape: oneOrMany(text(headerName)),
          about: 'Headers they may send.',
          otherwise: 'all; with `credentials` `Authorization` and `Content-Type`',
        },
        expose: { shape: oneOrMany(text(headerName)), about: 'Headers they may read.' },
        credentials: { shape: flag, about: 'Cookies are sent along.', otherwise: '`false`' },
        maxAge: { shape: text(durationFormat), about: 'How long browsers remember the answer.' },
      },
      { name: '`cors`', required: ['origins'] },
    ),
    about: 'Lets pages of other sites use the service.',
    becomes: '`accessControl…` of a `headers` middleware',
    example: 'cors: { origins: https://app.example.com }',
  },
  rateLimit: {
    shape: shorthand<{
      readonly rate?: Rate | null
      readonly burst?: number | null
      readonly by?: string | null
      readonly depth?: number | null
    }>(
      object(
        {
          rate: { shape: text(rateFormat), about: 'How many requests in which time.' },
          burst: {
            shape: integer({ min: 1, max: 1_000_000_000, expects: 'a number of requests' }),
            about: 'How many at once.',
            otherwise: 'the number of the rate',
          },
          by: {
            shape: text({ ...headerName, expects: '`ip`, `host`, or the name of a header' }),
            about: 'What is counted: each `ip`, each `host`, or each value of a header.',
            otherwise: '`ip`',
          },
          depth: {
            shape: integer({ min: 1, max: 100, expects: 'a number of proxies' }),
            about: 'Takes the address from `X-Forwarded-For`, counted from the right.',
          },
        },
        { name: '`rateLimit`' },
      ),
      short(text(rateFormat), isText, (rate) => ({ rate })),
    ),
    about: 'How many requests one client may make; more are answered 429.',
    becomes: '`rateLimit`',
    example: 'rateLimit: 100/s',
  },
  concurrency: {
    shape: integer({ min: 1, max: 1_000_000_000, expects: 'a number of requests' }),
    about: 'How many requests may be under way at once; more are answered 429.',
    becomes: '`inFlightReq`',
    example: 'concurrency: 50',
  },
  addPrefix: {
    shape: text(pathFormat),
    about: "Puts a path in front of the request's.",
    becomes: '`addPrefix`',
    example: 'addPrefix: /app',
  },
  rewrite: {
    shape: whole(
      {
        from: { shape: text(regexFormat), about: 'A regular expression for the path.' },
        to: {
          shape: text({ expects: 'a path such as `/new/${1}`', parse: (written: string) => written }),
          about: 'The new path; `${1}` is the first group.',
        },
      },
      { name: '`rewrite`', required: ['from', 'to'] },
    ),
    about: 'Changes the path that the upstream sees.',
    becomes: '`replacePathRegex`',
    example: 'rewrite: { from: "^/old/(.*)", to: "/new/${1}" }',
  },
  compress: {
    shape: onlyTrue,
    about: 'Compresses answers that gain by it.',
    becomes: '`compress`',
    example: 'compress: true',
  },
  maxBody: {
    shape: text(sizeFormat),
    about:
      'Larger requests are answered 413. Traefik has no limit by itself, and keeps the whole request in memory to count it.',
    becomes: '`buffering`',
    example: 'maxBody: 50MB',
  },
  retry: {
    shape: shorthand<{ readonly attempts?: number | null; readonly interval?: number | null }>(
      object(
        {
          attempts: { shape: attempts, about: 'How often in all.' },
          interval: { shape: text(durationFormat), about: 'The first pause; each further one is longer.' },
        },
        { name: '`retry`' },
      ),
      short(attempts, isNumber, (count) => ({ attempts: count })),
    ),
    about: 'Tries another time when the upstream cannot be reached.',
    becomes: '`retry`',
    example: 'retry: 3',
  },
  circuitBreaker: {
    shape: text(circuitFormat),
    about: 'Answers 503 for a while when this is true.',
    becomes: '`circuitBreaker`',
    example: 'circuitBreaker: NetworkErrorRatio() > 0.3',
  },
  errorPages: {
    shape: whole(
      {
        status: { shape: statuses, about: 'Which answers are replaced: `404`, `500-599`.' },
        upstream: { shape: upstreamShape, replaces: true, about: 'Who has the pages.' },
        path: {
          shape: text({
            ...pathFormat,
            parse: (written) =>
              written.includes('?') || written.includes('{') ? written : pathFormat.parse(written),
          }),
          about: 'Where; `{status}` is the status.',
          otherwise: '`/{status}.html`',
        },
      },
      { name: '`errorPages`', required: ['status', 'upstream'] },
    ),
    about: 'Pages of your own for errors.',
    becomes: '`errors`, and a service',
    example: 'errorPages: { status: 500-599, upstream: http://pages:80, path: "/{status}.html" }',
  },
  maintenance: {
    shape: whole(
      {
        upstream: { shape: upstreamShape, replaces: true, about: 'Who has the page.' },
        path: { shape: text(pathFormat), about: 'The page.', otherwise: 'the path that was asked for' },
        except: { shape: networks, about: 'Addresses and networks that come through.' },
      },
      { name: '`maintenance`', required: ['upstream'] },
    ),
    about: 'Every request goes to a page, but for some networks.',
    becomes: "a router above the service's",
    example: 'maintenance: { upstream: http://pages:80, except: 10.0.0.0/8 }',
  },
  forwardClientCert: {
    shape: onlyTrue,
    about: 'Tells the upstream the certificate of the client, as `X-Forwarded-Tls-Client-Cert`.',
    becomes: '`passTLSClientCert`',
    example: 'forwardClientCert: true',
  },
  middlewares: {
    shape: shorthand<{
      readonly before?: readonly string[] | null
      readonly after?: readonly string[] | null
    }>(
      object(
        {
          before: { shape: names, about: 'Met before everything that the service asks for.' },
          after: { shape: names, about: 'Met after it, just before the upstream.' },
        },
        { name: '`middlewares`' },
      ),
      short(
        names,
        (value) => isText(value) || Array.isArray(value),
        (after) => ({ after }),
      ),
    ),
    about: 'Middlewares that are defined elsewhere.',
    becomes: 'names in `middlewares`',
    example: 'middlewares: [secure-headers@file]',
  },
} satisfies Keys
