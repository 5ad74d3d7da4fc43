/** `include`: the directives of other files, where nginx reads them. */
import type { Surroundings } from '../surroundings.ts'
import type { Trace } from '../trace.ts'
import { parseNginx, type Directive } from './directive.ts'

export interface Includes {
  /** What stands behind the `include`, as if it were written there. */
  take(include: Directive): readonly Directive[]
  /** What became of each `include`; `left` where something could not be read. */
  readonly outcomes: ReadonlyMap<Directive, Outcome>
  /** The files that were read. */
  readonly read: ReadonlySet<string>
}

type Outcome = Pick<Trace, 'fate' | 'why'>

/** A file that includes two, each of which includes two, and so on, would never end. */
const MOST_FILES = 1000

export function createIncludes({ include: look }: Pick<Surroundings, 'include'>): Includes {
  const outcomes = new Map<Directive, Outcome>()
  const read = new Set<string>()
  /** Those that are being read now, the outer before the inner. */
  const open: string[] = []
  let count = 0

  function take(include: Directive): readonly Directive[] {
    const [pattern = ''] = include.words
    const known = KNOWN.find(([name]) => name.test(pattern))
    if (known !== undefined) {
      outcomes.set(include, known[1])
      return []
    }
    const files = look(pattern)
    outcomes.set(
      include,
      files.length === 0 ? { fate: 'needless', why: 'No file fits it.' } : { fate: 'carried', why: '' },
    )
    return files.flatMap(({ path, reading }) => {
      const taken =
        'problem' in reading ? `\`${path}\` cannot be read: ${reading.problem}.` : parsed(path, reading.text)
      if (typeof taken !== 'string') return taken
      outcomes.set(include, { fate: 'left', why: taken })
      return []
    })

    function parsed(path: string, text: string): readonly Directive[] | string {
      if (open.includes(path)) return `\`${path}\` includes itself.`
      if (++count > MOST_FILES)
        return `It is the ${MOST_FILES + 1}st file that is included; no more are read.`
      open.push(path)
      read.add(path)
      const result = parseNginx(text, { take, file: path, parent: include.parent })
      open.pop()
      if ('directives' in result) return result.directives
      read.delete(path)
      return `\`${path}\` cannot be read. Line ${result.line}: ${result.problem}`
    }
  }

  return { take, outcomes, read }
}

/** Lists that come with nginx; nothing in them is about who may come. */
const KNOWN: readonly (readonly [RegExp, Outcome])[] = [
  [/(^|\/)mime\.types$/, { fate: 'needless', why: 'Traefik leaves the types of answers as they are.' }],
  [
    /(^|\/)((fastcgi|uwsgi|scgi)_params|fastcgi(-php)?\.conf)$/,
    {
      fate: 'left',
      why: 'Traefik speaks HTTP to upstreams: put a server in front that speaks this protocol.',
    },
  ],
]
