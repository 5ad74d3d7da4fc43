/** What a shape is: one description of a value, from which its TypeScript type, its check and the editor's schema come. */
import type { MessageArguments, MessageCode } from '../diagnostics/messages.ts'

export interface Shape<T> {
  /** Ends the sentence "This must be …", for example "a duration such as `10s`". */
  readonly expects: string
  /** The value in its one normal form, or `invalid` when what is wrong has been reported. */
  decode(value: unknown, decoding: Decoding): T | Invalid
  /** The shape as JSON Schema, for editors. */
  schema(define: Define): JsonSchema
  /** Of a mapping with known keys, also when it may be written in a shorter form, or as a list of them. */
  readonly keys?: Keys | undefined
  /** Whether a text is one of them, where that can be told of a text alone. */
  takes?(text: string): boolean
  /** Of a choice: each word, and what it means. */
  readonly words?: Readonly<Record<string, string>> | undefined
}

/** A key of a mapping: what stands under it, and what the reference and the editor say of it. */
export interface Key<T> {
  readonly shape: Shape<T>
  /** One or two sentences. */
  readonly about: string
  /** What it becomes in Traefik. */
  readonly becomes?: string
  /** What holds when the key is absent. */
  readonly otherwise?: string
  /** A line or more of YAML, beginning with the key. */
  readonly example?: string
  /** The same in longer or in other forms. */
  readonly more?: readonly string[]
  /** Another spelling of the same key. */
  readonly also?: string
  /** A nearer layer replaces the whole value; otherwise mappings are merged key by key. */
  readonly replaces?: boolean
  /** The word `none` is one of its values, and only `null` takes away what is inherited. */
  readonly meansNone?: boolean
}

// A mapping of keys holds keys of every type; `unknown` would not do, for `decode` gives its type back.
export type Keys = Readonly<Record<string, Key<unknown>>>

export const invalid: unique symbol = Symbol('invalid')
export type Invalid = typeof invalid

/** The type of what a shape decodes to. */
export type Decoded<S> = S extends Shape<infer T> ? T : never

export type JsonSchema = Readonly<Record<string, unknown>>

/** Writes a schema down once, under a name, and gives a reference to it. */
export type Define = (name: string, make: () => JsonSchema) => JsonSchema

/** Where the decoder stands in a document, and whom it tells. */
export interface Decoding {
  /** `example`: how the entry is written, for a value of a wrong kind. */
  enter(segment: string | number, example?: string): void
  leave(): void
  /** Reports at the value, at its key or inside of it, and gives `invalid` so that a shape can return it. */
  report<Code extends MessageCode>(code: Code, values: MessageArguments<Code>, of?: Spot): Invalid
  /** The text with `${NAME}` filled in; what is wrong with a variable is reported. */
  fill(text: string, secret: boolean): string | Invalid
  /** The same without a word: nothing when a variable is wrong. */
  peek(text: string): string | undefined
}

/** What of an entry is pointed at: all of its value, its key, or some characters of its text (in UTF-16 units). */
export type Spot = 'key' | 'value' | { readonly offset: number; readonly length: number }

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
