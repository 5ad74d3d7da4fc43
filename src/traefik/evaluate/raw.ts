/** Reads values of a configuration as Traefik's decoder does: numbers may be texts, and lists texts with commas. */
import { isMapping } from '../entries.ts'

export function textOf(value: unknown): string {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : ''
}

/** 0 when it is none. */
export function numberOf(value: unknown): number {
  const number = Number(textOf(value) || 0)
  return Number.isFinite(number) ? number : 0
}

export function flagOf(value: unknown): boolean {
  return /^(?:1|t|true)$/i.test(textOf(value))
}

export function listOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map((item: unknown) => textOf(item).trim())
  const text = textOf(value)
  return text === '' ? [] : text.split(',').map((item) => item.trim())
}

/** Texts by name. */
export function textsOf(value: unknown): Readonly<Record<string, string>> {
  if (!isMapping(value)) return {}
  return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, textOf(text)]))
}
