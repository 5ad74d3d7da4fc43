/** `auth`: forward authentication by a provider, or a list of users. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { AuthProvider } from '../../language/authProvider.ts'
import type { Settled } from '../../language/layers.ts'
import type { Context } from '../context.ts'
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

export const OUTPOST_PATH = '/outpost.goauthentik.io/'

/** The headers that authentik's documentation lists for Traefik. */
const AUTHENTIK_HEADERS = [
  'username',
  'groups',
  'entitlements',
  'email',
  'name',
  'uid',
  'jwt',
  'meta-jwks',
  'meta-outpost',
  'meta-provider',
  'meta-app',
  'meta-version',
].map((name) => `X-authentik-${name}`)

export function auth(subject: Subject, context: Context): readonly Link[] {
  const { provider, basic } = subject.keys.auth ?? {}
  const users =
    basic === undefined
      ? []
      : [{ name: { suffix: 'users' }, middleware: { basicAuth: { users: [...basic] } } }]
  if (provider === undefined) return users
  const known = context.providers.get(provider)
  if (known === undefined) {
    if (!context.providerNames.has(provider)) {
      const names = [...context.providers.keys()]
      subject.report(
        'unknown-provider',
        { name: provider, suggestion: suggest(provider, names), known: names },
        ['auth', 'provider'],
      )
    }
    return users
  }
  const place = outpostOf(provider, known)
  if (place !== undefined && leadsTo(subject, hostOf(place.origin))) {
    subject.report('auth-circle', { service: subject.service, provider }, ['auth', 'provider'])
    return users
  }
  return [
    { name: { shared: `auth-${provider}` }, middleware: { forwardAuth: forwardAuthOf(provider, known) } },
    ...users,
  ]
}

/** Where authentik's outpost is, for the router that leads to it. */
export function outpostOf(
  name: string,
  provider: Settled<AuthProvider>,
): { readonly origin: string } | undefined {
  return typeOf(name, provider) === 'authentik' ? provider.outpost : undefined
}

export function typeOf(name: string, provider: Settled<AuthProvider>): NonNullable<AuthProvider['type']> {
  if (provider.type !== undefined) return provider.type
  if (name === 'authentik' || name === 'authelia' || name === 'oauth2-proxy' || name === 'tinyauth')
    return name
  return provider.outpost === undefined ? 'custom' : 'authentik'
}

function forwardAuthOf(name: string, provider: Settled<AuthProvider>): Record<string, unknown> {
  const base = provider.url === undefined ? '' : `${provider.url.origin}${provider.url.path}`
  switch (typeOf(name, provider)) {
    case 'authentik':
      return {
        address: `${provider.outpost?.origin ?? ''}${OUTPOST_PATH}auth/traefik`,
        trustForwardHeader: true,
        authResponseHeaders: AUTHENTIK_HEADERS,
      }
    case 'authelia':
      return {
        address: `${base}/api/authz/forward-auth`,
        trustForwardHeader: true,
        authResponseHeaders: ['Remote-User', 'Remote-Groups', 'Remote-Email', 'Remote-Name'],
      }
    case 'oauth2-proxy':
      return {
        address: `${base}/`,
        trustForwardHeader: true,
        authResponseHeaders: [
          'X-Auth-Request-User',
          'X-Auth-Request-Groups',
          'X-Auth-Request-Email',
          'X-Auth-Request-Preferred-Username',
          'X-Auth-Request-Access-Token',
          'Authorization',
        ],
      }
    case 'tinyauth':
      return {
        address: `${base}/api/auth/traefik`,
        trustForwardHeader: true,
        authResponseHeaders: ['Remote-User', 'Remote-Name', 'Remote-Email', 'Remote-Groups'],
      }
    case 'custom':
      return {
        address: provider.address ?? '',
        ...(provider.trustForwardHeader === true ? { trustForwardHeader: true } : {}),
        ...(provider.requestHeaders === undefined
          ? {}
          : { authRequestHeaders: [...provider.requestHeaders] }),
        ...(provider.responseHeaders === undefined
          ? {}
          : { authResponseHeaders: [...provider.responseHeaders] }),
      }
  }
}

function leadsTo({ keys }: Subject, host: string): boolean {
  const { upstream } = keys
  return (
    upstream !== undefined &&
    'servers' in upstream &&
    (upstream.servers ?? []).some((server) => hostOf(server.url.origin) === host)
  )
}

function hostOf(origin: string): string {
  return origin.replace(/^[a-z0-9]+:\/\//, '').replace(/:\d+$/, '')
}
