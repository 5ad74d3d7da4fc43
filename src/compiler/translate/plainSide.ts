/** What a service says of HTTPS, and serves without it. */
import type { Context } from '../context.ts'
import type { Subject } from '../subject.ts'
import type { Sides } from './sides.ts'

export function checkPlainSide(subject: Subject, { tls, plain }: Sides, context: Context): void {
  if (plain.length === 0) return
  const asking = asksForCertificates(subject, context)
  if (asking !== undefined) {
    const why = `without TLS, on \`${plain.join('`, `')}\`, nobody is asked for a certificate`
    const help = 'Leave out what serves it without TLS, or say it of a route that everybody may see.'
    const values = { key: `tls.${asking}`, other: saying(subject), why, help }
    subject.report('cannot-stand-together', values, ['tls', asking])
    return
  }
  if (tls.length > 0) return
  const why = 'the service is served without TLS'
  for (const key of ['hsts', 'tls'] as const)
    if (subject.says(key) && (key !== 'tls' || subject.keys.tcp === undefined))
      subject.report('unused-key', { key, why }, [key], [], 'key')
}

/** By itself: who says of a part of a service that everybody may see it has thought of that. */
function asksForCertificates(subject: Subject, { profiles }: Context): 'clientCa' | 'profile' | undefined {
  const { clientCa, profile } = subject.keys.tls ?? {}
  if (clientCa !== undefined && subject.says('tls', 'clientCa')) return 'clientCa'
  const asked = profile === undefined ? undefined : profiles.get(profile)?.clientAuth?.clientAuthType
  return asked?.startsWith('Require') === true && subject.says('tls', 'profile') ? 'profile' : undefined
}

function saying({ keys: { https, entryPoint } }: Subject): string {
  return https === 'both' || https === 'off' || entryPoint === undefined ? `https: ${https}` : 'entryPoint'
}
