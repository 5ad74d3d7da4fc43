/** Go's regular expressions, as Traefik evaluates them: what they find, and what they replace. */
import { checkRe2 } from '../re2.ts'
import { createProgram, run, type Found } from './goProgram.ts'
import { readGoSyntax } from './goSyntax.ts'

export interface Regexp {
  /** The first match that begins at `from` or behind it. */
  find(text: string, from?: number): Found | undefined
  /** The name of each group, from the first on. */
  readonly groups: readonly (string | undefined)[]
}

export type GoRegexp = Regexp | { readonly unsupported: string }

export function goRegexp(pattern: string): GoRegexp {
  const known = compiled.get(pattern)
  if (known !== undefined) return known
  const result = compile(pattern)
  compiled.set(pattern, result)
  return result
}

/** Rules are evaluated again and again; there are as many patterns as the configuration holds. */
const compiled = new Map<string, GoRegexp>()

function compile(pattern: string): GoRegexp {
  const wrong = checkRe2(pattern)
  if (wrong !== undefined) return { unsupported: `it is not a regular expression: ${wrong.problem}` }
  const { tree, groups } = readGoSyntax(pattern)
  const program = createProgram(tree)
  if (program === undefined) return { unsupported: 'it is too large' }
  return { groups, find: (text, from = 0) => run(program, text, from) }
}

/** `regexp.ReplaceAllString`: `$1`, `${1}`, `${name}`; `$1x` is the group named `1x`, which is empty when there is none. */
export function replaceAll({ find, groups }: Regexp, text: string, template: string): string {
  let result = ''
  let end = 0
  for (let at = 0; at <= text.length;) {
    const found = find(text, at)
    const [from = 0, to = 0] = found ?? []
    if (found === undefined) break
    result += text.slice(end, from)
    // Nothing right behind what was replaced is not replaced as well.
    if (to > end || from === 0) result += filled(found)
    end = to
    at = to > at ? to : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1)
  }
  return result + text.slice(end)

  function filled(found: Found): string {
    const captured = (name: string): string => {
      const indexes = /^\d+$/.test(name)
        ? [Number(name)]
        : groups.flatMap((one, index) => (one === name ? [index + 1] : []))
      // Of groups with one name, the first that took part.
      const index = indexes.find((one) => found[one * 2] !== undefined)
      return index === undefined ? '' : text.slice(found[index * 2], found[index * 2 + 1])
    }
    return template.replace(
      /\$(?:\$|\{(\w+)\}|([\p{L}\p{Nd}_]+))/gu,
      (whole, braced?: string, bare?: string) => (whole === '$$' ? '$' : captured(braced ?? bare ?? '')),
    )
  }
}
