/** Keys of a service: how requests are spread over several upstreams. */
import { durationFormat } from '../formats/duration.ts'
import { headerName, headerValue } from '../formats/header.ts'
import { exactHostFormat } from '../formats/host.ts'
import { methodFormat } from '../formats/method.ts'
import { nameFormat } from '../formats/name.ts'
import { pathFormat, requestPath } from '../formats/path.ts'
import { sizeFormat } from '../formats/size.ts'
import { isText, isTextOrList, orNull, short, shorthand, withHelp, wordFor } from '../shapes/choice.ts'
import { isMapping } from '../shape.ts'
import { list } from '../shapes/list.ts'
import { object, whole, type Keys, type Partially } from '../shapes/object.ts'
import { record } from '../shapes/record.ts'
import { flag, integer, text, word } from '../shapes/scalar.ts'
import { headerMatches } from './matching.ts'
import { upstreamShape, weight, type Upstream } from './upstream.ts'

const stickyKeys = {
  cookie: {
    shape: withHelp(text({ ...nameFormat, expects: 'the name of a cookie' }), (value) =>
      isMapping(value)
        ? 'Write `cookie: NAME`, and `secure`, `httpOnly`, `sameSite`, `maxAge` beside it.'
        : undefined,
    ),
    about: 'The name of the cookie.',
    otherwise: 'one that Traefik makes up',
  },
  secure: { shape: flag, about: 'Only over HTTPS.', otherwise: '`true`' },
  httpOnly: { shape: flag, about: 'Hidden from scripts.', otherwise: '`true`' },
  sameSite: {
    shape: word({
      none: 'sent from other sites too',
      lax: 'sent when somebody follows a link',
      strict: 'never sent from other sites',
    }),
    about: 'Whether other sites send it; `none` only with `secure`.',
    otherwise: 'as browsers do: `lax`',
    meansNone: true,
  },
  maxAge: {
    shape: text(durationFormat),
    about: 'How long browsers keep it.',
    otherwise: 'until they are closed',
  },
  path: { shape: text(pathFormat), about: 'Only below this path. Needs Traefik 3.3.', otherwise: '`/`' },
  domain: {
    shape: text(exactHostFormat),
    about: 'For all hosts below this one too. Needs Traefik 3.4.',
    otherwise: 'the host alone',
  },
} satisfies Keys

const healthKeys = {
  path: { shape: text(requestPath), about: 'What is asked, with its query.' },
  interval: { shape: text(durationFormat), about: 'How often.', otherwise: '`30s`' },
  timeout: { shape: text(durationFormat), about: 'How long an answer may take.', otherwise: '`5s`' },
  status: {
    shape: integer({ min: 100, max: 599, expects: 'a status such as 200' }),
    about: 'The answer that is good.',
    otherwise: '200 to 399',
  },
  port: {
    shape: integer({ min: 1, max: 65535, expects: 'a port' }),
    about: "Another port than the server's.",
  },
  method: { shape: text(methodFormat), about: 'How it is asked.', otherwise: '`GET`' },
  headers: {
    shape: record(headerName, orNull(text(headerValue)), 'headers'),
    about: 'Headers of the request.',
  },
  hostname: { shape: text(exactHostFormat), about: 'The `Host` of the request.' },
  grpc: { shape: flag, about: 'Asks by the gRPC health protocol.', otherwise: '`false`' },
} satisfies Keys

const mirrorKeys = {
  upstream: { shape: upstreamShape, replaces: true, about: 'Who gets the copies; its answers are dropped.' },
  percent: {
    shape: integer({ min: 0, max: 100, expects: 'a whole number from 0 to 100' }),
    about: 'How many of a hundred requests.',
    otherwise: '100',
  },
  maxBody: { shape: text(sizeFormat), about: 'Requests with a larger body are not copied.' },
} satisfies Keys

