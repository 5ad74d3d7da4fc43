/** `pointsman diff`: what would change for Traefik if these definitions were served. */
import { resolve } from 'node:path'
import { inspectCertificate } from '../disk/certificate.ts'
import { changesOf, differenceBetween } from '../provider/difference.ts'
import type { Call } from './command.ts'
import type { DiffOptions } from './commands/diff.ts'
import { compileOrTell } from './compileOrTell.ts'
import { sideOf } from './diffing/against.ts'
import { prettyDifference } from './formats/difference.ts'
import type { ExitCode } from './terminal.ts'

export async function diff({ operands, options, terminal }: Call<DiffOptions>): Promise<ExitCode> {
  const { against, traefikVersion, secrets, format } = options
  if (against === undefined) {
    terminal.err(
      'Against what? Try `--against http://127.0.0.1:9790/config`, a file, a folder, or `git:HEAD`.\n',
    )
    return 2
  }
  const whole = await compileOrTell(operands[0], terminal, options)
  if (whole === undefined) return 2
  const relativeTo = (file: string | undefined) =>
    file === undefined ? undefined : resolve(terminal.cwd, file)
  const before = await sideOf(
    against,
    {
      directory: whole.directory,
      traefikVersion,
      secrets,
      tokenFile: relativeTo(options.tokenFile),
      ca: relativeTo(options.ca),
    },
    terminal,
  )
  if ('problem' in before) {
    terminal.err(`${before.problem}\n`)
    return 2
  }

  const difference = differenceBetween(before, { sections: whole.sections, services: whole.services.keys() })
  if (format === 'json') {
    const result = { against: before.label, ...changesOf(difference), services: difference }
    terminal.out(`${JSON.stringify(result, undefined, 2)}\n`)
  } else if (difference.length === 0) terminal.out(`The same as ${before.label}.\n`)
  else terminal.out(prettyDifference(difference, { color: terminal.color, tellValue }))
  return difference.length === 0 ? 0 : 1
}

/** A certificate is told by whom it is for, and how long. */
function tellValue(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith('-----BEGIN CERTIFICATE-----')) return undefined
  const facts = inspectCertificate(value, undefined)
  return 'problem' in facts
    ? '(a certificate)'
    : `(a certificate for ${facts.names.join(', ')}, until ${facts.notAfter.toISOString().slice(0, 10)})`
}
