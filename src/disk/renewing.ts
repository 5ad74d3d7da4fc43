/** Files that may be renewed while we run: read again every few seconds, and taken when what they hold fits together. */
import { readFile } from 'node:fs/promises'
import { codeOf, problemOf } from './errno.ts'

export interface Renewing<T> {
  current(): T
  close(): void
}

/** `problem` is a sentence without a final dot, and holds nothing of what is in the files. */
export type Understood<T> = { readonly value: T } | { readonly problem: string }

export interface RenewingOptions<T> {
  /** Absolute. */
  readonly paths: readonly string[]
  /** What the texts of the files, in the order of the paths, stand for. */
  readonly understand: (texts: readonly string[]) => Understood<T>
  readonly onRenewed: (value: T) => void
  /** Told once for as long as it stays the same; what there was goes on. */
  readonly onTrouble: (problem: string) => void
  /** Milliseconds. */
  readonly every?: number
}

/** The problem is that of the first look: there is nothing yet that could go on. */
export async function openRenewing<T>(
  options: RenewingOptions<T>,
): Promise<{ readonly files: Renewing<T> } | { readonly problem: string }> {
  const { paths, understand, onRenewed, onTrouble, every = 2000 } = options
  let texts = await readAll(paths)
  const first = understood(texts)
  if ('problem' in first) return first
  let { value } = first
  let trouble: string | undefined
  let closed = false

  const look = async (): Promise<void> => {
    const found = await readAll(paths)
    if (closed) return
    if (isSame(found, texts)) {
      trouble = undefined
      return
    }
    const made = understood(found)
    if ('problem' in made) {
      if (made.problem !== trouble) onTrouble(made.problem)
      trouble = made.problem
      return
    }
    texts = found
    value = made.value
    trouble = undefined
    onRenewed(value)
  }
  const looking = setInterval(() => void look(), every)
  looking.unref()

  return {
    files: {
      current: () => value,
      close() {
        closed = true
        clearInterval(looking)
      },
    },
  }

  function understood(read: readonly string[] | Unread): Understood<T> {
    return 'unread' in read ? { problem: read.unread } : understand(read)
  }
}

interface Unread {
  readonly unread: string
}

async function readAll(paths: readonly string[]): Promise<readonly string[] | Unread> {
  const texts: string[] = []
  for (const path of paths) {
    try {
      // One after the other, and few: a change between two of them is seen at the next look.
      // oxlint-disable-next-line no-await-in-loop
      texts.push(await readFile(path, 'utf8'))
    } catch (error) {
      return { unread: `\`${path}\` cannot be used: ${problemOf(codeOf(error))}` }
    }
  }
  return texts
}

function isSame(a: readonly string[] | Unread, b: readonly string[] | Unread): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
