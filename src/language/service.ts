/** A service: all its keys, in the order of the reference. */
import { isMapping } from './shape.ts'
import { list } from './shapes/list.ts'
import { object, type Keys, type Partially } from './shapes/object.ts'
import { access } from './service/access.ts'
import { balancing } from './service/balancing.ts'
import { failures } from './service/failures.ts'
import { matching } from './service/matching.ts'
import { reached } from './service/reached.ts'
import { rewriting } from './service/rewriting.ts'
import { streams } from './service/streams.ts'
import { tls } from './service/tls.ts'
import { upstreamKeys } from './service/upstream.ts'
import { wayOut } from './service/wayOut.ts'
import { way } from './service/way.ts'
import { routeVocabulary, serviceVocabulary } from './vocabulary.ts'

/** What a service and each of its routes may say. */
export const routeKeys = {
  ...reached,
  ...matching,
  ...upstreamKeys,
  ...balancing,
  ...access,
  ...way,
  ...rewriting,
  ...failures,
  ...tls,
  ...wayOut,
} satisfies Keys

export const serviceKeys = {
  ...routeKeys,
  ...streams,
  routes: {
    shape: list(
      object(withoutHosts(routeKeys), {
        name: 'a route',
        define: 'route',
        vocabulary: routeVocabulary,
        help: (value, key) =>
          key.startsWith('/') && typeof value === 'string'
            ? `Write \`{ path: ${key}, upstream: ${value} }\`.`
            : undefined,
      }),
    ),
    about:
      'Parts of the service that differ: each is a router that inherits every key from the service and overrides what it says.',
    becomes: 'further routers',
    example: 'routes: [{ path: /admin, allow: 10.0.0.0/8 }]',
    otherwise: 'one router for all paths',
    more: [
      'routes: [{ path: /api, upstream: http://api:8080, stripPrefix: true }, { path: /public, auth: none }]',
      'routes: [{ match: { method: POST }, rateLimit: 5/s }]',
    ],
  },
} satisfies Keys

/** For people to read: what belongs together, in the order in which one asks for it. */
export const serviceGroups: readonly { readonly title: string; readonly keys: Keys }[] = [
  { title: 'Where it is reached', keys: { ...reached, ...matching } },
  { title: 'Where it goes', keys: { ...upstreamKeys, ...balancing } },
  { title: 'Who may come', keys: access },
  { title: 'What happens on the way', keys: { ...way, ...rewriting } },
  { title: 'When something fails', keys: failures },
  { title: 'Certificates', keys: tls },
  { title: 'Parts that differ', keys: { routes: serviceKeys.routes } },
  { title: 'Other protocols', keys: streams },
  { title: 'The way out', keys: wayOut },
]

export const service = object(serviceKeys, {
  name: 'a service',
  define: 'service',
  vocabulary: serviceVocabulary,
  help(value, key) {
    if (looksLikeService(value)) return 'If it is a service, it stands below `services`: indent it less.'
    if (key.startsWith('traefik.'))
      return 'This is a label: it stands in the Compose file, and `pointsman import FILE` makes a definition of it.'
    return /^(x|content|cache|access|cross|referrer|permissions|server|www|set)(-[a-z]+)+$/i.test(key)
      ? `Write it below \`headers\`: \`headers: { response: { ${key}: … } }\` for clients, \`request\` for the upstream.`
      : undefined
  },
})

export function looksLikeService(value: unknown): boolean {
  return (
    isMapping(value) && Object.keys(value).some((key) => key in serviceKeys || serviceVocabulary.has(key))
  )
}

/** One layer: what a service, a route or `defaults` says by itself. */
export type ServiceLayer = Partially<typeof serviceKeys>

/** A route is part of its service: it shares the hosts, and cannot be switched off or redirected to by itself. */
function withoutHosts<K extends typeof routeKeys>(keys: K): Omit<K, 'host' | 'redirectFrom' | 'enabled'> {
  const { host: _host, redirectFrom: _redirectFrom, enabled: _enabled, ...rest } = keys
  return rest
}
