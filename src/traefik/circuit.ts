/** Expressions of the circuit breaker: https://doc.traefik.io/traefik/middlewares/http/circuitbreaker/ */
const NUMBER = String.raw`\d+(?:\.\d+)?`
const CALL = `(?:NetworkErrorRatio\\(\\)|LatencyAtQuantileMS\\(\\s*${NUMBER}\\s*\\)|ResponseCodeRatio\\(\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*\\))`
const TEST = `${CALL}\\s*(?:>=|<=|==|!=|>|<)\\s*${NUMBER}`
const EXPRESSION = new RegExp(
  `^\\s*\\(*\\s*${TEST}\\s*\\)*(?:\\s*(?:&&|\\|\\|)\\s*\\(*\\s*${TEST}\\s*\\)*)*\\s*$`,
)

export function isCircuitExpression(text: string): boolean {
  return EXPRESSION.test(text) && text.split('(').length === text.split(')').length
}
