/** Something that a person wrote, and where. */
import type { Place } from '../diagnostics/place.ts'
import type { Locator, ValuePath } from './locate.ts'

export interface Written<T> {
  readonly value: T
  /** Path of the definition file. */
  readonly file: string
  readonly locator: Locator
  readonly document: number
  /** From the root of its document. */
  readonly path: ValuePath
}

/** The place of its name, or of a key in it. */
export function placeOf({ locator, document, path }: Written<unknown>, within: ValuePath = []): Place {
  return locator.locate(document, [...path, ...within], 'key').place
}
