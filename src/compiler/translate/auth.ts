/** `auth`: forward authentication by a provider, or a list of users. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { AuthProvider } from '../../language/authProvider.ts'
import type { Settled } from '../../language/layers.ts'
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { kindNameOf, kindOf, originOf } from '../../language/authKinds.ts'
import { addProvider, providerTls } from './authService.ts'
import type { Link } from './chain.ts'

/** Names of the providers that a service and its routes ask. */
export type Asked = ReadonlySet<string>

export function askedBy(subjects: readonly Subject[]): Asked {
  return new Set(subjects.flatMap(({ keys }) => keys.auth?.provider ?? []))
}

export function auth(subject: Subject, context: Context, fragment: Fragment, asked: Asked): readonly Link[] {
  return [
    ...withoutIdentity(subject, context, asked),
    ...byProvider(subject, context, fragment),
    ...byPassword(subject),
  ]
}

/**
 * Where nobody is asked, a client could say by itself who it is: the application believes what the provider tells it
 * elsewhere. `Authorization` stays, which is a client's own.
 */
function withoutIdentity(subject: Subject, context: Context, asked: Asked): readonly Link[] {
  const own = subject.keys.auth?.provider
  return [...asked].flatMap((name) => {
    if (name === own) return []
    const provider = context.providers.get(name)
    if (provider === undefined) return []
    const told = (provider.responseHeaders ?? kindOf(name, provider).tells).filter(
      (header) => header.toLowerCase() !== 'authorization',
    )
    if (told.length === 0) return []
    const customRequestHeaders = Object.fromEntries(told.map((header) => [header, '']))
    return [{ name: { shared: `no-auth-${name}` }, middleware: { headers: { customRequestHeaders } } }]
  })
}

/** The application does not see the password: many take an `Authorization` header for a sign-in of their own. */
function byPassword({ keys }: Subject): readonly Link[] {
  const { basic, realm } = keys.auth ?? {}
  if (basic === undefined) return []
  const settings = { users: [...basic], removeHeader: true, ...(realm === undefined ? {} : { realm }) }
  return [{ name: { suffix: 'users' }, middleware: { basicAuth: settings } }]
}

function byProvider(subject: Subject, context: Context, fragment: Fragment): readonly Link[] {
  const name = subject.keys.auth?.provider
  if (name === undefined) return []
  const provider = context.providers.get(name)
  if (provider === undefined) {
    const known = [...context.providers.keys()]
    const meant = suggest(name, [...context.providerNames])
    // One with a mistake in it is told there; it may be that its name is the mistake.
    if (!context.providerNames.has(name) && (meant === undefined || known.includes(meant))) {
      subject.report('unknown-provider', { name, suggestion: suggest(name, known), known }, [
        'auth',
        'provider',
      ])
    }
    return []
  }
  if (leadsTo(subject, name, provider)) {
    subject.report('auth-circle', { service: subject.service, provider: name }, ['auth', 'provider'])
    return []
  }
  const { signIn } = kindOf(name, provider)
  return [
    ...(signIn === undefined ? [] : [signInPage(subject, context, fragment, { name, provider, signIn })]),
    {
      name: { shared: `auth-${name}` },
      middleware: { forwardAuth: forwardAuthOf(subject, context, name, provider) },
    },
  ]
}

/** Only 401, "nobody has signed in": a 403 is an answer to somebody who has, and may be the application's. */
function signInPage(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  { name, provider, signIn }: { name: string; provider: Settled<AuthProvider>; signIn: string },
): Link {
  const service = addProvider(subject, context, fragment, name, provider)
  return {
    name: { shared: `auth-${name}-sign-in` },
    middleware: { errors: { status: ['401'], service, query: signIn } },
  }
}

function forwardAuthOf(
  subject: Subject,
  context: Context,
  name: string,
  provider: Settled<AuthProvider>,
): Record<string, unknown> {
  const kind = kindOf(name, provider)
  const { address, requestHeaders, responseHeaders, trustForwardHeader, url, outpost } = provider
  const place = outpost ?? url
  // Traefik itself has set the forwarded headers by then, and has taken away what a stranger sent. Left out, it would write
  // some of them anew and let others through.
  const trusts = trustForwardHeader ?? kindNameOf(name, provider) !== 'custom'
  const tells = responseHeaders ?? kind.tells
  return {
    address: address ?? `${place?.origin ?? ''}${place?.path ?? ''}${kind.asks}`,
    trustForwardHeader: trusts,
    ...(requestHeaders === undefined ? {} : { authRequestHeaders: [...requestHeaders] }),
    ...(tells.length === 0 ? {} : { authResponseHeaders: [...tells] }),
    ...providerTls(subject, context, provider),
  }
}

/** The service is the provider itself, which cannot ask people to have signed in before they sign in. */
function leadsTo({ keys }: Subject, name: string, provider: Settled<AuthProvider>): boolean {
  const origin = originOf(provider)
  const { upstream } = keys
  if (origin === undefined || upstream === undefined || !('servers' in upstream)) return false
  const [host, port] = placeOf(origin)
  return (upstream.servers ?? []).some((server) => {
    const [otherHost, otherPort] = placeOf(server.url.origin)
    // authentik speaks HTTP on one port and HTTPS on the other.
    const alike = kindNameOf(name, provider) === 'authentik' ? ['9000', '9443'] : []
    return otherHost === host && (otherPort === port || (alike.includes(port) && alike.includes(otherPort)))
  })
}

function placeOf(origin: string): [host: string, port: string] {
  const [, scheme = '', host = '', port] = /^([a-z0-9]+):\/\/(.*?)(?::(\d+))?$/.exec(origin) ?? []
  return [host, port ?? (scheme === 'https' ? '443' : '80')]
}
