/** Keys of a service: what is done to requests and answers on the way. */
import { durationFormat, type Duration } from '../formats/duration.ts'
import { headerName, headerValue } from '../formats/header.ts'
import { methodFormat } from '../formats/method.ts'
import { referenceFormat } from '../formats/name.ts'
import { originFormat } from '../formats/origin.ts'
import type { Shape } from '../shape.ts'
import { isNumber, isText, short, shorthand, wordFor } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, whole, type Keys } from '../shapes/object.ts'
import { record } from '../shapes/record.ts'
import { flag, onlyTrue, text } from '../shapes/scalar.ts'

const value = text(headerValue)

/** `null` takes the header away, which Traefik spells as an empty text. */
const headerOrNone: Shape<string> = {
  expects: `${value.expects}, or \`null\` to remove it`,
  decode: (written, decoding) => (written === null ? '' : value.decode(written, decoding)),
  schema: () => ({ type: ['string', 'null'] }),
}

const headers = record(headerName, headerOrNone, 'headers')

export interface Hsts {
  readonly maxAge?: Duration | null
  readonly includeSubdomains?: boolean | null
  readonly preload?: boolean | null
}

/** Two years, what the preload lists ask for. */
const HSTS: Hsts = { maxAge: 2 * 365 * 24 * 3600 * 1000 }

const names = oneOrMany(
  text({ ...referenceFormat, expects: 'the name of a middleware such as `secure@file`' }),
)

export const way = {
  headers: {
    shape: object(
      {
        request: {
          shape: headers,
          about: 'Sent to the upstream; `null` removes a header.',
          becomes: '`customRequestHeaders`',
        },
        response: {
          shape: headers,
          about: 'Sent to the client; `null` removes a header.',
          becomes: '`customResponseHeaders`',
        },
      },
      { name: '`headers`' },
    ),
    about: 'Headers that are set or removed on the way.',
    becomes: 'a `headers` middleware',
    example: 'headers: { response: { X-Frame-Options: DENY } }',
  },
  hsts: {
    shape: shorthand<Hsts | null>(
      object(
        {
          maxAge: { shape: text(durationFormat), about: 'How long browsers remember.', otherwise: '`2y`' },
          includeSubdomains: {
            shape: flag,
            about: 'For all names below the host too.',
            otherwise: '`false`',
          },
          preload: { shape: flag, about: 'For the lists that browsers bring along.', otherwise: '`false`' },
        },
        { name: '`hsts`' },
      ),
      wordFor<Hsts | null>(true, HSTS),
      wordFor<Hsts | null>(false, null),
      short(
        text(durationFormat),
        (written) => isText(written) || isNumber(written),
        (maxAge) => ({ maxAge }),
      ),
    ),
    about: 'Tells browsers to come by HTTPS only.',
    becomes: '`stsSeconds`, `stsIncludeSubdomains`, `stsPreload` of a `headers` middleware',
    otherwise: 'not sent',
    example: 'hsts: 2y',
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
  compress: {
    shape: onlyTrue,
    about: 'Compresses answers that gain by it.',
    becomes: '`compress`',
    example: 'compress: true',
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
