/** Files and certificates of this machine. */
import { readFileSync } from 'node:fs'
import { inspectCertificate } from '../../src/disk/certificate.ts'
import { createIncluded } from '../../src/disk/included.ts'
import type { Surroundings } from '../../src/import/surroundings.ts'

export function realWorld(): Surroundings {
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
    include: createIncluded('/nowhere'),
  }
}
