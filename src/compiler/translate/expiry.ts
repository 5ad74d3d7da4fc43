/** Warns of a certificate that ends soon, has ended, or has not begun. */
import type { MessageArguments } from '../../diagnostics/messages.ts'
import type { Context } from '../context.ts'
import type { CertificateFacts } from '../source.ts'

type ExpiryCode = 'certificate-expires' | 'certificate-expired' | 'certificate-not-yet'

/**
 * Each step is a message of its own, told when it is reached: three weeks before, a week, a day. Renewal by ACME comes 30
 * days before, so the first one says that it failed. In days, the nearest first.
 */
const STEPS = [
  { days: 1, within: 'a day' },
  { days: 7, within: 'a week' },
  { days: 21, within: 'three weeks' },
] as const

export function warnOfExpiry(
  { notBefore, notAfter }: Exclude<CertificateFacts, { problem: string }>,
  { isPast }: Pick<Context, 'isPast'>,
  report: <Code extends ExpiryCode>(code: Code, values: MessageArguments<Code>) => void,
): void {
  if (!isPast(notBefore)) report('certificate-not-yet', { day: dayOf(notBefore) })
  if (isPast(notAfter)) return report('certificate-expired', { day: dayOf(notAfter) })
  const step = STEPS.find(({ days }) => isPast(new Date(notAfter.getTime() - days * DAY)))
  if (step !== undefined) report('certificate-expires', { day: dayOf(notAfter), within: step.within })
}

const DAY = 24 * 60 * 60 * 1000

function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10)
}
