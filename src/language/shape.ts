/** What a shape is: one description of a value, from which its TypeScript type, its check and the editor's schema come. */
import type { MessageArguments, MessageCode } from '../diagnostics/messages.ts'

export interface Shape<T> {
  /** Ends the sentence "This must be …", for example "a duration such as `10s`". */
  readonly expects: string
  /** The value in its one normal form, or `invalid` when what is wrong has been reported. */
  decode(value: unknown, decoding: Decoding): T | Invalid
  /** The shape as JSON Schema (draft 2020-12), for editors. */
  schema(): JsonSchema
}

export const invalid: unique symbol = Symbol('invalid')
export type Invalid = typeof invalid

/** The type of what a shape decodes to. */
export type Decoded<S> = S extends Shape<infer T> ? T : never

export type JsonSchema = Readonly<Record<string, unknown>>

/** Where the decoder stands in a document, and whom it tells. */
export interface Decoding {
  enter(segment: string | number): void
  leave(): void
  /** Reports at the value or at its key, and gives `invalid` so that a shape can return it. */
  report<Code extends MessageCode>(code: Code, values: MessageArguments<Code>, of?: 'key' | 'value'): Invalid
  /** The text with `${NAME}` filled in; what is wrong with a variable is reported. */
  fill(text: string, secret: boolean): string | Invalid
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
