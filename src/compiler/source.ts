/** What goes into the compiler: the texts of definition files, and the world their values may refer to. */
export interface SourceFile {
  /** Path below the definitions folder, with `/` between segments. */
  readonly path: string
  readonly text: string
  /** Greater changed later: of two files that contradict each other, the later one is blamed. Equal: the later path. */
  readonly changed: number
  /** What a quarantined file read when it was last good; used instead of the disk. */
  readonly readings?: ReadonlyMap<string, FileReading>
}

/** Before the path of a file whose text is filled into a definition: such files are read only below some folders. */
export const SECRET = 'secret:'

/** A file that a definition names: a certificate, a key, a certificate authority. */
export type FileReading = { readonly text: string } | { readonly problem: string }

export interface World {
  readonly env: Readonly<Record<string, string | undefined>>
  /** `path` as it is written; relative ones begin at the definitions folder. Never throws. */
  readFile(path: string): FileReading
  now(): Date
  /** Looks at nothing but the two texts. */
  inspectCertificate(certificate: string, key: string | undefined): CertificateFacts
}

/** `problem` is a sentence in English without a final dot. It never holds a part of the key. */
export type CertificateFacts =
  | { readonly names: readonly string[]; readonly notBefore: Date; readonly notAfter: Date }
  | { readonly problem: string }
