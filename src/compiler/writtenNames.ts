/** The names that a document gives, also to what has a mistake in it. */
import { entriesOf } from '../traefik/entries.ts'
import { parse } from './parse.ts'

/** `services` or, in Traefik's own words, `http.services`, and the name. */
export type WrittenName = readonly [kind: string, name: string]

/** Of services, and of objects in Traefik's own words. */
export function writtenNamesOf(document: unknown): readonly WrittenName[] {
  return [
    ...namesUnder(document, 'services').map((name) => ['services', name] as const),
    ...NATIVE.flatMap((protocol) =>
      Object.entries(entriesOf(entriesOf(document)[protocol])).flatMap(([kind, objects]) =>
        Object.keys(entriesOf(objects)).map((name) => [`${protocol}.${kind}`, name] as const),
      ),
    ),
  ]
}

export function namesUnder(document: unknown, key: string): readonly string[] {
  return Object.keys(entriesOf(entriesOf(document)[key]))
}

/** All that a text names, or nothing when it is no YAML. */
export function namesIn(text: string): readonly WrittenName[] {
  const documents = parse('', text, () => {}) ?? []
  return documents.flatMap((document) => [
    ...writtenNamesOf(document),
    ...['auth', 'tlsProfiles'].flatMap((key) =>
      namesUnder(document, key).map((name) => [key, name] as const),
    ),
    ...(entriesOf(document)['defaults'] === undefined ? [] : [['defaults', 'defaults'] as const]),
  ])
}

const NATIVE = ['http', 'tcp', 'udp', 'tls']
