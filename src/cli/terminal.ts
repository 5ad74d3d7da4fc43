/** What a command may use of the process it runs in; `main.ts` hands it in. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd: string
  /** Somebody is looking at standard output. */
  readonly isTty: boolean
  readonly color: boolean
  out(text: string): void
  err(text: string): void
  /** All of standard input. */
  readInput(): Promise<string>
  /** Calls `listener` at each SIGTERM and SIGINT. */
  onSignal(listener: (signal: string) => void): void
  /** The same at SIGHUP, which does not end the process then; not on a terminal, which is gone with it. */
  onHangup(listener: () => void): void
}

/** 0: good, 1: mistakes in what was given, 2: wrong use. */
export type ExitCode = 0 | 1 | 2
