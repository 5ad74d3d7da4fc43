/** One file's text, understood: what it defines, what is wrong with it, and where everything stands. */
import { diagnose, isError, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { suggest } from '../diagnostics/suggest.ts'
import type { AuthProvider } from '../language/authProvider.ts'
import { definition, rootKeys, type Defaults, type Definition } from '../language/definition.ts'
import type { Native } from '../language/native.ts'
import type { ServiceLayer } from '../language/service.ts'
import { invalid, type Decoding } from '../language/shape.ts'
import { substitute, type Fillings } from '../language/substitute.ts'
import type { TlsProfile } from '../language/tlsProfile.ts'
import { entriesOf } from '../traefik/entries.ts'
import { createLocator, type Locator, type ValuePath } from './locate.ts'
import { parse } from './parse.ts'
import { SECRET, type FileReading, type World } from './source.ts'
import type { Written } from './written.ts'
import { namesUnder, writtenNamesOf, type WrittenName } from './writtenNames.ts'

export interface DecodedFile {
  readonly documents: readonly DecodedDocument[]
  readonly diagnostics: readonly Diagnostic[]
  /** Of a file with a mistake in it, all that is written there. */
  readonly writtenNames: readonly WrittenName[]
  /** Texts that `${file:…}` brought in: nobody may see them. */
  readonly secrets: readonly string[]
}

export interface DecodedDocument {
  readonly services: readonly Named<ServiceLayer>[]
  readonly profiles: readonly Named<TlsProfile>[]
  readonly providers: readonly Named<AuthProvider>[]
  readonly defaults: Written<Defaults> | undefined
  /** Traefik's own configuration: the root keys of it that are there, in a document of their own or beside others. */
  readonly native: Written<Native> | undefined
  /** Names of TLS profiles that are written, also of those with a mistake in them. */
  readonly profileNames: readonly string[]
  /** The same of authentication providers. */
  readonly providerNames: readonly string[]
  /** The same of TLS options in Traefik's own words. */
  readonly optionNames: readonly string[]
  /** It says `services: {}`. */
  readonly emptyOnPurpose: boolean
}

export type Named<T> = readonly [name: string, written: Written<T>]

/** Looks at nothing but the text, the environment, and the files of `${file:…}`: the same, as long as they are. */
export function decodeFile(
  file: string,
  text: string,
  env: World['env'],
  readFile: (path: string) => FileReading,
): DecodedFile {
  const diagnostics: Diagnostic[] = []
  const secrets = new Set<string>()
  const fillings: Fillings = {
    env,
    readSecret(path) {
      const reading = readFile(`${SECRET}${path}`)
      if ('text' in reading) secrets.add(reading.text)
      return reading
    },
  }
  const locator = createLocator(file, text)
  const values = parse(file, text, (diagnostic) => diagnostics.push(diagnostic)) ?? []
  const documents: DecodedDocument[] = []
  for (const [index, value] of values.entries()) {
    if (value === null) continue // An empty document says nothing, which is no mistake.
    const decoded = definition.decode(value, createDecoding(locator, index, fillings, diagnostics))
    if (decoded === invalid) continue
    documents.push(
      documentOf(decoded, value, (part, path) => ({
        value: part,
        file,
        locator,
        document: index,
        path,
      })),
    )
  }
  const isFaulty = diagnostics.some(isError)
  return {
    documents,
    diagnostics,
    writtenNames: isFaulty ? values.flatMap(writtenNamesOf) : [],
    secrets: [...secrets],
  }
}

function documentOf(
  { services, tlsProfiles, auth, defaults, http, tcp, udp, tls }: Definition,
  raw: unknown,
  written: <T>(value: T, path: ValuePath) => Written<T>,
): DecodedDocument {
  const named = <T>(key: string, entries: Readonly<Record<string, T>> | null | undefined) =>
    Object.entries(entries ?? {}).map(([name, value]): Named<T> => [name, written(value, [key, name])])
  const native = (http ?? tcp ?? udp ?? tls) ? nativeOf({ http, tcp, udp, tls }) : undefined
  return {
    services: named('services', services),
    profiles: named('tlsProfiles', tlsProfiles),
    profileNames: namesMeant(raw, 'tlsProfiles'),
    providers: named('auth', auth),
    providerNames: namesMeant(raw, 'auth'),
    optionNames: namesUnder(entriesOf(raw)['tls'], 'options'),
    defaults: defaults === undefined || defaults === null ? undefined : written(defaults, ['defaults']),
    native: native === undefined ? undefined : written(native, []),
    emptyOnPurpose: services !== undefined && Object.keys(services ?? {}).length === 0,
  }
}

/** What stands under a key that is told to be misspelt is there for all that name it. */
function namesMeant(raw: unknown, key: string): readonly string[] {
  const written = Object.keys(entriesOf(raw)).filter(
    (one) => one === key || (!Object.hasOwn(rootKeys, one) && suggest(one, ROOT_KEYS) === key),
  )
  return written.flatMap((one) => namesUnder(raw, one))
}

const ROOT_KEYS = Object.keys(rootKeys)

function nativeOf(parts: Readonly<Record<string, unknown>>): Native {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined && part !== null))
}

function createDecoding(
  locator: Locator,
  document: number,
  fillings: Fillings,
  diagnostics: Diagnostic[],
): Decoding {
  const path: (string | number)[] = []
  const examples: (string | undefined)[] = []
  const decoding: Decoding = {
    enter(segment, example) {
      path.push(segment)
      // An item is written as the list is.
      examples.push(typeof segment === 'number' ? examples.at(-1) : example)
    },
    leave() {
      path.pop()
      examples.pop()
    },
    report(code, values, of = 'value') {
      const { place, written } = locator.locate(document, path, of)
      const told =
        code === 'wrong-type' || code === 'missing-key'
          ? Object.assign({}, values, { example: examples.at(-1) })
          : values
      diagnostics.push(diagnose(code, isOfNumber(told) ? Object.assign({}, told, { written }) : told, place))
      return invalid
    },
    peek(text) {
      const filled = substitute(text, fillings)
      return 'text' in filled ? filled.text : undefined
    },
    fill(text) {
      const filled = substitute(text, fillings)
      if ('text' in filled) return filled.text
      if ('wrong' in filled) return decoding.report('bad-variable', { found: filled.wrong })
      return 'problem' in filled
        ? decoding.report('file-problem', { path: filled.file, problem: filled.problem })
        : decoding.report('undefined-variable', { name: filled.missing, message: filled.message })
    },
  }
  return decoding
}

function isOfNumber(values: unknown): boolean {
  return (
    typeof values === 'object' && values !== null && 'found' in values && typeof values.found === 'number'
  )
}
