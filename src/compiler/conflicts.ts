/** Finds services that contradict each other: the same requests, or other TLS options for one host. */
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import type { Claim } from './fragment.ts'
import type { Part } from './part.ts'

/** `parts` in the order in which they changed: the later one is blamed, the earlier one shown beside it. */
export function findConflicts(parts: readonly Part[], report: Report): void {
  const requests = new Map<string, { service: string; claim: Claim }>()
  const options = new Map<string, { service: string; claim: Claim }>()
  for (const { service, fragment } of parts) {
    for (const claim of fragment.claims) {
      for (const entryPoint of claim.entryPoints) {
        const key = `${entryPoint} ${claim.key}`
        const earlier = requests.get(key)
        if (earlier === undefined) requests.set(key, { service, claim })
        else if (earlier.claim !== claim) {
          const values = { what: claim.shown, service, other: earlier.service }
          report(
            diagnose('duplicate-host', values, claim.hostPlace(), [
              { message: 'It is wanted here too.', place: earlier.claim.hostPlace() },
            ]),
          )
          break
        }
      }
      checkOptions(service, claim, options, report)
    }
  }
}

/** Traefik falls back to its own TLS options for a host on an entry point where two routers name different ones. */
function checkOptions(
  service: string,
  claim: Claim,
  options: Map<string, { service: string; claim: Claim }>,
  report: Report,
): void {
  const { host, tlsOptions } = claim
  if (tlsOptions === undefined) return
  for (const entryPoint of claim.entryPoints) {
    const key = `${entryPoint} ${host}`
    const earlier = options.get(key)
    if (earlier === undefined) options.set(key, { service, claim })
    else if (earlier.claim.tlsOptions !== tlsOptions) {
      const values = { host, profile: tlsOptions, other: earlier.claim.tlsOptions ?? '' }
      const note = { message: `\`${earlier.service}\` says so here.`, place: earlier.claim.tlsPlace() }
      report(diagnose('tls-disagreement', values, claim.tlsPlace(), [note]))
      return
    }
  }
}
