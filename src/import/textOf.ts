/** A scalar of YAML as a text; nothing else is one. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null || value === undefined ? '' : (JSON.stringify(value) ?? '')
}
