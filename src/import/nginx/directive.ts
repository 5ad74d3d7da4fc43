/** The directives of an nginx file, each with the line it stands on. */
import { NginxParser } from 'nginx-conf'
import { wordsOf } from './words.ts'

export interface Directive {
  readonly name: string
  /** Unquoted. */
  readonly words: readonly string[]
  /** 1-based. */
  readonly line: number
  /** The file that it was included from; absent in the one that is imported. */
  readonly file?: string
  /** As it is written, on one line and without its block: `proxy_pass http://app:8080;` */
  readonly text: string
  /** Absent for a directive that ends in `;`. */
  readonly block?: readonly Directive[]
  readonly parent?: Directive
}

export type Parsed =
  | { readonly directives: readonly Directive[] }
  /** A sentence, and the line it is about. */
  | { readonly problem: string; readonly line: number }

/** What `nginx-conf` makes of a directive. */
interface Node {
  readonly name: string
  /** Everything behind the name, quotes included, comments not. */
  readonly value: string
  readonly children: readonly Node[] | null
  readonly isBlock: boolean
  /** Code in another language, which is no list of directives. */
  readonly isVerbatim: boolean
}

export interface Surrounding {
  /** What an `include` stands for. */
  readonly take: (include: Directive) => readonly Directive[]
  /** Of a file that is included: its name, and the block that it is included in. */
  readonly file?: string
  readonly parent?: Directive | undefined
}

/** `nginx-conf` knows the grammar but not the lines; they are found by laying its tree over the text again. */
export function parseNginx(written: string, surrounding: Surrounding): Parsed {
  const text = withoutComments(written)
  const parser = new NginxParser()
  let roots: readonly Node[] = []
  let fault: Fault | undefined
  try {
    parser.parse(text, (error: unknown, tree) => {
      roots = tree?.children ?? []
      fault = error === null ? undefined : faultOf(error)
    })
  } catch {
    // It throws where a block is closed that was never opened.
    return { problem: 'A block is closed with `}` that was never opened.', line: 1 }
  }
  if (fault !== undefined) return { problem: fault.message.replace(/[.?]*$/, '.'), line: fault.line }
  const cursor = createCursor(text)
  try {
    const directives = lay(roots, cursor, surrounding)
    cursor.expectEnd()
    return { directives }
  } catch (error) {
    if (error instanceof Misplaced) return { problem: error.message, line: error.line }
    throw error
  }
}

/** Blanks take their place. The parser takes `##`, and a `#` with nothing behind it, for the name of a directive. */
function withoutComments(text: string): string {
  return text.replace(QUOTED_OR_COMMENT, (part) => (part.startsWith('#') ? ' '.repeat(part.length) : part))
}

/** Each begins where a word begins. */
const QUOTED_OR_COMMENT = /(?<![^\s;{}])(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|#[^\n]*)/gs

interface Fault {
  readonly message: string
  readonly line: number
}

/** What the parser calls an `Error` is a plain object with a line. */
function faultOf(error: unknown): Fault {
  const { message = 'It cannot be read', line = 1 } = error as Partial<Fault>
  return { message, line }
}

class Misplaced extends Error {
  readonly line: number
  constructor(message: string, line: number) {
    super(message)
    this.line = line
  }
}

function lay(nodes: readonly Node[], cursor: Cursor, surrounding: Surrounding): readonly Directive[] {
  const { take, file, parent } = surrounding
  return nodes.flatMap((node) => {
    const line = cursor.pass(node.name)
    const end = cursor.passWords()
    if (end !== (node.isBlock ? '{' : ';') && !node.isVerbatim) cursor.refuse('A `;` or a `{` is missing.')
    const words = node.isVerbatim ? [] : wordsOf(node.value)
    const shown = [node.name, ...(node.isVerbatim ? [] : [node.value.replace(/\s+/g, ' ')])].join(' ').trim()
    const block: Directive[] = []
    const directive: Directive = {
      name: node.name,
      words,
      line,
      ...(file === undefined ? {} : { file }),
      text: node.isBlock || node.isVerbatim ? `${shown} {` : `${shown};`,
      ...(node.isBlock || node.isVerbatim ? { block } : {}),
      ...(parent === undefined ? {} : { parent }),
    }
    if (node.isVerbatim) cursor.passVerbatim(node.value)
    else if (node.isBlock) {
      block.push(...lay(node.children ?? [], cursor, { ...surrounding, parent: directive }))
      cursor.pass('}')
    }
    return node.name === 'include' && !node.isBlock ? [directive, ...take(directive)] : [directive]
  })
}

type Cursor = ReturnType<typeof createCursor>

function createCursor(text: string) {
  let index = 0
  const lineAt = (offset: number): number => text.slice(0, offset).split('\n').length

  function skipBlanks(): void {
    const blanks = /\s*/y
    blanks.lastIndex = index
    index += blanks.exec(text)?.[0].length ?? 0
  }

  function refuse(message: string): never {
    throw new Misplaced(message, lineAt(index))
  }

  return {
    refuse,
    /** @returns its line */
    pass(word: string): number {
      skipBlanks()
      if (!text.startsWith(word, index))
        refuse(word === '}' ? 'A `;` is missing, or a block is not closed with `}`.' : 'This cannot be read.')
      const line = lineAt(index)
      index += word.length
      return line
    },
    /** @returns the `;` or `{` behind them */
    passWords(): string {
      const part = /(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\$\{[^}]*\}|\\.|[^;{}"'\\])*/sy
      part.lastIndex = index
      index += part.exec(text)?.[0].length ?? 0
      return text.charAt(index++)
    },
    passVerbatim(body: string): void {
      index += body.length + 1
    },
    expectEnd(): void {
      skipBlanks()
      if (index < text.length) refuse('A `;` is missing, or a block is closed that was never opened.')
    },
  }
}
