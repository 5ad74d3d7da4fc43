/** Certificates, keys and authorities: read by us and sent inline, for Traefik may not see our files. */
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { ValuePath } from '../locate.ts'
import type { CertificateFacts } from '../source.ts'
import type { Subject } from '../subject.ts'
import { warnOfExpiry } from './expiry.ts'

export interface Pair {
  readonly certFile: string
  readonly keyFile: string
  readonly facts: Exclude<CertificateFacts, { problem: string }>
}

/** A certificate and the key that fits it; nothing when there is none, or when what is wrong has been reported. */
export function readPair(
  subject: Subject,
  context: Context,
  fragment: Fragment,
  files: { readonly cert: string | undefined; readonly key: string | undefined },
  within: 'tls' | 'upstreamTls',
): Pair | undefined {
  const { cert, key } = files
  if (cert === undefined && key === undefined) return undefined
  if (cert === undefined || key === undefined) {
    const [there, needed] = cert === undefined ? ['key', 'cert'] : ['cert', 'key']
    subject.report(
      'needs-another-key',
      { key: there, needs: needed, why: 'a certificate is of no use without its key' },
      [within, there],
      [],
      'key',
    )
    return undefined
  }
  const certFile = readPem(subject, context, cert, [within, 'cert'])
  const keyFile = readPem(subject, context, key, [within, 'key'])
  if (certFile === undefined || keyFile === undefined) return undefined
  const facts = context.inspectCertificate(certFile, keyFile)
  if ('problem' in facts) {
    subject.report('bad-certificate', { path: cert, problem: facts.problem }, [within, 'cert'])
    return undefined
  }
  // A route that says nothing of its own uses that of its service.
  if (!fragment.lifetimes.some(({ path }) => path === cert)) {
    warnOfExpiry(facts, context, (code, values) => subject.report(code, values, [within, 'cert']))
    fragment.lifetimes.push({ service: subject.service, path: cert, notAfter: facts.notAfter })
  }
  return { certFile, keyFile, facts }
}

/** The text of a PEM file with the line ends that Traefik wants. */
export function readPem(
  subject: Subject,
  context: Context,
  file: string,
  path: ValuePath,
): string | undefined {
  const reading = context.readFile(file)
  if ('problem' in reading) {
    subject.report('file-problem', { path: file, problem: reading.problem }, path)
    return undefined
  }
  const text = `${reading.text.replaceAll('\r\n', '\n').trim()}\n`
  if (text.includes('-----BEGIN')) return text
  subject.report('file-problem', { path: file, problem: 'it is not in PEM format' }, path)
  return undefined
}
