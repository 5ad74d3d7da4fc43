/** Lines that are to be a key and are none: YAML takes them for a text, and stumbles over the next line. */
import { linesAbove, wordsOf, type Breakdown, type Guess, type Line } from './guess.ts'

/** `host:shop.example.com`, `-shop.example.com` */
export function noBlank(breakdown: Breakdown): Guess | undefined {
  const line = suspect(breakdown)
  const found = line === undefined ? null : /^(\s*(?:- )?)(?:([\w-]+):|(-))([^\s:/-].*)$/.exec(line.text)
  if (line === undefined || found === null) return undefined
  const [, before = '', key, dash, rest = ''] = found
  if (key !== undefined && /:\s/.test(rest)) return undefined
  return {
    reason:
      key === undefined
        ? 'a blank belongs behind the `-` of an item'
        : 'a blank belongs behind the colon of a key',
    help: `Write \`${key === undefined ? (dash ?? '-') : `${key}:`} ${rest.trim()}\`.`,
    start: line.start + before.length,
    length: (key?.length ?? 0) + 1,
  }
}

/** `host shop.example.com`, `host = shop.example.com`, `// a comment` */
export function noColon(breakdown: Breakdown): Guess | undefined {
  const line = suspect(breakdown)
  if (line === undefined) return undefined
  const written = line.text.trim()
  const key = /^(?:- )?["']?([A-Za-z][\w-]*)["']?\s*(?:=|;|\s)\s*(\S.*)$/.exec(written)
  return {
    reason: 'this line is neither a key with its colon nor an item of a list',
    help: /^(\/\/|\/\*|;)/.test(written)
      ? 'A comment begins with `#`.'
      : written.startsWith('```')
        ? 'Take the fences of Markdown out.'
        : /^-+$/.test(written)
          ? 'Documents of one file are divided by `---`.'
          : key !== null && written.length <= 80
            ? `Write \`${key[1]}: ${key[2]?.replace(/;$/, '')}\`.`
            : /^[A-Za-z][\w-]*$/.test(written)
              ? `Write \`${written}:\` and its value, or take the line out.`
              : 'Take it out, or begin it with `#` if it is a comment.',
    ...wordsOf(line),
  }
}

/** The line above the one where YAML stumbled, when there is no key in it; this one when it has no colon itself. */
function suspect(breakdown: Breakdown): Line | undefined {
  const { line, offset, text, reason } = breakdown
  if (!STUMBLES.test(reason)) return undefined
  const stumbled = line.text.trim() !== '' && !hasKey(line)
  if (stumbled) return line
  const atItsColon = text.charAt(offset) === ':' && !/:\s/.test(line.text.slice(0, offset - line.start))
  const isBehind = atItsColon || line.text.trim() === '' || offset - line.start <= line.indent
  const before = linesAbove(breakdown).find((earlier) => earlier.indent <= line.indent)
  return isBehind && before !== undefined && !hasKey(before) ? before : undefined
}

const STUMBLES =
  /^(bad indentation of a (mapping|sequence) entry|end of the stream|can not read a block|expected ':')/

/** A key, an item, or the end of something written over several lines. */
function hasKey({ text }: Line): boolean {
  return /:(\s|$)|^\s*-(\s|$)|^\s*["'\]}]|[\]},]\s*$/.test(text.replace(/\s#.*$/, ''))
}
