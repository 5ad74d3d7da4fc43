/** Tells a text that is meant to be a definition from any other file, also when it is broken. */
import { rootKeys } from './definition.ts'

/**
 * The number of the first line that no definition has: what is not indented is a root key, a comment or the mark of a
 * document. Nothing when there is none.
 */
export function strangeLine(text: string): number | undefined {
  const index = text.split(/\r\n|[\r\n]/).findIndex((line) => !USUAL.test(line))
  return index < 0 ? undefined : index + 1
}

const USUAL = new RegExp(
  `^(?:$|[\\s#}\\]]|---(?:\\s|$)|\\.\\.\\.\\s*$|["']?(?:${Object.keys(rootKeys).join('|')})["']?\\s*:(?:\\s|$))`,
)
