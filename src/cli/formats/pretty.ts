/** For people: each mistake with its frame, and a line that sums up. */
import { printDiagnostic, printSummary } from '../../diagnostics/print.ts'
import { createStyle } from '../../diagnostics/style.ts'
import { countErrors, type Findings } from '../checking/findings.ts'

export function pretty(findings: Findings, { color }: { readonly color: boolean }): string {
  const { diagnostics, problems, services, files, sourceOf } = findings
  const style = createStyle(color)
  const shown = [
    ...problems.map((problem) => `${style.red('error')}: ${style.bold(problem)}\n`),
    ...diagnostics.map((diagnostic) => printDiagnostic(diagnostic, sourceOf, { color })),
  ]
  const summary = printSummary(diagnostics)
  const looked = `${count(services, 'service')} in ${count(files, 'file')}`
  if (countErrors(findings) === 0) {
    const paint = diagnostics.length === 0 ? style.green : style.yellow
    shown.push(`${paint(`${summary}.`)} ${style.dim(`${looked}.`)}\n`)
  } else if (diagnostics.length > 0) shown.push(`${style.red(`${summary}.`)}\n`)
  return shown.join('\n')
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`
}
