/** What has to be true in Traefik's static configuration, and only a person can see to. */
import { entriesOf } from './entries.ts'
import { texts, unique, type NamedRouter } from './namedRouters.ts'
import type { StaticNeeds } from './staticNeeds.ts'

/** What nothing here can see to, and somebody has to. */
export interface Condition {
  readonly code:
    | 'two-protocols'
    | 'trusted-proxies'
    | 'read-timeout'
    | 'udp-timeout'
    | 'dns-challenge'
    | 'other-provider'
    | 'plugin'
  /** What it is about: `entryPoints.web`, `certificatesResolvers.le`; absent: the whole. */
  readonly about?: string
  /** Full sentences. */
  readonly text: string
}

export function conditionsOf(
  routers: readonly NamedRouter[],
  middlewares: readonly (readonly [string, unknown])[],
  needs: Omit<StaticNeeds, 'conditions'>,
): readonly Condition[] {
  const { entryPoints, resolvers, providers, plugins } = needs
  return [
    ...twoProtocols(routers),
    ...readTimeout(routers, middlewares),
    ...trustedProxies(middlewares, routers),
    ...entryPoints.filter(({ protocol }) => protocol === 'udp').map(udpTimeout),
    ...resolvers.filter(({ wildcard }) => wildcard).map(dnsChallenge),
    ...providers.map(otherProvider),
    ...plugins.map(plugin),
  ]
}

function twoProtocols(routers: readonly NamedRouter[]): readonly Condition[] {
  return unique(
    routers.filter(({ protocol }) => protocol === 'udp').flatMap(({ entryPoints }) => entryPoints),
  )
    .filter((name) =>
      routers.some(({ protocol, entryPoints }) => protocol !== 'udp' && entryPoints.includes(name)),
    )
    .map((name) => ({
      code: 'two-protocols',
      about: `entryPoints.${name}`,
      text: `UDP and TCP routers are both on \`${name}\`, and an entry point speaks one of the two: give the UDP routers an entry point of their own.`,
    }))
}

/** What only redirects, or answers by itself otherwise, gets no bodies worth waiting for. */
function readTimeout(
  routers: readonly NamedRouter[],
  middlewares: readonly (readonly [string, unknown])[],
): readonly Condition[] {
  const large = middlewares.flatMap(([name, middleware]) => {
    const most = entriesOf(entriesOf(middleware)['buffering'])['maxRequestBodyBytes']
    return typeof most === 'number' && most >= LARGE ? [name] : []
  })
  const passing = routers.filter(
    ({ protocol, router }) => protocol === 'http' && router['service'] !== 'noop@internal',
  )
  return unique(passing.flatMap(({ entryPoints }) => entryPoints)).map((point) => {
    const there = passing.filter(({ entryPoints }) => entryPoints.includes(point))
    const names = large.filter((name) =>
      there.some(({ router }) => texts(router['middlewares']).includes(name)),
    )
    const also =
      names.length === 0
        ? ''
        : ` ${names.map((name) => `\`${name}\``).join(', ')} let${names.length === 1 ? 's' : ''} such files pass.`
    return {
      code: 'read-timeout',
      about: `entryPoints.${point}`,
      text: `A request has to arrive in 60 s, its whole body too: where large files are sent, raise \`transport.respondingTimeouts.readTimeout\`.${also}`,
    }
  })
}

/** Bytes that take a minute at 13 Mbit/s. */
const LARGE = 100_000_000

function trustedProxies(
  middlewares: readonly (readonly [string, unknown])[],
  routers: readonly NamedRouter[],
): readonly Condition[] {
  const deep = middlewares.flatMap(([name, middleware]) => (readsForwardedFor(middleware) ? [name] : []))
  const points = unique(
    routers
      .filter(({ router }) => texts(router['middlewares']).some((name) => deep.includes(name)))
      .flatMap(({ entryPoints }) => entryPoints),
  )
  return points.map((point) => ({
    code: 'trusted-proxies',
    about: `entryPoints.${point}`,
    text: `\`depth\` counts in \`X-Forwarded-For\`, which Traefik throws away unless it comes from a proxy that it trusts: name the proxies in \`forwardedHeaders.trustedIPs\`.`,
  }))
}

function readsForwardedFor(middleware: unknown): boolean {
  return Object.values(entriesOf(middleware)).some((settings) => {
    const own = entriesOf(settings)
    const strategy = entriesOf(entriesOf(own['sourceCriterion'])['ipStrategy'] ?? own['ipStrategy'])
    return strategy['depth'] !== undefined || strategy['excludedIPs'] !== undefined
  })
}

function udpTimeout({ name }: StaticNeeds['entryPoints'][number]): Condition {
  return {
    code: 'udp-timeout',
    about: `entryPoints.${name}`,
    text: 'A client that is silent for 3 s is forgotten, and answers to it are lost: where the protocol has longer pauses, raise `udp.timeout`.',
  }
}

function dnsChallenge({ name }: StaticNeeds['resolvers'][number]): Condition {
  return {
    code: 'dns-challenge',
    about: `certificatesResolvers.${name}`,
    text: 'A certificate for a wildcard is given for the DNS challenge only: name the provider of your DNS, and give Traefik its credentials.',
  }
}

function otherProvider(name: string): Condition {
  return {
    code: 'other-provider',
    text: `Objects of \`@${name}\` are named: \`providers.${name}\` has to be there.`,
  }
}

function plugin(name: string): Condition {
  return {
    code: 'plugin',
    text: `The plugin \`${name}\` is used: \`experimental.plugins.${name}\` has to name its module and version.`,
  }
}
