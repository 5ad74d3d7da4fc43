/** Keys of a service: who may come, and how often. */
import { basicUserFormat } from '../formats/basicUser.ts'
import { headerName } from '../formats/header.ts'
import { nameFormat } from '../formats/name.ts'
import { networkFormat } from '../formats/network.ts'
import { rateFormat, type Rate } from '../formats/rate.ts'
import { refusal } from '../formats/refusal.ts'
import { sizeFormat } from '../formats/size.ts'
import type { Shape } from '../shape.ts'
import { isNumber, isText, mapped, short, shorthand, withHelp } from '../shapes/choice.ts'
import { oneOrMany } from '../shapes/list.ts'
import { object, type Keys } from '../shapes/object.ts'
import { integer, isMistake, onlyTrue, text, type Format } from '../shapes/scalar.ts'

const networks = oneOrMany(text(networkFormat))

export interface Allow {
  readonly from?: readonly string[] | null
  readonly depth?: number | null
  readonly status?: number | null
}

export interface Auth {
  readonly provider?: string | null
  readonly basic?: readonly string[] | null
  readonly realm?: string | null
}

/** A text may hold a whole file of users. */
const users = mapped(
  oneOrMany(
    text<readonly string[]>({
      ...basicUserFormat,
      parse(written) {
        const lines = written.split(/\r?\n/).map((line) => line.trim())
        const parsed = lines.filter((line) => line !== '' && !line.startsWith('#')).map(basicUserFormat.parse)
        return (
          parsed.find(isMistake) ??
          (parsed.length === 0 ? { mistake: 'names nobody' } : parsed.filter(isText))
        )
      },
    }),
  ),
  (lists) => lists.flat(),
)

/** A provider goes by its name: where it is, the root key `auth` says. */
const providerName: Format<string> = {
  expects: 'the name of an authentication provider',
  parse(written) {
    if (/^https?:\/\//.test(written))
      return {
        mistake: 'is a URL, and a provider goes by its name',
        help: 'Define it under the root key `auth`, such as `auth: { authentik: { outpost: http://authentik:9000 } }`, and write `auth: authentik` here.',
      }
    return /^[\w.-]+@[\w-]+$/.test(written)
      ? {
          mistake: 'is a middleware of another provider of Traefik',
          help: `Write \`middlewares: ${written}\` instead of \`auth\`.`,
        }
      : nameFormat.parse(written)
  },
}

const depth = integer({ min: 1, max: 100, expects: 'a number of proxies, 1 or more' })

export const access = {
  allow: {
    shape: networksWith('Addresses and networks that may come.', '403'),
    about:
      'The addresses and networks that may come; everybody else gets 403. Connections of `tcp` from elsewhere are closed.',
    becomes: '`ipAllowList`',
    otherwise: 'everybody',
    example: 'allow: [10.0.0.0/8, 192.168.0.0/16]',
    more: ['allow: { from: 10.0.0.0/8, depth: 1, status: 404 }'],
  },
  deny: {
    shape: networksWith('Addresses and networks that may not come.', '404'),
    about:
      'Addresses and networks that are answered 404, as if nothing were here; everybody is `[0.0.0.0/0, "::/0"]`. Looked at before `allow`.',
    becomes: '`ipAllowList` of all other networks',
    otherwise: 'nobody',
    example: 'deny: 203.0.113.0/24',
    more: ['deny: [0.0.0.0/0, "::/0"]', 'deny: { from: 203.0.113.0/24, status: 403 }'],
  },
  auth: {
    shape: withHelp(
      shorthand<Auth>(
        object(
          {
            provider: { shape: text(providerName), about: 'A provider of the root key `auth`.' },
            basic: {
              shape: users,
              about:
                'Users as `name:hash`, as `htpasswd` writes them, or `${file:…}` of a file with one a line. The upstream does not see the password.',
              becomes: '`basicAuth`',
            },
            realm: {
              shape: text<string>({
                expects: 'a text without quotes',
                parse: (written) =>
                  /^[ !#-[\]-~]+$/.test(written)
                    ? written
                    : { mistake: 'holds a character that cannot stand there' },
              }),
              about: 'What browsers show when they ask for the password.',
              otherwise: '`traefik`',
            },
          },
          { name: '`auth`' },
        ),
        short(text(providerName), isText, (provider) => ({ provider })),
      ),
      (value) => (value === false ? 'Write `auth: none`.' : undefined),
    ),
    replaces: true,
    about:
      'Who has to sign in: a provider of the root key `auth`, or a list of users. `none` lets everybody in where `defaults` or the service ask.',
    becomes: '`forwardAuth` or `basicAuth`; for authentik and OAuth2 Proxy also a router for their own paths',
    otherwise: 'everybody comes in',
    example: 'auth: authentik',
    more: [
      'auth: { basic: ["anna:$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/"], realm: Shop }',
      'auth: { basic: "${file:/run/secrets/users}" }',
      'auth: none',
    ],
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
            shape: depth,
            about: 'Takes the address from `X-Forwarded-For`, counted from the right.',
          },
        },
        { name: '`rateLimit`' },
      ),
      short(
        text(rateFormat),
        (written) => isText(written) || isNumber(written),
        (rate) => ({ rate }),
      ),
    ),
    about: 'How many requests one client may make; more are answered 429.',
    becomes: '`rateLimit`',
    example: 'rateLimit: 100/s',
    otherwise: 'no limit',
    more: ['rateLimit: { rate: 10/m, burst: 5, by: X-Api-Key }'],
  },
  concurrency: {
    shape: integer({ min: 1, max: 1_000_000_000, expects: 'a number of requests' }),
    about: 'How many requests may be under way at once; more are answered 429.',
    becomes: '`inFlightReq`',
    example: 'concurrency: 50',
    otherwise: 'no limit',
  },
  maxBody: {
    shape: text(sizeFormat),
    about:
      'Larger requests are answered 413. Traefik has no limit by itself, and keeps the whole request in memory to count it.',
    becomes: '`buffering`',
    example: 'maxBody: 50MB',
    otherwise: 'no limit',
  },
  forwardClientCert: {
    shape: onlyTrue,
    about: 'Tells the upstream the certificate of the client, as `X-Forwarded-Tls-Client-Cert`.',
    becomes: '`passTLSClientCert`',
    example: 'tls: { clientCa: /etc/pointsman/clients.pem }\nforwardClientCert: true',
    otherwise: '`false`',
  },
} satisfies Keys

function networksWith(from: string, status: string): Shape<Allow> {
  return shorthand<Allow>(
    object(
      {
        from: { shape: networks, about: from },
        depth: {
          shape: depth,
          about:
            "Takes the client's address from `X-Forwarded-For`, counted from the right; only of use with `trustedIPs` on the entry point.",
          otherwise: 'the address of the connection',
        },
        status: {
          shape: refusal,
          about: 'The answer to those who may not come.',
          otherwise: `\`${status}\``,
        },
      },
      { name: 'a list of networks' },
    ),
    short(
      networks,
      (written) => isText(written) || Array.isArray(written),
      (list) => ({ from: list }),
    ),
  )
}
