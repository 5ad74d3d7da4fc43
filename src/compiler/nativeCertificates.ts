/** Certificates in Traefik's own words: paths stay paths, and what we can read of them is looked at. */
import { diagnose, type Report } from '../diagnostics/diagnostic.ts'
import type { Native } from '../language/native.ts'
import { entriesOf } from '../traefik/entries.ts'
import type { Lifetime } from './fragment.ts'
import type { NativeContext } from './nativePart.ts'
import type { Part } from './part.ts'
import { warnOfExpiry } from './translate/expiry.ts'

/**
 * Gives the ends of those that can be read.
 *
 * Traefik resolves a path on its own file system, where we may see nothing: what cannot be read is no mistake. A relative
 * path begins there in Traefik's working directory, and is never ours.
 */
export function checkNativeCertificates(
  config: Native,
  locate: Part['locate'],
  context: NativeContext,
  report: Report,
): Lifetime[] {
  const lifetimes: Lifetime[] = []
  const { certificates, stores } = entriesOf(config['tls'])
  const pairs = Array.isArray(certificates) ? certificates : []
  for (const [index, pair] of pairs.entries()) {
    check(entriesOf(pair), ['tls', 'certificates', index])
    tellStores(entriesOf(pair)['stores'], ['tls', 'certificates', index, 'stores'])
  }
  for (const [name, store] of Object.entries(entriesOf(stores))) {
    const { defaultCertificate } = entriesOf(store)
    if (defaultCertificate !== undefined)
      check(entriesOf(defaultCertificate), ['tls', 'stores', name, 'defaultCertificate'])
    if (name !== 'default') {
      const values = { what: `Traefik uses no store but \`default\``, help: 'Name it `default`.' }
      report(diagnose('no-effect', values, locate(['tls', 'stores', name], 'key')))
    }
  }
  return lifetimes

  function check({ certFile, keyFile }: ReturnType<typeof entriesOf>, path: Path): void {
    const [certificate, key] = [textOf(certFile, context), textOf(keyFile, context)]
    if (certificate === undefined || key === undefined) return
    const at = locate([...path, 'certFile'])
    const facts = context.inspectCertificate(certificate, key)
    if ('problem' in facts && isPem(certFile))
      report(diagnose('bad-certificate', { path: 'certFile', problem: facts.problem }, at))
    else if ('problem' in facts) {
      // Traefik may see another file of this name.
      const what = `The certificate in \`${String(certFile)}\` cannot be used: ${facts.problem}`
      report(diagnose('no-effect', { what }, at))
    } else {
      warnOfExpiry(facts, context, (code, values) => report(diagnose(code, values, at)))
      const shown = isPem(certFile) ? [...path, 'certFile'].join('.') : String(certFile)
      lifetimes.push({ service: undefined, path: shown, notAfter: facts.notAfter })
    }
  }

  function tellStores(names: unknown, path: Path): void {
    if (!Array.isArray(names) || names.length === 0 || names.includes('default')) return
    const what = 'Traefik uses no store but `default`, and would never serve this certificate'
    report(diagnose('no-effect', { what, help: 'Leave `stores` out.' }, locate(path, 'key')))
  }
}

type Path = readonly (string | number)[]

function isPem(value: unknown): value is string {
  return typeof value === 'string' && value.includes('-----BEGIN')
}

function textOf(value: unknown, context: NativeContext): string | undefined {
  if (isPem(value)) return value
  if (typeof value !== 'string' || !value.startsWith('/')) return undefined
  const reading = context.readFile(value)
  return 'text' in reading ? reading.text : undefined
}
