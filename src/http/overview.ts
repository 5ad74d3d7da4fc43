/** What `curl` shows: whether all is well, what is wrong and where, and what else there is to ask for. */
import { isError } from '../diagnostics/diagnostic.ts'
import { visible } from '../diagnostics/visible.ts'
import type { TraefikStatus } from '../provider/applied.ts'
import type { Status } from '../provider/provider.ts'
import { verdictOf } from './page/state.ts'
import { counted } from './page/words.ts'

/** No frames: a line may hold what is nobody's business, and `/status` and the page have more. */
export function overview(version: string, status: Status, traefiks: readonly TraefikStatus[]): string {
  const { served, lastTry, diagnostics } = status
  const lines = [`Pointsman ${version}`]
  if (served !== null)
    lines.push(`Revision ${served.revision} with ${counted(served.services.length, 'service')}.`)
  const { level, words } = verdictOf(status, traefiks)
  if (level !== 'good') lines.push(`${words}.`)
  if (lastTry?.kind === 'held') lines.push(`Because ${visible(lastTry.reason)}.`)
  if (diagnostics.length > 0) lines.push('')
  // Errors first: warnings must not push them out.
  const sorted = [...diagnostics.filter(isError), ...diagnostics.filter((one) => !isError(one))]
  for (const { place, severity, message } of sorted.slice(0, MOST))
    lines.push(`${visible(place.file)}:${place.line}:${place.column}: ${severity}: ${visible(message)}`)
  if (sorted.length > MOST) lines.push(`and ${sorted.length - MOST} more: /status has all of them`)
  return `${lines.join('\n')}\n\n${ENDPOINTS}`
}

const MOST = 20

const ENDPOINTS = `/config        the dynamic configuration, for providers.http.endpoint of Traefik
/status        what is served, what was last tried, every mistake, who polls
/metrics       the numbers, for Prometheus
/schema.json   what a definition may say, for editors
/readyz        200 once there is something to serve
/healthz       200 as long as the process lives
`
