/** `tls`: the TLS part of a router, the options it names, and certificates sent inline. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { RouterTls, TlsOptions } from '../../traefik/config.ts'
import { BUILT_IN_PROFILES } from '../commons.ts'
import type { Context } from '../context.ts'
import { fingerprint } from '../fingerprint.ts'
import type { Fragment } from '../fragment.ts'
import { STREAM_PROTOCOLS } from '../streamProtocols.ts'
import type { Subject } from '../subject.ts'
import { readPair, readPem } from './pem.ts'
import { isWildcard } from './reach.ts'
import { namesHost } from './tlsHosts.ts'

export const DEFAULT_PROFILE = 'modern'

/** @returns the `tls` of the service's HTTPS routers */
export function tlsOf(subject: Subject, context: Context, fragment: Fragment): RouterTls {
  return routerTls(
    subject,
    context,
    fragment,
    namesHost(subject) ? optionsOf(subject, context, addTo(fragment)) : undefined,
  )
}

/** Of a router of streams, which holds its options whatever its rule is. */
export function streamTlsOf(subject: Subject, context: Context, fragment: Fragment): RouterTls {
  return routerTls(subject, context, fragment, optionsOf(subject, context, addForStreams(fragment)))
}

function routerTls(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  options: string | undefined,
): RouterTls {
  const { certResolver, domains } = subject.keys.tls ?? {}
  addCertificate(subject, context, fragment)
  if (domains !== undefined && certResolver === undefined && subject.says('tls')) {
    const why = 'only a `certResolver` gets certificates'
    subject.report('unused-key', { key: 'domains', why }, ['tls', 'domains'], [], 'key')
  }
  return {
    ...(options === undefined ? {} : { options }),
    ...(certResolver === undefined ? {} : { certResolver }),
    ...domainsOf(domains),
  }
}

/** The name of the TLS options, or nothing for Traefik's own. */
function optionsOf(subject: Subject, context: Context, add: Add): string | undefined {
  const { profile = DEFAULT_PROFILE, clientCa } = subject.keys.tls ?? {}
  if (!context.profiles.has(profile)) {
    if (clientCa === undefined && context.nativeOptions.has(profile)) return profile
    if (!context.profileNames.has(profile)) {
      const known = [...new Set([...BUILT_IN_PROFILES, ...context.profiles.keys(), ...context.nativeOptions])]
      subject.report('unknown-profile', { name: profile, suggestion: suggest(profile, known), known }, [
        'tls',
        'profile',
      ])
    }
    return undefined
  }
  const options = context.profiles.get(profile)
  const caFiles = (clientCa ?? []).flatMap(
    (file, index) => readPem(subject, context, file, ['tls', 'clientCa', index]) ?? [],
  )
  if (caFiles.length === 0) return options === undefined ? undefined : add(profile, options)
  const own: TlsOptions = {
    ...options,
    clientAuth: { caFiles, clientAuthType: 'RequireAndVerifyClientCert' },
  }
  // Named by its content, so that two services of one host that want the same do not disagree.
  return add(`${profile}-client-${fingerprint(JSON.stringify(own)).slice(0, 8)}`, own)
}

/** @returns the name under which the options are in the fragment */
type Add = (name: string, options: TlsOptions) => string

function addTo({ tlsOptions }: Fragment): Add {
  return (name, options) => {
    tlsOptions[name] = options
    return name
  }
}

/** A profile that names its protocols stays as it is. */
function addForStreams(fragment: Fragment): Add {
  const add = addTo(fragment)
  return (name, options) =>
    options.alpnProtocols === undefined
      ? add(`${name}-tcp`, { ...options, alpnProtocols: [...STREAM_PROTOCOLS] })
      : add(name, options)
}

function domainsOf(domains: readonly string[] | undefined): {
  domains?: { main: string; sans?: string[] }[]
} {
  const [main, ...sans] = domains ?? []
  return main === undefined ? {} : { domains: [{ main, ...(sans.length === 0 ? {} : { sans }) }] }
}

function addCertificate(subject: Subject, context: Context, fragment: Fragment): void {
  const { cert, key } = subject.keys.tls ?? {}
  const pair = readPair(subject, context, fragment, { cert, key }, 'tls')
  if (pair === undefined) return
  const { certFile, keyFile, facts } = pair
  for (const host of subject.keys.host ?? []) {
    if (!facts.names.some((name) => covers(name, host))) {
      subject.report('certificate-other-host', { host, names: facts.names }, ['tls', 'cert'])
    }
  }
  fragment.certificates.push({ certFile, keyFile })
}

/** A wildcard in a certificate stands for one label; a wildcard host needs the same wildcard. */
function covers(name: string, host: string): boolean {
  return (
    name === host ||
    (!isWildcard(host) && name.startsWith('*.') && host.slice(host.indexOf('.')) === name.slice(1))
  )
}
