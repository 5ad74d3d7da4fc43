/** Keys of a service: who may come, and how often. */
import { basicUserFormat } from '../formats/basicUser.ts'
import { headerName } from '../formats/header.ts'
import { nameFormat } from '../formats/name.ts'
import { networkFormat } from '../formats/network.ts'
import { rateFormat, type Rate } from '../formats/rate.ts'
import { sizeFormat } from '../formats/size.ts'
import { isText, short, shorthand } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, type Keys } from '../shapes/object.ts'
import { integer, onlyTrue, text } from '../shapes/scalar.ts'

const networks = oneOrMany(text(networkFormat))

export interface Allow {
  readonly from?: readonly string[] | null
  readonly depth?: number | null
  readonly status?: number | null
}

export const access = {
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
  maxBody: {
    shape: text(sizeFormat),
    about:
      'Larger requests are answered 413. Traefik has no limit by itself, and keeps the whole request in memory to count it.',
    becomes: '`buffering`',
    example: 'maxBody: 50MB',
  },
  forwardClientCert: {
    shape: onlyTrue,
    about: 'Tells the upstream the certificate of the client, as `X-Forwarded-Tls-Client-Cert`.',
    becomes: '`passTLSClientCert`',
    example: 'forwardClientCert: true',
  },
} satisfies Keys
