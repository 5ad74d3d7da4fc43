/** One line of the log about what a Traefik runs. */
import type { AppliedEvent, Fault } from '../provider/applied.ts'
import type { Level } from './log.ts'

/** In the line; all of them are in the details, and in `/status`. */
const MOST = 5

export function appliedLine(event: Exclude<AppliedEvent, { kind: 'fault' }>): {
  readonly level: Level
  readonly message: string
} {
  const { url, revision, lag, problem, faults } = event.traefik
  const traefik = `Traefik at ${url}`
  switch (event.kind) {
    case 'applied': {
      const after = lag === undefined ? '' : `, ${lag.toFixed(1)} s after it was published`
      return { level: 'info', message: `${traefik} runs ${revision}${after}` }
    }
    case 'not-applied': {
      const instead = revision === undefined ? 'nothing of ours' : revision
      return {
        level: 'warn',
        message: `${traefik} still runs ${instead}, not ${event.expected}: it does not poll, or it has refused it, and its own log says why`,
      }
    }
    case 'not-asked':
      return { level: 'warn', message: `${traefik} could not be asked what it runs: ${problem}` }
    case 'faults':
      if (faults.length === 0) return { level: 'info', message: `${traefik} finds no fault any more` }
      return {
        level: faults.some(({ status }) => status === 'disabled') ? 'error' : 'warn',
        message: `${traefik} reports ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}: ${faults
          .slice(0, MOST)
          .map(faultLine)
          .join('; ')}${faults.length > MOST ? '; …' : ''}`,
      }
  }
}

/** `router shop (shop.yaml:3) is disabled: the service "x@http" does not exist` */
function faultLine({ section, name, status, error, place }: Fault): string {
  const [protocol = '', kinds = ''] = section.split('.')
  const kind = `${protocol === 'http' ? '' : `${protocol} `}${kinds.replace(/s$/, '')}`
  const where = place === undefined ? '' : ` (${place.file}:${place.line})`
  return `${kind} ${name}${where} ${status === 'disabled' ? 'is disabled' : 'has a warning'}: ${error}`
}
