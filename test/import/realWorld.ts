/** Files and certificates of this machine. */
import { readFileSync } from 'node:fs'
import type { World } from '../../src/compiler/source.ts'
import { inspectCertificate } from '../../src/disk/certificate.ts'

export function realWorld(): World {
  return {
    env: {},
    now: () => new Date(),
    readFile(path) {
      try {
        return { text: readFileSync(path, 'utf8') }
      } catch {
        return { problem: 'there is no such file' }
      }
    },
    inspectCertificate,
  }
}
