/** Rules in Traefik's own words, checked as Traefik reads them. */
import { parseRule } from '../../traefik/rule/parse.ts'
import { checkFormerSyntax } from '../../traefik/rule/formerSyntax.ts'
import type { Protocol } from '../../traefik/rule/matchers.ts'
import { invalid, type Decoding, type Invalid, type Shape } from '../shape.ts'

const EXPECTS = 'a rule such as Host(`shop.example.com`)'

/** The text as it is written; everything that is wrong in it is reported at its place inside of the text. */
export const rule: Shape<string> = {
  expects: EXPECTS,
  decode(value, decoding) {
    if (typeof value !== 'string') return decoding.report('wrong-type', { expects: EXPECTS, found: value })
    const filled = decoding.fill(value, false)
    if (filled === invalid) return invalid
    return checkRule(value, filled, 'http', decoding)
  },
  schema: () => ({ type: 'string' }),
}

/** `written` is what stands in the file, `filled` what it is with its variables filled in. */
export function checkRule(
  written: unknown,
  filled: string,
  protocol: Protocol,
  decoding: Decoding,
  syntax: 'v2' | 'v3' = 'v3',
): string | Invalid {
  const problems =
    syntax === 'v2' ? checkFormerSyntax(filled, protocol) : parseRule(filled, protocol).problems
  for (const { severity, message, help, offset, length } of problems) {
    // Where a variable stands in the text, its places are no longer those of the file.
    const spot = filled === written ? { offset, length } : 'value'
    decoding.report(severity === 'error' ? 'bad-rule' : 'rule-without-effect', { message, help }, spot)
  }
  return problems.some(({ severity }) => severity === 'error') ? invalid : filled
}
