/** What the metrics are made from. */
import type { TraefikStatus } from '../../provider/applied.ts'
import type { Provider } from '../../provider/provider.ts'
import type { Tally } from './tally.ts'

export interface MetricSources {
  readonly provider: Pick<Provider, 'current' | 'status'>
  readonly tally: Tally
  /** Of polls. */
  held(): number
  /** Connections on which somebody polls. */
  clients(): number
  readonly version: string
  /** Whose API is known. */
  traefiks(): readonly TraefikStatus[]
  /** Absent without `--state`. */
  readonly stateWrites?: (() => StateWrites) | undefined
}

export interface StateWrites {
  readonly good: number
  readonly failed: number
  readonly last: Date | undefined
}
