/** Texts of definitions are filled with environment variables; what is imported must mean itself. */

/** Stands before `{NAME}` where an environment variable is meant: no text that is imported holds it, and rules may. */
export const VARIABLE = '\u0001'

/** As it has to be written in a definition so that it comes out as it is. */
export function literal(text: string): string {
  return text.replace(/\$(?=\$|\{(?!\d+\}))/g, '$$$$').replaceAll(VARIABLE, '$')
}

/** Every text below, keys too. */
export function literals(value: unknown): unknown {
  if (typeof value === 'string') return literal(value)
  if (Array.isArray(value)) return value.map(literals)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [literal(key), literals(below)]))
}
