/** Variables of Compose: they stay variables, for definitions know them too. */
import { isMapping } from '../draft.ts'
import { VARIABLE } from '../literal.ts'

/** `$$` is a dollar sign, `$NAME` and `${NAME…}` are variables. */
export function withVariables(text: string): string {
  return text.replace(/\$\$|\$\{[A-Za-z_][^}]*\}|\$([A-Za-z_]\w*)/g, (whole, bare?: string) => {
    if (whole === '$$') return '$'
    return bare === undefined ? `${VARIABLE}${whole.slice(1)}` : `${VARIABLE}{${bare}}`
  })
}

/** Those without a default anywhere below, each with a value that a host may have: for trying what is made. */
export function variablesIn(value: unknown): Record<string, string> {
  if (Array.isArray(value)) return Object.assign({}, ...value.map(variablesIn)) as Record<string, string>
  if (isMapping(value)) return variablesIn(Object.values(value))
  const [, ...parts] = String(value).split(VARIABLE)
  return Object.fromEntries(
    parts.flatMap((part) => {
      const [, name = '', operator = ''] = /^\{(\w+)(:?[-?])?/.exec(part) ?? []
      return operator.endsWith('-') ? [] : [[name, 'example.com']]
    }),
  )
}
