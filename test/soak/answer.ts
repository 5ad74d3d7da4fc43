/** Compares what `/config` says with what is allowed. */
import type { Allowed, Shown } from './model.ts'

export interface Seen {
  /** By definition file. */
  readonly shown: ReadonlyMap<string, Shown>
  /** Of each certificate: the name of its pair, or `half` when key and certificate are of two. */
  readonly pairs: ReadonlySet<string>
}

/** The hosts are `file-version.example.com`. */
export function seenIn(text: string, pairOf: (certificate: string, key: string) => string): Seen {
  const shown = new Map<string, Shown>()
  for (const [, file = '', version] of text.matchAll(/Host\(`([a-z]+\d*)-(\d+)\.example\.com`\)/g))
    shown.set(file, version)
  const { tls }: { tls?: { certificates?: readonly { certFile: string; keyFile: string }[] } } =
    JSON.parse(text)
  return {
    shown,
    pairs: new Set(tls?.certificates?.map(({ certFile, keyFile }) => pairOf(certFile, keyFile))),
  }
}

/** Each difference as a sentence. */
export function differences({ shown }: Seen, allowed: Allowed): readonly string[] {
  return [...allowed].flatMap(([file, may]) => {
    const is = shown.get(file)
    return may.has(is)
      ? []
      : [
          `${file} is served as ${is ?? 'nothing'} and may be ${[...may].map((one) => one ?? 'nothing').join(' or ')}`,
        ]
  })
}
