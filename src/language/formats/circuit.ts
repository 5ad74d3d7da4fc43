/** Expressions of the circuit breaker: https://doc.traefik.io/traefik/middlewares/http/circuitbreaker/ */
import type { Format } from '../shapes/scalar.ts'

const NUMBER = String.raw`\d+(?:\.\d+)?`
const CALL = `(?:NetworkErrorRatio\\(\\)|LatencyAtQuantileMS\\(\\s*${NUMBER}\\s*\\)|ResponseCodeRatio\\(\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*\\))`
const TEST = `${CALL}\\s*(?:>=|<=|==|!=|>|<)\\s*${NUMBER}`
const EXPRESSION = new RegExp(
  `^\\s*\\(*\\s*${TEST}\\s*\\)*(?:\\s*(?:&&|\\|\\|)\\s*\\(*\\s*${TEST}\\s*\\)*)*\\s*$`,
)

export const circuitFormat: Format<string> = {
  expects: 'an expression such as `NetworkErrorRatio() > 0.3`',
  parse(text) {
    const even = text.split('(').length === text.split(')').length
    if (EXPRESSION.test(text) && even) return text
    return {
      mistake: 'is not an expression that Traefik knows',
      help: 'Compare `NetworkErrorRatio()`, `LatencyAtQuantileMS(50.0)` or `ResponseCodeRatio(500, 600, 0, 600)` with a number; join with `&&` and `||`.',
    }
  },
}
