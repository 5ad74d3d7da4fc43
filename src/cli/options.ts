/** Every option: the one table from which parsing, environment variables and help come. */
import { isMistake } from '../language/shapes/scalar.ts'
import { durationFormat } from '../language/formats/duration.ts'
import { parseVersion } from '../traefik/version.ts'
import { parseHold, type Hold } from '../http/hold.ts'
import { parseListen, type Listen } from './listen.ts'

export type CommandName = 'serve' | 'check'

export interface Option<T> {
  /** Without the dashes. */
  readonly name: string
  readonly commands: readonly CommandName[]
  /** What stands for the value in the help; absent for a switch. */
  readonly value?: string
  /** One line. */
  readonly about: string
  readonly otherwise: T
  /** The value, or a sentence without a final dot that says what it must be. */
  parse(text: string): { readonly value: T } | { readonly problem: string }
}

export interface Options {
  readonly listen: Listen
  readonly hold: Hold
  readonly traefikVersion: string | undefined
  /** Milliseconds. */
  readonly settle: number
  readonly watchPolling: boolean
  readonly allowEmpty: boolean
  readonly logFormat: 'json' | 'pretty' | 'auto'
  readonly format: 'pretty' | 'json'
}

export const OPTIONS: { readonly [Name in keyof Options]: Option<Options[Name]> } = {
  listen: {
    name: 'listen',
    commands: ['serve'],
    value: 'HOST:PORT',
    about: 'where to answer',
    otherwise: { host: '127.0.0.1', port: 9790 },
    parse: (text) => orProblem(parseListen(text), 'must be `HOST:PORT`, `[::]:PORT` or `:PORT`'),
  },
  hold: {
    name: 'hold',
    commands: ['serve'],
    value: 'TIME',
    about: 'how long a poll waits: `auto`, `400ms`, `0`',
    otherwise: 'auto',
    parse(text) {
      const hold = parseHold(text)
      return hold === undefined || hold === 'invalid'
        ? { problem: 'must be `auto`, `0` or a duration such as `400ms`' }
        : { value: hold }
    },
  },
  traefikVersion: {
    name: 'traefik-version',
    commands: ['serve', 'check'],
    value: 'VERSION',
    about: 'the oldest Traefik that is served, such as `3.5`',
    otherwise: undefined,
    parse(text) {
      const version = parseVersion(text)
      return version === undefined || version[0] !== 3
        ? { problem: 'must be a version of Traefik 3 such as `3.5`' }
        : { value: text.replace(/^v/, '') }
    },
  },
  settle: {
    name: 'settle',
    commands: ['serve'],
    value: 'TIME',
    about: 'how long it must be quiet before a change counts',
    otherwise: 20,
    parse(text) {
      const settle = durationFormat.parse(text)
      return isMistake(settle) || settle > 10_000
        ? { problem: 'must be a duration up to `10s` such as `20ms`' }
        : { value: settle }
    },
  },
  watchPolling: {
    name: 'watch-polling',
    commands: ['serve'],
    about: 'look every second instead of waiting for events',
    otherwise: false,
    parse: parseSwitch,
  },
  allowEmpty: {
    name: 'allow-empty',
    commands: ['serve'],
    about: 'an empty folder clears what is served',
    otherwise: false,
    parse: parseSwitch,
  },
  logFormat: {
    name: 'log-format',
    commands: ['serve'],
    value: 'FORMAT',
    about: '`pretty` or `json`; without it pretty on a terminal',
    otherwise: 'auto',
    parse: (text) => orProblem(oneOf(text, ['json', 'pretty', 'auto']), 'must be `json` or `pretty`'),
  },
  format: {
    name: 'format',
    commands: ['check'],
    value: 'FORMAT',
    about: '`pretty` or `json`',
    otherwise: 'pretty',
    parse: (text) => orProblem(oneOf(text, ['pretty', 'json']), 'must be `pretty` or `json`'),
  },
}

/** `--hold` is `POINTSMAN_HOLD`. */
export function variableOf(name: string): string {
  return `POINTSMAN_${name.toUpperCase().replaceAll('-', '_')}`
}

function parseSwitch(text: string): { value: boolean } | { problem: string } {
  const value = /^(true|1)$/i.test(text) ? true : /^(false|0|)$/i.test(text) ? false : undefined
  return orProblem(value, 'must be `true` or `false`')
}

function oneOf<const W extends string>(text: string, words: readonly W[]): W | undefined {
  return words.find((word) => word === text)
}

function orProblem<T>(value: T | undefined, problem: string): { value: T } | { problem: string } {
  return value === undefined ? { problem } : { value }
}
