/** An authentication provider as a service of Traefik's: for what it answers itself on the hosts that it protects. */
import type { AuthProvider } from '../../language/authProvider.ts'
import type { Settled } from '../../language/layers.ts'
import type { LoadBalancer } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { answersBelow, originOf } from '../../language/authKinds.ts'
import type { Asked } from './auth.ts'
import { readPem } from './pem.ts'
import { addRouters, type Wanted } from './routers.ts'
import { IDLE_CONNECTIONS } from './transport.ts'

/**
 * Above every path of its hosts, below what a person gives, and below every exact host when it is for a wildcard: the
 * outpost of all others must not answer on the host of another, or of authentik itself.
 */
const ABOVE = 95_000_000

/** @returns the name of the service; every service that asks the provider makes the same one */
export function addProvider(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  name: string,
  provider: Settled<AuthProvider>,
): string {
  const service = `auth-${name}`
  const loadBalancer: LoadBalancer = { servers: [{ url: originOf(provider) ?? '' }] }
  const { verify, serverName } = provider.upstreamTls ?? {}
  const rootCAs = authorities(subject, context, provider)
  if (provider.upstreamTls !== undefined) {
    fragment.serversTransports[service] = {
      ...(verify === false ? { insecureSkipVerify: true } : {}),
      ...(serverName === undefined ? {} : { serverName }),
      ...(rootCAs.length === 0 ? {} : { rootCAs }),
      maxIdleConnsPerHost: IDLE_CONNECTIONS,
    }
    loadBalancer.serversTransport = service
  }
  fragment.services[service] = { loadBalancer }
  return service
}

/** The same for the connection on which it is asked. */
export function providerTls(
  subject: Subject,
  context: Context,
  provider: Settled<AuthProvider>,
): { tls?: Record<string, unknown> } {
  const ca = authorities(subject, context, provider).join('')
  const tls = {
    ...(provider.upstreamTls?.verify === false ? { insecureSkipVerify: true } : {}),
    ...(ca === '' ? {} : { ca }),
  }
  return Object.keys(tls).length === 0 ? {} : { tls }
}

/**
 * Routers for what the providers of a service and of its routes answer themselves: above the application, without
 * sign-in. Several services of one host may each make one: they lead to the same place.
 */
export function addProviderRouters(
  service: Subject,
  context: Context,
  fragment: Fragment,
  wanted: Wanted,
  asked: Asked,
): void {
  for (const name of asked) {
    const provider = context.providers.get(name)
    if (provider === undefined) continue
    const path = answersBelow(name, provider)
    if (path === undefined) continue
    const target = addProvider(service, context, fragment, name, provider)
    addRouters(service, context, fragment, {
      ...wanted,
      redirect: [],
      target: { service: target, middlewares: [] },
      part: '-auth',
      paths: [{ kind: 'prefix', path }],
      bare: true,
      shared: true,
      above: ABOVE,
    })
  }
}

function authorities(subject: Subject, context: Context, provider: Settled<AuthProvider>): string[] {
  return (provider.upstreamTls?.ca ?? []).flatMap(
    (file) => readPem(subject, context, file, ['auth', 'provider']) ?? [],
  )
}
