/** Writes docs/reference.md from the shapes of the language. */
import { AUTH_KINDS } from '../../../src/language/authKinds.ts'
import { authProviderKeys } from '../../../src/language/authProvider.ts'
import { defaultsKeys, rootKeys } from '../../../src/language/definition.ts'
import { serviceGroups } from '../../../src/language/service.ts'
import type { Key, Keys } from '../../../src/language/shape.ts'
import { tlsProfileKeys } from '../../../src/language/tlsProfile.ts'
import { KINDS } from './formats.ts'
import {
  ABOUT,
  AUTH_EXAMPLE,
  DEFAULTS_EXAMPLE,
  MERGING,
  ORDER,
  PROFILES_EXAMPLE,
  VARIABLES,
} from './prose.ts'

/** Before formatting. */
export function referencePage(): string {
  return [
    '<!-- Made from src/language by `npm run reference`; edit there. -->',
    '# Reference of the definition language',
    ABOUT,
    contents(),
    '## Values',
    table(
      ['kind', 'examples', ''],
      KINDS.map(({ name, examples, about }) => [name, examples.map(code).join(' '), about]),
    ),
    VARIABLES,
    '## Layers',
    MERGING,
    '## Root keys',
    table(
      ['key', 'what it is'],
      Object.entries(rootKeys).map(([name, { about }]) => [code(name), about]),
    ),
    ...serviceGroups.flatMap(({ title, keys }) => [`## ${title}`, ...Object.entries(keys).map(section)]),
    '## The order on the way',
    ORDER,
    '## Defaults',
    'Everything that a service may say but `host`, `path`, `rule`, `redirectFrom` and `upstream`, and these two:',
    ...(['entryPoints', 'traefik'] as const).map((name) => section([name, defaultsKeys[name]])),
    yaml(DEFAULTS_EXAMPLE),
    '## Authentication providers',
    'Below the root key `auth`, by the names that `auth` of a service uses. A provider that is called after what it is needs no `type`.',
    yaml(AUTH_EXAMPLE),
    keyTable(authProviderKeys),
    'What each kind is asked, and what it tells the upstream:',
    table(
      ['type', 'needs', 'is asked', 'answers itself below', 'headers for the upstream'],
      Object.entries(AUTH_KINDS).map(([name, kind]) => [
        code(name),
        code(kind.needs),
        kind.asks === '' ? '`address`' : code(kind.asks),
        kind.answersBelow === undefined ? '' : code(kind.answersBelow),
        kind.tells.length === 0 ? '`responseHeaders`' : kind.tells.map(code).join(' '),
      ]),
    ),
    '## TLS profiles',
    'Below the root key `tlsProfiles`. `modern` (TLS 1.3 alone, used where nothing is said), `intermediate` (1.2 and 1.3, with the cipher suites that Mozilla recommends) and `default` (whatever Traefik does) are built in.',
    yaml(PROFILES_EXAMPLE),
    keyTable(tlsProfileKeys),
    "## Traefik's own root keys",
    "`http`, `tcp`, `udp` and `tls` at the root are Traefik's own dynamic configuration: [native.md](native.md).",
    '',
  ].join('\n\n')
}

function contents(): string {
  const links = serviceGroups.map(({ title, keys }) => {
    const names = Object.keys(keys).map((name) => `[\`${name}\`](#${name.toLowerCase()})`)
    return `- ${title}: ${names.join(' ')}`
  })
  return ['Keys of a service:', '', ...links].join('\n')
}

function section([name, key]: readonly [string, Key<unknown>]): string {
  const { about, becomes, otherwise, also, example, more = [] } = key
  const facts = [
    [
      'value',
      `${key.shape.expects}${key.shape.keys === undefined || name === 'routes' ? '' : ' (keys below)'}`,
    ],
    ...(also === undefined ? [] : [['also written', code(also)]]),
    ...(otherwise === undefined ? [] : [['unless told', otherwise]]),
    ...(becomes === undefined ? [] : [['becomes', becomes]]),
  ]
  return [
    `### \`${name}\``,
    about,
    facts.map(([what, text]) => `- ${what}: ${text}`).join('\n'),
    ...meaningsOf(key),
    ...(example === undefined ? [] : [yaml([example, ...more].join('\n---\n'))]),
    ...(key.shape.keys === undefined || name === 'routes' ? [] : [keyTable(key.shape.keys)]),
  ].join('\n\n')
}

/** Of words that do not explain themselves. */
function meaningsOf({ shape }: Key<unknown>): readonly string[] {
  const told = Object.entries(shape.words ?? {}).filter(([, meaning]) => meaning !== '')
  return told.length < 2 ? [] : [told.map(([word, meaning]) => `- \`${word}\`: ${meaning}`).join('\n')]
}

function keyTable(keys: Keys): string {
  return table(['key', 'value', 'unless told', 'what it is'], rowsOf(keys, ''))
}

function rowsOf(keys: Keys, before: string): readonly (readonly string[])[] {
  return Object.entries(keys).flatMap(([name, { shape, about, otherwise, becomes }]) => [
    [
      code(`${before}${name}`),
      shape.expects,
      otherwise ?? '',
      [
        about,
        ...Object.entries(shape.words ?? {}).flatMap(([word, meaning]) =>
          meaning === '' ? [] : [`\`${word}\`: ${meaning}.`],
        ),
        ...(becomes === undefined ? [] : [`Becomes ${becomes}.`]),
      ].join(' '),
    ],
    // What an upstream may be stands under `upstream`.
    ...(shape.keys === undefined || name === 'upstream' ? [] : rowsOf(shape.keys, `${before}${name}.`)),
  ])
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function code(text: string): string {
  return text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``
}

function yaml(text: string): string {
  return `\`\`\`yaml\n${text.trim()}\n\`\`\``
}
