/** A definition file: its root keys. */
import { authProvider } from './authProvider.ts'
import { nameFormat } from './formats/name.ts'
import { object, type Keys, type Partially } from './shapes/object.ts'
import { record } from './shapes/record.ts'
import { text } from './shapes/scalar.ts'
import { routeKeys, service } from './service.ts'
import { tlsProfile } from './tlsProfile.ts'
import { rootVocabulary, serviceVocabulary } from './vocabulary.ts'

const entryPointName = text({ ...nameFormat, expects: 'the name of an entry point' })

const {
  host: _host,
  redirectFrom: _redirectFrom,
  path: _path,
  upstream: _upstream,
  ...inheritable
} = routeKeys

const defaultsKeys = {
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
} satisfies Keys

const rootKeys = {
  services: {
    shape: record(nameFormat, service, 'services', { lenient: true }),
    about: 'The services of this file, by name.',
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
    shape: object(defaultsKeys, { name: '`defaults`', vocabulary: serviceVocabulary }),
    about: 'What every service says unless it says otherwise; once in the whole folder.',
  },
} satisfies Keys

export const definition = object(rootKeys, {
  name: 'a definition file',
  vocabulary: rootVocabulary,
  lenient: true,
})

export type Definition = Partially<typeof rootKeys>
export type Defaults = Partially<typeof defaultsKeys>
