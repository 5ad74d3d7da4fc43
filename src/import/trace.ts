/** What became of each part of what is imported: nothing is dropped without a word. */
export interface Trace {
  /** 1-based. */
  readonly line: number
  /** One that the imported file includes, if it stands there. */
  readonly file?: string
  /** As it is written there. */
  readonly text: string
  /** `carried`: a key says it. `needless`: Traefik does it anyway. `left`: a remark in the output says it. */
  readonly fate: 'carried' | 'needless' | 'left'
  /** A sentence; empty for what is carried. */
  readonly why: string
}

/** The remark for something that is left: where it stood, what it was, and why. */
export function remarkOf(imported: string, { line, file = imported, text, why }: Trace): string {
  return `${file}:${line}: ${text} -- ${why}`
}
