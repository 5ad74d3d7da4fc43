/** Rules in Traefik's own words, checked as Traefik reads them. */
import { parseRule } from '../../traefik/rule/parse.ts'
import { invalid, type Shape } from '../shape.ts'

const EXPECTS = 'a rule such as Host(`shop.example.com`)'

/** The text as it is written; everything that is wrong in it is reported at its place inside of the text. */
export const rule: Shape<string> = {
  expects: EXPECTS,
  decode(value, decoding) {
    if (typeof value !== 'string') return decoding.report('wrong-type', { expects: EXPECTS, found: value })
    const filled = decoding.fill(value, false)
    if (filled === invalid) return invalid
    const { problems } = parseRule(filled, 'http')
    for (const { severity, message, help, offset, length } of problems) {
      // Where a variable stands in the text, its places are no longer those of the file.
      const spot = filled === value ? { offset, length } : 'value'
      decoding.report(severity === 'error' ? 'bad-rule' : 'rule-without-effect', { message, help }, spot)
    }
    return problems.some(({ severity }) => severity === 'error') ? invalid : filled
  },
  schema: () => ({ type: 'string' }),
}
