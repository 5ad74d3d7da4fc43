/** For GitHub Actions: each mistake as a workflow command, which becomes a remark at its line of a pull request. */
import { printSummary } from '../../diagnostics/print.ts'
import type { Findings } from '../checking/findings.ts'

/** https://docs.github.com/actions/reference/workflow-commands-for-github-actions */
export function github({ diagnostics, problems }: Findings): string {
  const commands = diagnostics.map(({ code, severity, message, help, place, notes }) => {
    const properties = {
      file: place.file,
      line: String(place.line),
      col: String(place.column),
      endColumn: String(place.column + place.length - 1),
      title: `Pointsman: ${code}`,
    }
    const lines = [
      message,
      ...(help === undefined ? [] : [help]),
      ...notes.map((note) => `${note.message} (${note.place.file}:${note.place.line}:${note.place.column})`),
    ]
    const written = Object.entries(properties).map(([name, value]) => `${name}=${escapeProperty(value)}`)
    return `::${severity} ${written.join(',')}::${escapeData(lines.join('\n'))}\n`
  })
  return [
    ...problems.map((problem) => `::error title=Pointsman::${escapeData(problem)}\n`),
    ...commands,
    ...(diagnostics.length === 0 && problems.length > 0 ? [] : [`${printSummary(diagnostics)}.\n`]),
  ].join('')
}

/** A line break would end the command, and what follows could be another one. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C')
}
