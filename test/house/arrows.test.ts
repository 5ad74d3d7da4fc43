/** Holds the shape of the house: which folder may import which, who touches the machine, how long a file may get. */
import { readFile, readdir } from 'node:fs/promises'
import { join, posix, sep } from 'node:path'
import { test } from 'tap'

/** Each may import itself and what stands before it. */
const ORDER = ['diagnostics', 'traefik', 'language', 'compiler', 'provider', 'http', 'cli', 'main']
/** Pure: no `node:*`, and no packages but these. */
const PURE: Readonly<Record<string, readonly string[]>> = {
  diagnostics: [],
  traefik: [],
  language: ['js-yaml'],
  compiler: ['js-yaml'],
  import: ['js-yaml', 'nginx-conf'],
}
/** `disk` fills these in and is handed to their users: it may know their types. */
const TYPES_FOR_DISK = ['src/provider/folder.ts', 'src/provider/goodText.ts', 'src/compiler/source.ts']
/** Who hands `disk` in. */
const KNOWS_DISK = ['disk', 'cli', 'main']
/** `applied` asks Traefiks over HTTP; it stands beside too, is handed in as a value, and fills these types. */
const TYPES_FOR_APPLIED = ['src/provider/applied.ts']
const KNOWS_APPLIED = ['applied', 'cli', 'main']
/** `import` stands beside too: it makes definitions, and only the command line knows it. */
const KNOWN_TO_IMPORT = ['import', 'diagnostics', 'traefik', 'language', 'compiler']
const KNOWS_IMPORT = ['import', 'cli', 'main']
const BESIDE = ['disk', 'import', 'applied']
const LINES = 250
/** Made from shared/traefik/schema.json. */
const LONG = ['src/traefik/schema.ts']

interface Import {
  readonly of: string
  readonly typeOnly: boolean
}

test('every file in src stands where the design puts it', async (t) => {
  const files = await sources('src')
  t.ok(files.size > 50, 'the sources were found')
  t.same(
    [...files].flatMap(([path, text]) => faults(path, text)),
    [],
  )
})

test('each way of breaking the house is found', async (t) => {
  const wrong: readonly (readonly [string, string, RegExp])[] = [
    [
      'src/language/host.ts',
      "import { merge } from '../compiler/merge.ts'",
      /language may not know compiler/,
    ],
    [
      'src/provider/reload.ts',
      "import { readFolder } from '../disk/readFolder.ts'",
      /provider may not know disk/,
    ],
    [
      'src/provider/reload.ts',
      "import type {\n  App,\n} from '../http/app.ts'",
      /provider may not know http/,
    ],
    ['src/http/app.ts', "const { main } = await import('../main.ts')", /http may not know main/],
    ['src/http/app.ts', "export * from '../cli/serve.ts'", /http may not know cli/],
    ['src/disk/readFolder.ts', "import { createLedger } from '../provider/ledger.ts'", /disk may not know/],
    ['src/disk/readFolder.ts', "import { look } from '../provider/folder.ts'", /disk may not know/],
    ['src/applied/look.ts', "import { render } from '../traefik/render.ts'", /applied may not know traefik/],
    ['src/applied/look.ts', "import { x } from '../provider/applied.ts'", /applied may not know provider/],
    ['src/http/app.ts', "import { follow } from '../applied/follow.ts'", /http may not know applied/],
    ['src/compiler/parse.ts', "import { readFileSync } from 'node:fs'", /compiler may not import node:fs/],
    ['src/traefik/render.ts', "import 'js-yaml'", /traefik may not import js-yaml/],
    ['src/cli/serve.ts', "import { exit } from 'node:process'", /only main.ts/],
    ['src/cli/serve.ts', 'const home = process.env // where it is', /only main.ts/],
    ['src/import/write.ts', "import { readdir } from 'node:fs'", /import may not import node:fs/],
    [
      'src/import/import.ts',
      "import { createLedger } from '../provider/ledger.ts'",
      /import may not know provider/,
    ],
    ['src/http/app.ts', "import { write } from '../import/write.ts'", /http may not know import/],
    ['src/somewhere/else.ts', 'export const nothing = 0', /no folder of the design/],
    ['src/compiler/merge.ts', '\n'.repeat(LINES + 1), /251 lines/],
  ]
  for (const [path, text, expected] of wrong)
    t.match(faults(path, text).join('\n'), expected, `${path}: ${text.trim()}`)

  const right: readonly (readonly [string, string])[] = [
    [
      'src/disk/readFolder.ts',
      "import type { Folder } from '../provider/folder.ts'\nimport { readdir } from 'node:fs/promises'",
    ],
    ['src/main.ts', "import { serve } from './cli/serve.ts'\nprocess.exitCode = await serve(process.argv)"],
    ['src/compiler/parse.ts', "import { parseEvents } from 'js-yaml'\n/** Ends the process.now and then. */"],
    ['src/traefik/schema.ts', '\n'.repeat(LINES + 1)],
  ]
  for (const [path, text] of right) t.same(faults(path, text), [], `${path}: ${text.trim()}`)
})

