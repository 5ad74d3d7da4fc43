/** A definition file: its root keys. */
import { authProvider } from './authProvider.ts'
import { entryPointFormat, nameFormat } from './formats/name.ts'
import { traefikVersionFormat } from './formats/traefikVersion.ts'
import { object, type Keys, type Partially } from './shapes/object.ts'
import { record } from './shapes/record.ts'
import { reportMisplaced, services } from './services.ts'
import { native } from './native.ts'
import { text } from './shapes/scalar.ts'
import { looksLikeService, routeKeys, serviceKeys } from './service.ts'
import { misplacedIn, type Misplaced } from './misplaced.ts'
import { invalid, isMapping, type Decoding, type Invalid } from './shape.ts'
import { strangeDocument } from './strangeDocument.ts'
import { tlsProfile } from './tlsProfile.ts'
import { defaultsVocabulary, rootVocabulary } from './vocabulary.ts'

const entryPointName = text({ ...entryPointFormat, expects: 'the name of an entry point' })

const {
  host: _host,
  redirectFrom: _redirectFrom,
  path: _path,
  rule: _rule,
  upstream: _upstream,
  traefik: _traefik,
  ...inheritable
} = routeKeys

export const defaultsKeys = {
  ...inheritable,
  entryPoints: {
    shape: object(
      {
        http: { shape: entryPointName, about: 'The entry point for HTTP.', otherwise: '`web`' },
        https: { shape: entryPointName, about: 'The entry point for HTTPS.', otherwise: '`websecure`' },
      },
      { name: '`entryPoints`' },
    ),
    about: "The names of the two entry points in Traefik's static configuration.",
    example: 'entryPoints: { http: web, https: websecure }',
  },
  traefik: {
    shape: text(traefikVersionFormat),
    about:
      'The oldest Traefik that is served, in quotes. What a definition needs beyond it is a mistake. `--traefik-version` wins over it.',
    otherwise: 'the oldest form that does the job is emitted, and `/status` says which version it needs',
    example: 'traefik: "3.5"',
  },
} satisfies Keys

export const rootKeys = {
  services: {
    shape: services,
    about: 'The services of this file, by name.',
    example: 'services: { shop: { host: shop.example.com, upstream: http://shop:8080 } }',
  },
  auth: {
    shape: record(nameFormat, authProvider, 'authentication providers', { lenient: true }),
    about: 'Authentication providers that services name in `auth`.',
  },
  tlsProfiles: {
    shape: record(nameFormat, tlsProfile, 'TLS profiles', { lenient: true }),
    about: 'TLS profiles that services name in `tls`.',
  },
  defaults: {
    shape: object(defaultsKeys, { name: '`defaults`', vocabulary: defaultsVocabulary }),
    about: 'What every service says unless it says otherwise; once in the whole folder.',
  },
  http: {
    shape: native('http', 'dynamic.HTTPConfiguration'),
    about:
      "Traefik's own configuration, taken as it is: `routers`, `services`, `middlewares`, `serversTransports`.",
  },
  tcp: {
    shape: native('tcp', 'dynamic.TCPConfiguration'),
    about: "Traefik's own configuration of TCP.",
  },
  udp: {
    shape: native('udp', 'dynamic.UDPConfiguration'),
    about: "Traefik's own configuration of UDP.",
  },
  tls: {
    shape: native('tls', 'dynamic.TLSConfiguration'),
    about: "Traefik's own configuration of TLS: `options`, `certificates`, `stores`.",
  },
} satisfies Keys

const root = object(rootKeys, {
  name: 'a definition file',
  vocabulary: rootVocabulary,
  lenient: true,
  extensible: true,
  help: (value) => (looksLikeService(value) ? 'A service stands below `services`.' : undefined),
})

export const definition: typeof root = {
  ...root,
  decode(value, decoding) {
    const strange = strangeDocument(value)
    if (strange !== undefined) {
      decoding.enter(strange.at)
      decoding.report('foreign-document', strange, 'key')
      decoding.leave()
      return invalid
    }
    const misplaced = misplacedIn(value, isOnlyOfServices)
    if (misplaced.length === 0 || !isMapping(value)) return root.decode(value, decoding)
    return decodeWithout(misplaced, value, decoding)
  },
}

/** What stands a level too high at the root belongs to the last service above it. */
function decodeWithout(
  misplaced: readonly Misplaced[],
  value: Readonly<Record<string, unknown>>,
  decoding: Decoding,
): Definition | Invalid {
  const written = isMapping(value['services']) ? Object.keys(value['services']) : []
  for (const { key, below } of misplaced)
    reportMisplaced(key, below === 'services' ? written.at(-1) : undefined, decoding)
  const decoded = root.decode(
    Object.fromEntries(Object.entries(value).filter(([name, part]) => !isOnlyOfServices(name, part))),
    decoding,
  )
  if (decoded === invalid || !misplaced.some(({ below }) => below === 'services')) return decoded
  const whole = Object.entries(decoded.services ?? {}).filter(([name]) => name !== written.at(-1))
  return { ...decoded, services: Object.fromEntries(whole) }
}

/** `traefik` is a root key of other files, and a mapping under `https` is meant to be under `http`. */
function isOnlyOfServices(name: string, value: unknown): boolean {
  return (
    name in serviceKeys &&
    !(name in rootKeys) &&
    name !== 'traefik' &&
    !(name === 'https' && isMapping(value))
  )
}

export type Definition = Partially<typeof rootKeys>
export type Defaults = Partially<typeof defaultsKeys>
