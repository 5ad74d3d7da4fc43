/** What a real Traefik answered, kept for machines that have none. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { TraefikConfig } from '../../../src/traefik/config.ts'
import type { Asked } from '../../../src/traefik/evaluate/asked.ts'
import type { Compared } from './compared.ts'

/** A configuration, and requests that were asked while Traefik ran it. */
export interface Round {
  readonly config: TraefikConfig
  readonly asked: { readonly asked: Asked; readonly got: Compared; readonly port: number | undefined }[]
}

const FILE = 'test/traefik/agreement/recorded.json'

/** One request a line. */
export function record(rounds: readonly Round[]): void {
  const written = rounds.map(({ config, asked }) => {
    const lines = asked.map((one) => JSON.stringify(one)).join(',\n')
    return `{"config":${JSON.stringify(config)},"asked":[\n${lines}\n]}`
  })
  writeFileSync(FILE, `[${written.join(',\n')}]\n`)
}

export function recorded(): readonly Round[] {
  const rounds: readonly Round[] = JSON.parse(readFileSync(FILE, 'utf8'))
  return rounds
}
