/** What the files of our own TLS hold, taken only when certificate and key belong together. */
import { createPrivateKey, X509Certificate, type KeyObject } from 'node:crypto'
import { createSecureContext } from 'node:tls'
import type { Understood } from './renewing.ts'

export interface TlsPaths {
  readonly cert: string
  readonly key: string
  readonly clientCa?: string | undefined
}

/** PEM texts. */
export interface TlsTexts {
  readonly cert: string
  readonly key: string
  readonly clientCa?: string
}

/** `texts`: certificate, key and, when there is a path for it, client authority. */
export function tlsIn(paths: TlsPaths, texts: readonly string[]): Understood<TlsTexts> {
  const [cert = '', key = '', clientCa] = texts
  const leaf = certificateIn(cert)
  if (leaf === undefined)
    return { problem: `\`${paths.cert}\` does not begin with a whole certificate in PEM` }
  const secret = keyIn(key)
  if (secret === undefined)
    return { problem: `\`${paths.key}\` holds no whole private key in PEM without a password` }
  if (!leaf.checkPrivateKey(secret))
    return { problem: `the key in \`${paths.key}\` does not belong to the certificate in \`${paths.cert}\`` }
  if (clientCa !== undefined && certificateIn(clientCa) === undefined)
    return { problem: `\`${paths.clientCa}\` does not begin with a whole certificate in PEM` }
  const value = { cert, key, ...(clientCa === undefined ? {} : { clientCa }) }
  try {
    createSecureContext({ cert, key, ca: clientCa })
  } catch {
    // OpenSSL's words could quote what is in the files.
    return { problem: `what is in \`${paths.cert}\` and \`${paths.key}\` cannot be used for TLS` }
  }
  return { value }
}

function certificateIn(text: string): X509Certificate | undefined {
  try {
    return new X509Certificate(text)
  } catch {
    return undefined // The caller says which file it is.
  }
}

function keyIn(text: string): KeyObject | undefined {
  try {
    return createPrivateKey(text)
  } catch {
    return undefined // The caller says which file it is; the error could quote the key.
  }
}
