/** Writes what happens: for people on a terminal, as JSON lines for everything else. */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { printDiagnostic, printSummary, type SourceOf } from '../diagnostics/print.ts'
import { createStyle } from '../diagnostics/style.ts'
import { appliedLine } from './appliedLine.ts'
import type { AppliedEvent } from '../provider/applied.ts'
import type { HttpEvent } from '../http/app.ts'
import type { ProviderEvent } from '../provider/event.ts'
import type { Terminal } from './terminal.ts'

export interface Log {
  provider(event: ProviderEvent): void
  http(event: HttpEvent): void
  applied(event: AppliedEvent): void
  say(level: Level, message: string, details?: Readonly<Record<string, unknown>>): void
  /** Printed for people only. */
  hint(text: string): void
}

export type Level = 'info' | 'warn' | 'error'

export function createLog(terminal: Terminal, format: 'json' | 'pretty', sourceOf: SourceOf): Log {
  const style = createStyle(terminal.color && format === 'pretty')
  const paint = { info: style.dim, warn: style.yellow, error: style.red }

  const log: Log = {
    say(level, message, details = {}) {
      const now = new Date()
      if (format === 'json')
        terminal.out(`${JSON.stringify({ time: now.toISOString(), level, message, ...details })}\n`)
      else
        terminal.out(
          `${style.dim(clock(now))} ${level === 'info' ? '' : `${paint[level](level)} `}${message}\n`,
        )
    },
    hint(text) {
      if (format === 'pretty') terminal.out(text)
    },
    http(event) {
      if (event.kind === 'fault') return log.provider(event)
      log.say('warn', `somebody was not let in: ${event.reason}`, { event: 'refused', reason: event.reason })
    },
    applied(event) {
      if (event.kind === 'fault') return log.provider(event)
      const { level, message } = appliedLine(event)
      log.say(level, message, { event: event.kind, traefik: event.traefik })
    },
    provider(event) {
      switch (event.kind) {
        case 'published': {
          const { revision, added, changed, removed, durationMs } = event
          const line = changeLine({ added, changed, removed })
          log.say('info', `published ${revision}${line === '' ? '' : `  ${line}`}  (${durationMs} ms)`, {
            event: 'published',
            revision,
            added,
            changed,
            removed,
            durationMs,
          })
          return
        }
        case 'unchanged':
          return
        case 'restored': {
          const { revision, services } = event
          const count = `${services} ${services === 1 ? 'service' : 'services'}`
          return log.say('warn', `serves what was served before the restart: ${revision} with ${count}`, {
            event: 'restored',
            revision,
            services,
          })
        }
        case 'held':
          return log.say('warn', `held what was served: ${event.reason}`, {
            event: 'held',
            reason: event.reason,
          })
        case 'mistakes':
          return mistakes(event.diagnostics)
        case 'mended':
          return log.say('info', `mended: ${event.files.join(', ')}`, { event: 'mended', files: event.files })
        case 'dropped':
          return log.say('info', `gone with all mistakes: ${event.files.join(', ')}`, {
            event: 'dropped',
            files: event.files,
          })
        case 'lost':
          return log.say('error', `cannot be served beside the others any more: ${event.files.join(', ')}`, {
            event: 'lost',
            files: event.files,
          })
        case 'fault': {
          const trace = event.error instanceof Error ? event.error.stack : undefined
          log.say('error', `this is a bug in Pointsman: ${event.problem}`, {
            event: 'fault',
            problem: event.problem,
            trace,
          })
          if (trace !== undefined) log.hint(`${trace}\n`)
        }
      }
    },
  }
  return log

  function mistakes(diagnostics: readonly Diagnostic[]): void {
    if (format === 'pretty') {
      log.say(diagnostics.some(isError) ? 'error' : 'warn', printSummary(diagnostics))
      for (const diagnostic of diagnostics)
        terminal.out(`\n${printDiagnostic(diagnostic, sourceOf, { color: terminal.color })}`)
      terminal.out('\n')
      return
    }
    for (const diagnostic of diagnostics) {
      const { code, message, help, place, notes } = diagnostic
      const frame = printDiagnostic(diagnostic, sourceOf, { color: false })
      log.say(isError(diagnostic) ? 'error' : 'warn', message, {
        event: 'mistake',
        code,
        help,
        place,
        notes,
        frame,
      })
    }
  }
}

/** `+ shop  ~ blog  - wiki` */
export function changeLine(changes: {
  added: readonly string[]
  changed: readonly string[]
  removed: readonly string[]
}): string {
  const part = (sign: string, names: readonly string[]) =>
    names.length === 0
      ? []
      : [
          `${sign} ${names.slice(0, MOST).join(', ')}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}`,
        ]
  return [...part('+', changes.added), ...part('~', changes.changed), ...part('-', changes.removed)].join(
    '  ',
  )
}

const MOST = 20

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.severity === 'error'
}

function clock(now: Date): string {
  return now.toTimeString().slice(0, 8)
}
