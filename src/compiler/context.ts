/** What a service is translated with, beside itself. */
import type { Shared } from './shared.ts'
import type { CertificateFacts, FileReading } from './source.ts'

export interface Context extends Shared {
  readFile(path: string): FileReading
  isPast(date: Date): boolean
  inspectCertificate(certificate: string, key: string | undefined): CertificateFacts
}
