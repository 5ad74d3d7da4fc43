/** Messages about a single key or value of a definition. */
import { listed, show } from '../show.ts'

export const valueMessages = {
  'wrong-type': {
    severity: 'error',
    write: (values: {
      expects: string
      found: unknown
      /** A number as it stands in the file: YAML keeps of `1.10` only 1.1. */
      written?: string | undefined
      secret?: boolean | undefined
      /** As a text it would be fine. */
      isText?: boolean
      help?: string
      /** How the key is written. */
      example?: string | undefined
      /** What to do when no example is known. */
      otherwise?: string
    }) => ({
      message: `This must be ${values.expects}, not ${kindOf(values.found, values.written)}.`,
      help:
        values.isText === true
          ? `If a text is meant, put it in quotes: "${values.secret === true ? '…' : (values.written ?? String(values.found))}".`
          : (values.help ?? inExample(values.example) ?? values.otherwise),
    }),
  },
  'bad-value': {
    severity: 'error',
    write: ({
      found,
      written,
      mistake,
      help,
    }: {
      found: unknown
      written?: string | undefined
      mistake: string
      help?: string | undefined
    }) => ({
      message: `${capital(show(written ?? found))} ${mistake}.`,
      help,
    }),
  },
  'unknown-word': {
    severity: 'error',
    write: ({
      found,
      expects,
      suggestion,
    }: {
      found: string
      expects: string
      suggestion: string | undefined
    }) => ({
      message: `${capital(show(found))} is not known here.`,
      help:
        suggestion === undefined
          ? `Write ${expects}.`
          : `Did you mean \`${suggestion}\`?${expects === `\`${suggestion}\`` ? '' : ` It may be ${expects}.`}`,
    }),
  },
  'unknown-key': {
    severity: 'error',
    write: (values: {
      key: string
      within: string
      suggestion: string | undefined
      known: readonly string[]
      /** What to do, when more is known. */
      told?: string | undefined
    }) => ({
      message: `\`${values.key}\` is not a key of ${values.within}.`,
      help:
        values.suggestion !== undefined
          ? `Did you mean \`${values.suggestion}\`?`
          : (values.told ??
            (values.known.length <= 12 ? `Its keys are ${listed([...values.known])}.` : undefined)),
    }),
  },
  'foreign-key': {
    severity: 'error',
    write: ({ key, say, within }: { key: string; say: string; within?: string | undefined }) => ({
      message:
        within === undefined
          ? `\`${key}\` is not a word of this language.`
          : `\`${key}\` is not a key of ${within}.`,
      help: say,
    }),
  },
  'misplaced-key': {
    severity: 'error',
    write: ({ key, below }: { key: string; below: string | undefined }) => ({
      message: `\`${key}\` is a key of a service, and stands in none.`,
      help:
        below === undefined
          ? `A service has a name: write \`services:\`, below it the name, and below that \`${key}\` and the keys beside it.`
          : `Indent it, and the keys beside it, so that they stand below \`${below}\`.`,
    }),
  },
  'refused-key': {
    severity: 'error',
    write: ({ key, say }: { key: string; say: string }) => ({
      message: `\`${key}\` cannot be set here.`,
      help: say,
    }),
  },
  'key-twice': {
    severity: 'error',
    write: ({ key, other }: { key: string; other: string }) => ({
      message: `\`${key}\` is here twice, once written as \`${other}\`.`,
      help: 'Keep one of them.',
    }),
  },
  'missing-key': {
    severity: 'error',
    write: (values: {
      key: string
      within: string
      help?: string | undefined
      /** How the mapping is written. */
      example?: string | undefined
    }) => ({
      message: `\`${values.key}\` is missing in ${values.within}.`,
      help:
        values.help ??
        (values.example?.includes(values.key) === true ? inExample(values.example) : undefined),
    }),
  },
  'bad-name': {
    severity: 'error',
    write: ({ found, mistake, help }: { found: string; mistake: string; help?: string | undefined }) => ({
      message: `${capital(show(found))} cannot be a name here: it ${mistake}.`,
      help,
    }),
  },
  'empty-list': {
    severity: 'error',
    write: () => ({
      message: 'This list is empty.',
      help: 'Write at least one item, or `null` to take away what would be inherited.',
    }),
  },
  'undefined-variable': {
    severity: 'error',
    write: ({ name, message }: { name: string; message: string | undefined }) => ({
      message:
        message === undefined
          ? `The environment variable \`${name}\` is not set.`
          : `The environment variable \`${name}\` is not set: ${message}.`,
      help: `Set it for Pointsman, or give a default: \`\${${name}:-default}\`. A dollar sign itself is \`$$\`.`,
    }),
  },
  'bad-variable': {
    severity: 'error',
    write: ({ found }: { found: string }) => ({
      message: `${capital(show(found))} is not a variable.`,
      help: 'Variables are `${NAME}`, `${NAME:-default}`, `${NAME:?message}`; a dollar sign itself is `$$`.',
    }),
  },
} as const

function kindOf(found: unknown, written: string | undefined): string {
  if (found === null || found === undefined) return 'nothing'
  if (Array.isArray(found)) return found.length === 0 ? 'an empty list' : 'a list'
  if (typeof found === 'object') return 'a mapping'
  if (typeof found === 'number') return `the number ${show(written ?? found)}`
  return typeof found === 'boolean' ? `the boolean ${show(found)}` : show(found)
}

/** One that needs several lines is no help in one. */
function inExample(example: string | undefined): string | undefined {
  if (example === undefined || /[\n`]/.test(example)) return undefined
  return `Write it like this: \`${example}\`.`
}

function capital(sentence: string): string {
  return sentence.charAt(0).toUpperCase() + sentence.slice(1)
}
