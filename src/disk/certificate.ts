/** Looks into a certificate: its names, its days, and whether a key belongs to it. */
import type * as Crypto from 'node:crypto'
import { createRequire } from 'node:module'
import type { CertificateFacts } from '../compiler/source.ts'

const BEGIN = '-----BEGIN CERTIFICATE-----\n'
const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g

/** Parsing RSA keys is slow, and every compile asks again: the last answers are kept. */
const MOST_REMEMBERED = 2000
const remembered = new Map<string, CertificateFacts>()

/** Node takes 10 ms to load it, which a folder without certificates need not wait for. */
const crypto = (): typeof Crypto => (loaded ??= createRequire(import.meta.url)('node:crypto'))
let loaded: typeof Crypto | undefined

/** `problem` never holds a part of the key. */
export function inspectCertificate(certificate: string, key: string | undefined): CertificateFacts {
  const text = `${certificate}\u0000${key ?? ''}`
  const known = remembered.get(text)
  if (known !== undefined) return known
  const facts = inspect(certificate, key)
  if (remembered.size >= MOST_REMEMBERED) remembered.delete(remembered.keys().next().value ?? '')
  remembered.set(text, facts)
  return facts
}

function inspect(certificate: string, key: string | undefined): CertificateFacts {
  // Traefik writes what does not begin so to its log, in full.
  if (!certificate.startsWith(BEGIN)) {
    return {
      problem: certificate.includes('PRIVATE KEY')
        ? 'it begins with a private key; perhaps certificate and key are swapped'
        : 'it does not begin with `-----BEGIN CERTIFICATE-----` on a line of its own',
    }
  }
  if (certificate.includes('PRIVATE KEY'))
    return { problem: 'it holds a private key, which belongs into the other file' }
  const chain: Crypto.X509Certificate[] = []
  for (const [block] of certificate.matchAll(BLOCK)) {
    const parsed = parsed509(block)
    if (parsed === undefined)
      return { problem: `certificate ${chain.length + 1} in it cannot be read; it may be half written` }
    chain.push(parsed)
  }
  const [leaf] = chain
  if (leaf === undefined) return { problem: 'it holds no whole certificate; it may be half written' }
  if (key !== undefined) {
    const parsed = parsedKey(key)
    if (typeof parsed === 'string') return { problem: parsed }
    if (!leaf.checkPrivateKey(parsed)) return { problem: 'the key does not belong to it' }
  }
  return { names: namesOf(leaf), notBefore: new Date(leaf.validFrom), notAfter: new Date(leaf.validTo) }
}

function parsed509(block: string): Crypto.X509Certificate | undefined {
  try {
    return new (crypto().X509Certificate)(block)
  } catch {
    return undefined // OpenSSL's words would say less than "cannot be read".
  }
}

function parsedKey(key: string): Crypto.KeyObject | string {
  if (/ENCRYPTED/.test(key)) return 'its key is encrypted, and Traefik cannot ask for the password'
  try {
    return crypto().createPrivateKey(key)
  } catch {
    return 'its key cannot be read; it may be half written' // The error could quote the key.
  }
}

/** As Traefik finds them: the alternative names, and the common name even when it is no alternative name. */
function namesOf(leaf: Crypto.X509Certificate): readonly string[] {
  const alternatives = (leaf.subjectAltName ?? '').split(', ').flatMap((entry) => {
    const name = /^(?:DNS|IP Address):(.+)$/.exec(entry)?.[1]
    return name === undefined ? [] : [name.toLowerCase()]
  })
  const common = /^CN=(.+)$/m.exec(leaf.subject ?? '')?.[1]?.toLowerCase()
  return [...new Set(common === undefined ? alternatives : [...alternatives, common])]
}