/** What is wrong with one file, each as `path: sentence`. */
function faults(path: string, text: string): string[] {
  const folder = folderOf(path)
  if (!ORDER.includes(folder) && !BESIDE.includes(folder))
    return [`${path}: ${folder} is no folder of the design`]
  const found = importsOf(text).flatMap((each) =>
    each.of.startsWith('.')
      ? faultOfArrow(folder, posix.join(posix.dirname(path), each.of), each.typeOnly)
      : faultOfPackage(folder, each.of),
  )
  if (folder !== 'main' && /\bprocess\.\w/.test(withoutComments(text)))
    found.push('only main.ts touches `process`')
  const lines = text.split('\n').length - 1
  if (lines > LINES && !LONG.includes(path)) found.push(`${lines} lines; is it one idea?`)
  return found.map((fault) => `${path}: ${fault}`)
}

function faultOfArrow(folder: string, target: string, typeOnly: boolean): string[] {
  const known = folderOf(target)
  const allowed =
    known === 'disk'
      ? KNOWS_DISK.includes(folder)
      : known === 'applied'
        ? KNOWS_APPLIED.includes(folder)
        : folder === 'applied'
          ? known === 'diagnostics' || (typeOnly && TYPES_FOR_APPLIED.includes(target))
          : known === 'import'
            ? KNOWS_IMPORT.includes(folder)
            : folder === 'import'
              ? KNOWN_TO_IMPORT.includes(known)
              : folder === 'disk'
                ? known === 'diagnostics' || (typeOnly && TYPES_FOR_DISK.includes(target))
                : ORDER.indexOf(known) <= ORDER.indexOf(folder)
  return allowed ? [] : [`${folder} may not know ${known} (${target})`]
}

function faultOfPackage(folder: string, name: string): string[] {
  if (name === 'node:process' && folder !== 'main') return ['only main.ts touches `process`']
  const allowed = PURE[folder]
  return allowed === undefined || allowed.includes(name) ? [] : [`${folder} may not import ${name}`]
}

function importsOf(text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)
  const calls = text.matchAll(/\bimport\(\s*'([^']+)'/g)
  return [
    ...[...statements].map(([, type, of = '']) => ({ of, typeOnly: type !== undefined })),
    ...[...calls].map(([, of = '']) => ({ of, typeOnly: false })),
  ]
}

/** `src/cli/serve.ts` is of `cli`, `src/main.ts` of `main`. */
function folderOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.ts$/, '')
}

function withoutComments(text: string): string {
  return text
    .split('\n')
    .filter((line) => !/^\s*(\/\*\*|\*|\/\/)/.test(line))
    .map((line) => line.replace(/\s\/\/ .*$/, ''))
    .join('\n')
}

/** By path with `/` between segments. */
async function sources(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  return new Map(
    await Promise.all(
      paths.map(async (path) => [path.split(sep).join('/'), await readFile(path, 'utf8')] as const),
    ),
  )
}
