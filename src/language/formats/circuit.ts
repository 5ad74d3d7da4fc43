/** Expressions of the circuit breaker. */
import { isCircuitExpression } from '../../traefik/circuit.ts'
import type { Format } from '../shapes/scalar.ts'

export const circuitFormat: Format<string> = {
  expects: 'an expression such as `NetworkErrorRatio() > 0.3`',
  parse: (text) =>
    isCircuitExpression(text)
      ? text
      : {
          mistake: 'is not an expression that Traefik knows',
          help: 'Compare `NetworkErrorRatio()`, `LatencyAtQuantileMS(50.0)` or `ResponseCodeRatio(500, 600, 0, 600)` with a number; join with `&&` and `||`.',
        },
}
