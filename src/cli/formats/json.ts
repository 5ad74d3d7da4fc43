/** For programs: everything that is known of each mistake. */
import type { Findings } from '../checking/findings.ts'

export function json({ diagnostics, problems, services, files }: Findings): string {
  return `${JSON.stringify({ diagnostics, problems, services, files }, undefined, 2)}\n`
}
