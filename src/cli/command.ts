/** What a command is: how it is called, its options, and what runs it. */
import type { OptionTable, ValuesOf } from './option.ts'
import type { ExitCode, Terminal } from './terminal.ts'

export interface About<Table extends OptionTable> {
  readonly name: string
  readonly usage: string
  /** One line, without a capital and a dot. */
  readonly about: string
  /** Lines of the help between that and the options. */
  readonly more: readonly string[]
  readonly example: string
  readonly mostOperands: number
  /** All words that may stand as an operand, where they are few. */
  readonly operandWords?: readonly string[]
  readonly options: Table
  /** Loaded when it is run: `--help` answers without Fastify. */
  readonly load: () => Promise<(call: Call<ValuesOf<Table>>) => Promise<ExitCode>>
}

export interface Call<Values> {
  readonly operands: readonly string[]
  readonly options: Values
  readonly terminal: Terminal
  /** Of Pointsman. */
  readonly version: string
}

export interface Command extends Omit<About<OptionTable>, 'load'> {
  /** `texts` by the name of the value, as they were given. */
  prepare(texts: ReadonlyMap<string, Given>): Prepared
}

/** What was typed or set for one option. */
export interface Given {
  readonly texts: readonly string[]
  /** "`--hold`", "The environment variable `POINTSMAN_HOLD`". */
  readonly from: string
}

export type Prepared =
  | { readonly run: (call: Omit<Call<unknown>, 'options'>) => Promise<ExitCode> }
  /** A sentence. */
  | { readonly problem: string }

export function command<const Table extends OptionTable>(about: About<Table>): Command {
  const { load, ...rest } = about
  return {
    ...rest,
    prepare(given) {
      const values: Record<string, unknown> = {}
      for (const [key, option] of Object.entries(about.options)) {
        const said = given.get(key)
        const reading = said === undefined ? { value: option.otherwise } : option.read(said.texts)
        if ('problem' in reading)
          return { problem: `${said?.from ?? ''} ${reading.problem}, not \`${reading.text}\`.` }
        values[key] = reading.value
      }
      // Every option of the table has been read by itself just above.
      const options = values as ValuesOf<Table>
      return { run: async (call) => (await load())({ ...call, options }) }
    },
  }
}
