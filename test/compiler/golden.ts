/** Reads and writes golden cases: a sentence, the input files, and what is expected, all in one text. */
export interface GoldenCase {
  readonly sentence: string
  /** `NAME=value` lines of a section `--- env`. */
  readonly env: Readonly<Record<string, string>>
  /** Definition files in the order in which they changed. */
  readonly definitions: readonly { readonly path: string; readonly text: string }[]
  /** Everything else: certificates and keys. */
  readonly files: ReadonlyMap<string, string>
  readonly traefikVersion: string | undefined
  readonly expected: string
}

/** What stands before the expected part, which `UPDATE=1` keeps. */
export function inputOf(text: string): string {
  const end = text.search(/^=== /m)
  return end < 0 ? text.trimEnd() : text.slice(0, end).trimEnd()
}

export function readCase(text: string): GoldenCase {
  const [head = '', ...sections] = inputOf(text).split(/^--- /m)
  const named = sections.map((section) => {
    const end = section.indexOf('\n')
    return { path: section.slice(0, end).trim(), text: section.slice(end + 1) }
  })
  const env = named.find((section) => section.path === 'env')?.text ?? ''
  const inputs = named.filter((section) => section.path !== 'env')
  return {
    sentence: head.trim().split('\n')[0] ?? '',
    env: Object.fromEntries(
      env
        .trim()
        .split('\n')
        .filter(Boolean)
        .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    definitions: inputs
      .filter(({ path }) => /\.ya?ml$/.test(path))
      .map(({ path, text: body }) => ({ path, text: unescape(body) })),
    files: new Map(
      inputs.filter(({ path }) => !/\.ya?ml$/.test(path)).map(({ path, text: body }) => [path, body]),
    ),
    traefikVersion: /^Traefik: (\S+)$/m.exec(head)?.[1],
    expected: text.slice(inputOf(text).length).trim(),
  }
}

/** `␉` stands for a tab, `␛` for an escape, `␍` for a carriage return: what no editor would keep. */
function unescape(text: string): string {
  return text.replaceAll('␉', '\t').replaceAll('␛', '\u001b').replaceAll('␍', '\r').replaceAll('␀', '\u0000')
}
