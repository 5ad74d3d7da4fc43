/** What a value is, in words. */
import { show } from '../../diagnostics/show.ts'

export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list'
  if (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
    return 'an empty mapping'
  if (typeof value === 'number') return `the number ${show(value)}`
  return typeof value === 'boolean' ? `the boolean ${show(value)}` : show(value)
}
