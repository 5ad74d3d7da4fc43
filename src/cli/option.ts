/** What an option is: how it is written, what it says of itself, and how its text becomes a value. */
export interface Option<T> {
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string
  /** All texts that may be given, where they are few. */
  readonly values?: readonly string[]
  /** One line. */
  readonly about: string
  /** A letter that stands for it: `-q`. */
  readonly short?: string
  /** May be given several times; its environment variable then holds several texts with blanks between them. */
  readonly repeatable?: boolean
  readonly otherwise: T
  /** All texts that were given, at least one: the value, or a sentence without a final dot that says what it must be. */
  read(texts: readonly string[]): Reading<T>
}

export type Reading<T> = { readonly value: T } | { readonly problem: string; readonly text: string }

/** By the name of the value: `logFormat` is `--log-format` and `POINTSMAN_LOG_FORMAT`. */
export type OptionTable = Readonly<Record<string, Option<unknown>>>

export type ValuesOf<Table extends OptionTable> = {
  readonly [Name in keyof Table]: Table[Name] extends Option<infer T> ? T : never
}

export type Parsed<T> = { readonly value: T } | { readonly problem: string }

/** Given once: the last text counts. */
export function option<T>(about: {
  readonly value: string
  readonly values?: readonly string[]
  readonly about: string
  readonly otherwise: T
  readonly parse: (text: string) => Parsed<T>
}): Option<T> {
  const { parse, ...rest } = about
  return { ...rest, read: (texts) => readOne(texts.at(-1) ?? '', parse) }
}

/** Given any number of times. */
export function repeatable<T>(about: {
  readonly value: string
  readonly about: string
  readonly parse: (text: string) => Parsed<T>
}): Option<readonly T[]> {
  const { parse, ...rest } = about
  return {
    ...rest,
    repeatable: true,
    otherwise: [],
    read(texts) {
      const values: T[] = []
      for (const text of texts) {
        const reading = readOne(text, parse)
        if ('problem' in reading) return reading
        values.push(reading.value)
      }
      return { value: values }
    },
  }
}

export function flag(about: string, short?: string): Option<boolean> {
  return {
    about,
    ...(short === undefined ? {} : { short }),
    otherwise: false,
    read: (texts) =>
      readOne(texts.at(-1) ?? '', (text) =>
        orProblem(
          /^(true|1)$/i.test(text) ? true : /^(false|0|)$/i.test(text) ? false : undefined,
          'must be `true` or `false`',
        ),
      ),
  }
}

/** One of some words; the first is what holds when nothing is said. */
export function choice<const W extends string>(
  words: readonly [W, ...W[]],
  about: { readonly value: string; readonly about: string },
): Option<W> {
  const expected = words.map((word) => `\`${word}\``).join(', ')
  return option({
    ...about,
    values: words,
    otherwise: words[0],
    parse: (text) =>
      orProblem(
        words.find((word) => word === text),
        `must be ${expected.replace(/, (?=[^,]*$)/, ' or ')}`,
      ),
  })
}

/** Any text but an empty one: a file, a folder, a URL. */
export function words(about: { readonly value: string; readonly about: string }): Option<string | undefined> {
  return option<string | undefined>({
    ...about,
    otherwise: undefined,
    parse: (text) => orProblem(text === '' ? undefined : text, `must be a ${about.value.toLowerCase()}`),
  })
}

export function orProblem<T>(value: T | undefined, problem: string): Parsed<T> {
  return value === undefined ? { problem } : { value }
}

/** `logFormat` is `log-format`. */
export function nameOf(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
}

/** `log-format` is `POINTSMAN_LOG_FORMAT`. */
export function variableOf(name: string): string {
  return `POINTSMAN_${name.toUpperCase().replaceAll('-', '_')}`
}

function readOne<T>(text: string, parse: (text: string) => Parsed<T>): Reading<T> {
  const parsed = parse(text)
  return 'problem' in parsed ? { ...parsed, text } : parsed
}
