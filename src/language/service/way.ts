/** Keys of a service: what is done to requests and answers on the way. */
import { durationFormat, type Duration } from '../formats/duration.ts'
import { headerName, headerValue } from '../formats/header.ts'
import { methodFormat } from '../formats/method.ts'
import { referenceFormat } from '../formats/name.ts'
import { originFormat } from '../formats/origin.ts'
import type { Shape } from '../shape.ts'
import { isNumber, isText, isTextOrList, short, shorthand, wordFor } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, type Keys, type Partially } from '../shapes/object.ts'
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

const origins = oneOrMany(text(originFormat))

const corsKeys = {
  origins: {
    shape: origins,
    about: 'Sites that may ask: `https://app.example.com`, `https://*.example.com` (one label), `*`.',
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
  expose: {
    shape: oneOrMany(text(headerName)),
    about: 'Headers they may read.',
    otherwise: 'the simple ones',
  },
  credentials: { shape: flag, about: 'Cookies are sent along.', otherwise: '`false`' },
  maxAge: {
    shape: text(durationFormat),
    about: 'How long browsers remember the answer.',
    otherwise: 'they ask each time',
  },
} satisfies Keys

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
      {
        name: '`headers`',
        help: () => 'Write it below `response`, which clients see, or `request`, which the upstream sees.',
      },
    ),
    about: 'Headers that are set or removed on the way.',
    becomes: 'a `headers` middleware',
    example: 'headers: { response: { X-Frame-Options: DENY } }',
    otherwise: 'as they come',
    more: ['headers: { request: { X-Tenant: shop, Cookie: null }, response: { Server: null } }'],
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
      wordFor<Hsts | null>(true, {}),
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
    more: ['hsts: { maxAge: 1y, includeSubdomains: true, preload: true }'],
  },
  cors: {
    shape: shorthand<Partially<typeof corsKeys>>(
      object(corsKeys, { name: '`cors`' }),
      short(origins, isTextOrList, (list) => ({ origins: list })),
    ),
    about:
      'Lets pages of other sites use the service. Answers the questions that browsers ask beforehand itself, before any sign-in.',
    becomes: '`accessControl…` of a `headers` middleware',
    otherwise: 'what the upstream answers',
    example: 'cors: https://app.example.com',
    more: [
      'cors: { origins: [https://app.example.com, "https://*.example.com"], credentials: true, maxAge: 10m }',
    ],
  },
  compress: {
    shape: onlyTrue,
    about: 'Compresses answers that gain by it.',
    becomes: '`compress`',
    example: 'compress: true',
    otherwise: '`false`',
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
      short(names, isTextOrList, (after) => ({ after })),
    ),
    about: 'Middlewares that are defined elsewhere.',
    becomes: 'names in `middlewares`',
    example: 'middlewares: [secure-headers@file]',
    otherwise: 'none but its own',
    more: ['middlewares: { before: [crowdsec@file], after: [chain@docker] }'],
  },
} satisfies Keys
