/** Keys of a service: what happens on the way. */
import { durationFormat, type Duration } from '../formats/duration.ts'
import { headerName, headerValue } from '../formats/header.ts'
import { networkFormat } from '../formats/network.ts'
import { pathFormat } from '../formats/path.ts'
import { redirectSource, redirectTarget } from '../formats/redirect.ts'
import type { Shape } from '../shape.ts'
import { isNumber, isText, mapped, short, shorthand, wordFor } from '../shapes/choice.ts'
import { list, oneOrMany } from '../shapes/list.ts'
import { object, whole, type Keys } from '../shapes/object.ts'
import { record } from '../shapes/record.ts'
import { flag, integer, text, word } from '../shapes/scalar.ts'

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

const networks = oneOrMany(text(networkFormat))

export interface Allow {
  readonly from?: readonly string[] | null
  readonly depth?: number | null
  readonly status?: number | null
}

const paths = oneOrMany(text(pathFormat))

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
  allow: {
    shape: shorthand<Allow>(
      object(
        {
          from: { shape: networks, about: 'Addresses and networks that may come.' },
          depth: {
            shape: integer({ min: 1, max: 100, expects: 'a number of proxies, 1 or more' }),
            about:
              "Takes the client's address from `X-Forwarded-For`, counted from the right; only with `trustedIPs` on the entry point.",
          },
          status: {
            shape: integer({ min: 400, max: 599, expects: 'a status between 400 and 599' }),
            about: 'The answer to everybody else.',
            otherwise: '`403`',
          },
        },
        { name: '`allow`' },
      ),
      short(
        networks,
        (written) => isText(written) || Array.isArray(written),
        (from) => ({ from }),
      ),
    ),
    about: 'The addresses and networks that may come; everybody else gets 403.',
    becomes: '`ipAllowList`',
    otherwise: 'everybody',
    example: 'allow: [10.0.0.0/8, 192.168.0.0/16]',
  },
  redirects: {
    shape: list(
      whole(
        {
          from: { shape: text(redirectSource), about: 'The path; exact, unless it ends in `*`.' },
          to: {
            shape: text(redirectTarget),
            about: 'A path, or a URL. A `*` at its end stands for what the `*` of `from` took.',
          },
          permanent: {
            shape: flag,
            about: '301 or 308 if `true`, 302 or 307 if `false`.',
            otherwise: '`true`',
          },
        },
        { name: 'a redirect', required: ['from', 'to'] },
      ),
    ),
    about: 'Paths that are answered with a redirect; the query is kept.',
    becomes: '`redirectRegex`, anchored and escaped',
    example: 'redirects: [{ from: /old, to: /new }]',
  },
  stripPrefix: {
    shape: {
      expects: '`true`, or the path to take off',
      decode: (written, decoding) =>
        typeof written === 'boolean'
          ? written
            ? ('path' as const)
            : null
          : mapped(paths, (list) => list).decode(written, decoding),
      schema: () => ({ anyOf: [{ type: 'boolean' }, paths.schema()] }),
    } satisfies Shape<'path' | readonly string[] | null>,
    about:
      'Takes the path of the service off before the upstream sees the request; `X-Forwarded-Prefix` tells it.',
    becomes: '`stripPrefix`',
    otherwise: 'the path is passed on as it came',
    example: 'stripPrefix: true',
  },
  trailingSlash: {
    shape: word({ redirect: '`/app` is redirected to `/app/`' }),
    about: 'Redirects the bare path to the path with a slash; the query is kept.',
    becomes: 'a router for the bare path with a `redirectRegex`',
    example: 'trailingSlash: redirect',
  },
} satisfies Keys
