/** Keys of a service: where it is reached. */
import { hostFormat, PATTERN_OF_HOSTS } from '../formats/host.ts'
import { entryPointFormat } from '../formats/name.ts'
import { routePath } from '../formats/path.ts'
import { regexFormat } from '../formats/regex.ts'
import { rule } from '../formats/rule.ts'
import { isText, isTextOrList, mapped, short, shorthand, withHelp } from '../shapes/choice.ts'
import { exactlyOne } from '../shapes/exactlyOne.ts'
import { oneOrMany } from '../shapes/list.ts'
import { isMapping, type Shape } from '../shape.ts'
import { object, type Keys } from '../shapes/object.ts'
import { flag, integer, text, truthOf, word } from '../shapes/scalar.ts'

/** How a path is compared. `below` takes the path itself and what lies below it, never what only begins alike. */
export type PathMatch =
  | { readonly kind: 'exact' | 'prefix' | 'below'; readonly path: string }
  | { readonly kind: 'regex'; readonly pattern: string }

const plainPath = text(routePath)

const pathMatches = shorthand<readonly PathMatch[]>(
  exactlyOne<readonly PathMatch[]>({
    exact: mapped(oneOrMany(plainPath), (paths) => paths.map((path) => ({ kind: 'exact', path }))),
    prefix: mapped(oneOrMany(plainPath), (paths) => paths.map((path) => ({ kind: 'prefix', path }))),
    regex: mapped(oneOrMany(text(regexFormat)), (patterns) =>
      patterns.map((pattern) => ({ kind: 'regex', pattern })),
    ),
  }),
  short(plainPath, isText, (path) => [
    path.endsWith('/') ? { kind: 'prefix', path } : { kind: 'below', path },
  ]),
)

const points = oneOrMany(text(entryPointFormat))

/** By themselves, names are told apart by the name of the default one for HTTP. */
export type EntryPoints =
  readonly string[] | { readonly http?: readonly string[] | null; readonly https?: readonly string[] | null }

const entryPoint: Shape<EntryPoints> = shorthand<EntryPoints>(
  object(
    {
      http: { shape: points, about: 'Where a redirect to HTTPS answers, or what `https` says of HTTP.' },
      https: { shape: points, about: 'Where TLS is spoken.' },
    },
    { name: '`entryPoint`' },
  ),
  short(points, isTextOrList, (names) => names),
)

export const reached = {
  host: {
    shape: withHelp(oneOrMany(text(hostFormat)), (value) =>
      isMapping(value) ? PATTERN_OF_HOSTS : undefined,
    ),
    about:
      'The names under which the service is reached. `*.example.com` takes every name with one label more. An address such as `192.168.1.5` needs `https: off` or `tls: default`, for clients name only names in the handshake.',
    becomes: '`Host(…)` in the rule; a wildcard becomes `HostRegexp` for a Traefik older than 3.7',
    example: 'host: shop.example.com',
    otherwise: 'needed, unless there is only `tcp` or `udp`, or a `rule` that names hosts',
    more: ['host: [shop.example.com, "*.shop.example.com"]'],
  },
  path: {
    shape: mapped(oneOrMany(pathMatches), (lists) => lists.flat()),
    also: 'paths',
    about:
      'The paths below the hosts that go to the service. `/api` takes `/api` and `/api/x`, never `/apifoo`; `/api/` takes only what is below.',
    becomes: 'Path(`/api`) || PathPrefix(`/api/`); `Path`, `PathPrefix` or `PathRegexp` for the long forms',
    otherwise: 'every path',
    example: 'path: /api',
    more: [
      'paths: [/api, /static/, { exact: /robots.txt }]',
      'path: { regex: "^/users/[0-9]+$" }',
      'path: { prefix: /v }',
    ],
  },
  rule: {
    shape: rule,
    about:
      "The requests in Traefik's own words, instead of `path` and `match`; a rule without `Host` or `HostRegexp` is for the hosts of `host`. A route that inherits a rule may narrow it with its own `path` and `match`. TLS options are tied to hosts: a rule without `Host` has Traefik's default ones.",
    becomes: 'the rule of the router, as it is',
    example: 'rule: Host(`shop.example.com`) && (Path(`/buy`) || HeaderRegexp(`X-Shop`, `^(a|b)$`))',
    otherwise: 'made from `host`, `path` and `match`',
  },
  priority: {
    shape: integer({ min: -1_000_000, max: 1_000_000, expects: 'a whole number such as 10' }),
    about:
      'Which wins when several take a request: the greatest, 0 unless told. It decides before hosts and paths do; between equals the computed order holds: exact hosts before wildcards, longer paths first, more matchers first, the earlier route first.',
    becomes: '`priority`, with the computed order behind it',
    otherwise: '0',
    example: 'priority: 10',
  },
  redirectFrom: {
    shape: oneOrMany(text(hostFormat)),
    about:
      'Hosts that answer a permanent redirect to the first `host`; path and query are kept. `*.example.com` takes all names with one label more.',
    becomes: 'a router with a `redirectRegex` on both entry points',
    example: 'redirectFrom: www.example.com',
    otherwise: 'no other host',
  },
  https: {
    shape: withHelp(
      word(
        {
          redirect: 'HTTPS, and HTTP is redirected to it',
          only: 'HTTPS, and nothing answers on HTTP',
          both: 'HTTPS and HTTP serve alike',
          off: 'HTTP only',
        },
        { redirect: ['force', 'forced', 'always'], only: ['required'] },
      ),
      (value) => {
        const wanted = isText(value) && value !== 'off' ? truthOf(value) : value
        if (wanted === false) return 'Write `off`.'
        return wanted === true ? 'HTTPS is served without it; leave it out, or write `redirect`.' : undefined
      },
    ),
    about: 'What is served on HTTPS and on HTTP.',
    becomes: 'routers on the HTTPS and the HTTP entry point',
    otherwise: '`redirect`',
    example: 'https: both',
  },
  entryPoint: {
    shape: entryPoint,
    about:
      'The entry points that the service is on, instead of the default ones. The one for HTTP (`web`) redirects when another is named beside it, and serves when it stands alone; the others speak TLS, or plain HTTP with `https: off`. The long form says which is for what.',
    becomes: '`entryPoints`',
    otherwise: '`websecure`, and `web` for the redirect; `defaults: { entryPoints: … }` renames them',
    example: 'entryPoint: internal',
    more: ['entryPoint: [web, websecure]', 'entryPoint: { http: lan-web, https: lan }'],
  },
  enabled: {
    shape: flag,
    about: '`false` leaves the service out; it is still checked.',
    otherwise: '`true`',
    example: 'enabled: false',
    becomes: 'nothing, when `false`',
  },
} satisfies Keys
