/** For code scanning: a SARIF 2.1.0 log, https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
import { createHash } from 'node:crypto'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Place } from '../../diagnostics/place.ts'
import type { Findings } from '../checking/findings.ts'

export function sarif(
  { diagnostics, problems, sourceOf }: Findings,
  { version }: { version: string },
): string {
  const codes = [...new Set(diagnostics.map(({ code }) => code))].sort()
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Pointsman',
            version,
            rules: codes.map((id) => ({ id, name: nameOf(id) })),
          },
        },
        // What has no place is about the run, and not about a file.
        invocations: [
          {
            executionSuccessful: problems.length === 0,
            toolExecutionNotifications: problems.map((text) => ({ level: 'error', message: { text } })),
          },
        ],
        columnKind: 'utf16CodeUnits',
        results: diagnostics.map((diagnostic) => ({
          ruleId: diagnostic.code,
          ruleIndex: codes.indexOf(diagnostic.code),
          level: diagnostic.severity,
          message: { text: textOf(diagnostic) },
          locations: [locationOf(diagnostic.place)],
          ...(diagnostic.notes.length === 0
            ? {}
            : {
                relatedLocations: diagnostic.notes.map(({ message, place }, id) => ({
                  id,
                  message: { text: message },
                  ...locationOf(place),
                })),
              }),
          partialFingerprints: {
            primaryLocationLineHash: lineHash(diagnostic, sourceOf(diagnostic.place.file)),
          },
        })),
      },
    ],
  }
  return `${JSON.stringify(log, undefined, 2)}\n`
}

function textOf({ message, help }: Diagnostic): string {
  return help === undefined ? message : `${message} ${help}`
}

/** Relative to the root of the repository, which is what GitHub takes `%SRCROOT%` for. */
function locationOf({ file, line, column, length }: Place) {
  return {
    physicalLocation: {
      artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endColumn: column + length },
    },
  }
}

/** `unknown-key` is `UnknownKey`: names of rules are Pascal case. */
function nameOf(id: string): string {
  return id.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())
}

/** Stays the same when lines are added above: so a scanner knows that it is the mistake it has shown before. */
function lineHash({ code, place }: Diagnostic, text: string | undefined): string {
  const line = text?.split(/\r\n|[\r\n]/)[place.line - 1]?.trim() ?? ''
  return createHash('sha256').update(`${code} ${line}`).digest('hex').slice(0, 16)
}
