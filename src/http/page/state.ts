/** The first thing to see: whether all is well, and what is served. */
import type { Snapshot } from '../../provider/snapshot.ts'
import type { Status } from '../../provider/provider.ts'
import type { TraefikStatus } from '../../provider/applied.ts'
import { markup, type Html } from './html.ts'
import { ago, bytes, counted } from './words.ts'

export interface Verdict {
  readonly level: 'good' | 'warn' | 'bad'
  readonly words: string
}

export function verdictOf(status: Status, traefiks: readonly TraefikStatus[]): Verdict {
  const { served, lastTry, diagnostics, files } = status
  const errors = diagnostics.filter(({ severity }) => severity === 'error').length
  const behind = files.filter(({ state }) => state !== 'served').length
  if (served === null) return { level: 'bad', words: 'Nothing is served yet' }
  if (lastTry?.kind === 'held') return { level: 'bad', words: 'Held: what was served before is served on' }
  if (errors > 0 || behind > 0)
    return {
      level: 'bad',
      words: `${counted(Math.max(errors, 1), 'mistake')}; what was good is served`,
    }
  if (traefiks.some(({ faults, problem }) => faults.length > 0 || problem !== undefined))
    return { level: 'warn', words: 'Traefik reports a fault' }
  return diagnostics.length > 0
    ? { level: 'warn', words: counted(diagnostics.length, 'warning') }
    : { level: 'good', words: 'All is well' }
}

export function stateSection(
  { level, words }: Verdict,
  { served, lastTry, needs, files }: Status,
  snapshot: Snapshot | undefined,
  now: Date,
): Html {
  const reason =
    lastTry?.kind === 'held' ? markup`<p class="reason">Because ${lastTry.reason}.</p>` : undefined
  const facts =
    served === null || snapshot === undefined
      ? undefined
      : markup`<dl class="facts">
          <div>
            <dt>Revision</dt>
            <dd><code>${served.revision}</code></dd>
          </div>
          <div>
            <dt>Published</dt>
            <dd>${ago(served.since, now)}</dd>
          </div>
          <div>
            <dt>Services</dt>
            <dd>${served.services.length.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>Files</dt>
            <dd>${files.length.toLocaleString('en')}</dd>
          </div>
          <div>
            <dt>Body</dt>
            <dd>${bytes(snapshot.body.length)}<small>${bytes(snapshot.gzip.length)} gzipped</small></dd>
          </div>
          <div>
            <dt>Needs</dt>
            <dd>Traefik ${needs?.version ?? '3.0'}<small>or later</small></dd>
          </div>
        </dl>`
  return markup`<section id="state">
    <p class="verdict ${level}"><span class="dot"></span>${words}</p>
    ${reason}${facts}
  </section>`
}
