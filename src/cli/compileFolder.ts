/** A folder of definitions, read and compiled as it is now: for commands that look, and serve nothing. */
import type { Compilation } from '../compiler/compilation.ts'
import type { FileReading } from '../compiler/source.ts'
import { byPlace, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { lookOnce } from '../disk/lookOnce.ts'
import { strangeLine } from '../language/strangeLine.ts'
import type { FileLook } from '../provider/folder.ts'
import { admitObject, admitTogether } from '../traefik/admit.ts'
import type { Sections } from '../traefik/objects.ts'
import { openDefinitions, type DefinitionOptions, type Definitions } from './definitions.ts'
import type { Terminal } from './terminal.ts'

export interface OpenFolder {
  readonly directory: string
  readonly sideFiles: Definitions['sideFiles']
  /** `instead`: texts that stand for files of the folder, or beside them. */
  look(instead?: ReadonlyMap<string, string>): Promise<Compiled>
  /** Compiles these texts alone. */
  compile(texts: ReadonlyMap<string, string>): Compiled
}

export interface Compiled {
  readonly compilation: Compilation
  /** By path below the folder. */
  readonly texts: ReadonlyMap<string, string>
  /** Those of the compiler, and about files that cannot be read. Sorted. */
  readonly diagnostics: readonly Diagnostic[]
  /** Every file that was found. */
  readonly paths: readonly string[]
  /** Sentences about what is wrong and has no place in a file. */
  readonly problems: readonly string[]
}

export function openFolder(
  directory: string,
  env: Terminal['env'],
  options: DefinitionOptions = {},
  readFirst?: (path: string) => FileReading | undefined,
): OpenFolder {
  const definitions = openDefinitions(directory, env, options, readFirst)

  return {
    directory,
    sideFiles: definitions.sideFiles,
    async look(instead = new Map()) {
      const look = await lookOnce(directory, strangeLine)
      const looks = new Map<string, FileLook>(look.state === 'present' ? look.files : [])
      for (const [path, text] of instead) looks.set(path, { text })
      if (look.state === 'missing' && instead.size === 0)
        return compileLooks(looks, [`${capital(look.reason)}.`])
      return compileLooks(looks, looks.size === 0 ? [`There is no definition in \`${directory}\`.`] : [])
    },
    compile: (texts) => compileLooks(new Map([...texts].map(([path, text]) => [path, { text }])), []),
  }

  function compileLooks(looks: ReadonlyMap<string, FileLook>, problems: readonly string[]): Compiled {
    const texts = new Map<string, string>()
    const unusable: Diagnostic[] = []
    for (const [path, look] of looks) {
      if ('text' in look) texts.set(path, look.text)
      else unusable.push(look.problem)
    }
    const compilation = definitions.compile([...texts].map(([path, text]) => ({ path, text, changed: 0 })))
    // A violation is our own bug: the definitions are fine, and Traefik would still refuse what we made of them.
    const violations = compilation.sections === undefined ? [] : admitted(compilation.sections)
    return {
      compilation,
      texts,
      diagnostics: [...unusable, ...compilation.diagnostics].sort(byPlace),
      paths: [...looks.keys()],
      problems: [
        ...problems,
        ...violations.map(
          ({ path, problem }) =>
            `This is a bug in Pointsman: Traefik would refuse \`${path.join('.')}\`: ${problem}.`,
        ),
      ],
    }
  }
}

/** As the snapshot does it, object by object. */
function admitted(sections: Sections) {
  return [
    ...[...sections.values()].flatMap((objects) => objects.flatMap(admitObject)),
    ...admitTogether(sections),
  ]
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
