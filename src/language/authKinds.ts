/** What each kind of authentication provider is asked, what it answers with, and where on a protected host it answers itself. */
import type { AuthProvider } from './authProvider.ts'
import type { Settled } from './layers.ts'

export type KindName = NonNullable<AuthProvider['type']>

export interface AuthKind {
  /** The key without which it cannot be asked. */
  readonly needs: 'outpost' | 'url' | 'address'
  /** Appended to its URL: what is asked. */
  readonly asks: string
  /** Headers of its answer that the upstream gets. */
  readonly tells: readonly string[]
  /** Below this path it answers itself on every host that it protects, without asking for a sign-in first. */
  readonly answersBelow?: string
  /** Shown instead of a bare 401: it does not lead to the sign-in by itself. */
  readonly signIn?: string
}

/** authentik, Authelia, OAuth2 Proxy and Tinyauth as their own documentation sets them up for Traefik. */
export const AUTH_KINDS: Readonly<Record<KindName, AuthKind>> = {
  // https://docs.goauthentik.io/add-secure-apps/providers/proxy/server_traefik
  authentik: {
    needs: 'outpost',
    asks: '/outpost.goauthentik.io/auth/traefik',
    answersBelow: '/outpost.goauthentik.io/',
    tells: [
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
    ].map((name) => `X-authentik-${name}`),
  },
  // https://www.authelia.com/integration/proxies/traefik/
  authelia: {
    needs: 'url',
    asks: '/api/authz/forward-auth',
    tells: ['Remote-User', 'Remote-Groups', 'Remote-Email', 'Remote-Name'],
  },
  // https://oauth2-proxy.github.io/oauth2-proxy/configuration/integrations/traefik (with `--reverse-proxy`)
  'oauth2-proxy': {
    needs: 'url',
    asks: '/oauth2/auth',
    answersBelow: '/oauth2/',
    signIn: '/oauth2/sign_in?rd={url}',
    tells: [
      'X-Auth-Request-User',
      'X-Auth-Request-Groups',
      'X-Auth-Request-Email',
      'X-Auth-Request-Preferred-Username',
      'X-Auth-Request-Access-Token',
      'Authorization',
    ],
  },
  // https://tinyauth.app/docs/guides/traefik
  tinyauth: {
    needs: 'url',
    asks: '/api/auth/traefik',
    tells: ['Remote-User', 'Remote-Name', 'Remote-Email', 'Remote-Groups'],
  },
  custom: { needs: 'address', asks: '', tells: [] },
}

export function kindOf(name: string, provider: Settled<AuthProvider>): AuthKind {
  return AUTH_KINDS[kindNameOf(name, provider)]
}

/** A provider may be called after what it is. */
export function kindNameOf(name: string, provider: Settled<AuthProvider>): KindName {
  if (provider.type !== undefined) return provider.type
  if (isKindName(name)) return name
  return provider.outpost === undefined ? 'custom' : 'authentik'
}

/** Where it is, but for `custom`, of which only the address is known. */
export function originOf(provider: Settled<AuthProvider>): string | undefined {
  return (provider.outpost ?? provider.url)?.origin
}

/** With one sign-in for a whole domain, authentik answers on the host of authentik alone. */
export function answersBelow(name: string, provider: Settled<AuthProvider>): string | undefined {
  return provider.mode === 'domain' ? undefined : kindOf(name, provider).answersBelow
}

function isKindName(name: string): name is KindName {
  return Object.hasOwn(AUTH_KINDS, name)
}