export const balancing = {
  balance: {
    shape: word(
      {
        roundRobin: 'one after the other',
        p2c: 'the less busy of two, from Traefik 3.4',
        clientIp: 'by the address of the client, from Traefik 3.6',
        leastTime: 'the quickest, from Traefik 3.6',
      },
      {
        p2c: ['least_conn', 'leastconn', 'least_connections', 'least_request', 'random'],
        clientIp: ['ip_hash', 'client_ip_hash', 'source', 'hrw', 'ip', 'sourceip'],
        leastTime: ['least_time', 'response_time', 'fastest'],
        roundRobin: ['wrr', 'weighted_round_robin', 'rr'],
      },
    ),
    about: 'Which server gets the next request.',
    becomes: '`strategy`',
    otherwise: '`roundRobin`',
    example: 'balance: p2c',
  },
  sticky: {
    shape: shorthand<Partially<typeof stickyKeys> | null>(
      object(stickyKeys, { name: '`sticky`' }),
      wordFor<Partially<typeof stickyKeys> | null>(true, {}),
      wordFor<Partially<typeof stickyKeys> | null>(false, null),
    ),
    about: 'Keeps a visitor on one server by a cookie.',
    becomes: '`sticky.cookie`',
    example: 'sticky: true',
    otherwise: 'each request goes to any server',
    more: ['sticky: { cookie: shop_lb, sameSite: lax, maxAge: 1d }'],
  },
  healthCheck: {
    shape: shorthand<Partially<typeof healthKeys>>(
      object(healthKeys, { name: '`healthCheck`' }),
      short(text(requestPath), isText, (path) => ({ path })),
    ),
    about: 'Asks each server regularly; one that does not answer well gets no requests.',
    becomes: '`healthCheck`',
    example: 'healthCheck: /health',
    otherwise: 'every server counts as healthy',
    more: [
      'healthCheck: { path: /health, interval: 10s, timeout: 3s, status: 204 }',
      'healthCheck: { grpc: true, port: 9000 }',
    ],
  },
  passiveHealthCheck: {
    shape: object(
      {
        failures: {
          shape: integer({ min: 1, max: 1000, expects: 'a number of failures' }),
          about: 'So many failures in the window take a server out.',
          otherwise: '1',
        },
        window: {
          shape: text(durationFormat),
          about: 'The time in which failures are counted.',
          otherwise: '`10s`',
        },
      },
      { name: '`passiveHealthCheck`' },
    ),
    about: 'Takes a server out that fails real requests. Needs Traefik 3.6.',
    becomes: '`passiveHealthCheck`',
    example: 'passiveHealthCheck: { failures: 3, window: 30s }',
    otherwise: 'a server that fails goes on getting requests',
  },
  split: {
    shape: list(
      whole(
        {
          upstream: { shape: upstreamShape, about: 'One of them.' },
          weight: { shape: weight, about: 'Its share.' },
        },
        { name: 'a part of `split`', required: ['upstream', 'weight'] },
      ),
    ),
    about: 'Spreads requests over several upstreams by weight, instead of `upstream`.',
    becomes: 'a weighted service',
    example: 'split: [{ upstream: http://a:80, weight: 9 }, { upstream: http://b:80, weight: 1 }]',
    otherwise: '`upstream` alone',
  },
  canary: {
    shape: object(
      {
        upstream: { shape: upstreamShape, replaces: true, about: 'The new version.' },
        weight: {
          shape: integer({ min: 0, max: 100, expects: 'a whole number from 0 to 100' }),
          about: 'How many of a hundred requests it gets.',
          otherwise: '0',
        },
        header: {
          shape: headerMatches,
          about: 'Requests with these headers always get it, compared as in `match`.',
        },
      },
      { name: '`canary`' },
    ),
    about: 'Sends a share of the requests to a new version.',
    becomes: 'a weighted service, and a router for the header',
    example: 'canary: { upstream: http://app-v2:80, weight: 5, header: { X-Canary: always } }',
    otherwise: 'one version',
  },
  mirror: {
    shape: shorthand<Partially<typeof mirrorKeys>>(
      object(mirrorKeys, { name: '`mirror`' }),
      short<Upstream, Partially<typeof mirrorKeys>>(upstreamShape, isTextOrList, (upstream) => ({
        upstream,
      })),
    ),
    about: 'Sends a copy of each request somewhere else.',
    becomes: 'mirroring',
    example: 'mirror: { upstream: http://shadow:80, percent: 10 }',
    otherwise: 'no copies',
    more: ['mirror: http://shadow:80'],
  },
  fallback: {
    shape: upstreamShape,
    replaces: true,
    about: 'Gets the requests when no server is healthy; needs `healthCheck`.',
    becomes: 'failover',
    example: 'healthCheck: /health\nfallback: http://standby:80',
    otherwise: '503 when no server is healthy',
  },
  upstreams: {
    shape: withHelp(record(nameFormat, upstreamShape, 'upstreams'), (value) =>
      isTextOrList(value) ? 'Write `upstream`, which takes a URL or a list of them.' : undefined,
    ),
    replaces: true,
    about: 'Several versions by name, of which `active` is the one that is served: blue and green.',
    becomes: 'a service each',
    example: 'upstreams: { blue: http://blue:80, green: http://green:80 }\nactive: blue',
    otherwise: '`upstream` alone',
  },
  active: {
    shape: text({ ...nameFormat, expects: 'the name of one of `upstreams`' }),
    about: 'Which of `upstreams` is served.',
    example: 'active: green\nupstreams: { blue: http://blue:80, green: http://green:80 }',
    otherwise: 'needed beside `upstreams`',
    becomes: 'the service of the router',
  },
  preview: {
    shape: record(nameFormat, orNull(text(exactHostFormat)), 'preview'),
    about: 'Hosts under which others of `upstreams` can be tried.',
    becomes: 'a router each',
    example:
      'preview: { green: green.example.com }\nupstreams: { blue: http://blue:80, green: http://green:80 }\nactive: blue',
    otherwise: 'only the active one can be reached',
  },
} satisfies Keys
