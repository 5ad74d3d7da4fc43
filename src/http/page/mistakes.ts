/** Every mistake with its frame, files that are not served as they are, and certificates that end soon. */
import { byPlace, type Diagnostic } from '../../diagnostics/diagnostic.ts'
import { printDiagnostic, type SourceOf } from '../../diagnostics/print.ts'
import type { Status } from '../../provider/provider.ts'
import { markup, type Html } from './html.ts'
import { counted, daysUntil } from './words.ts'

const MOST = 50
/** From here on a certificate is worth a look. */
const DAYS = 30

export function mistakesSection(diagnostics: readonly Diagnostic[], sourceOf: SourceOf): Html {
  if (diagnostics.length === 0) return markup`<section id="mistakes" hidden></section>`
  const sorted = diagnostics.toSorted(byPlace)
  return markup`<section id="mistakes">
    <h2>Mistakes</h2>
    ${sorted.slice(0, MOST).map((one) => mistake(one, sourceOf))}${more(sorted.length - MOST)}
  </section>`
}

function more(count: number): Html | undefined {
  return count > 0
    ? markup`<p class="more">And ${count.toLocaleString('en')} more: <a href="status">/status</a> has all of them.</p>`
    : undefined
}

function mistake(diagnostic: Diagnostic, sourceOf: SourceOf): Html {
  const [, ...lines] = printDiagnostic(diagnostic, sourceOf, { color: false }).trimEnd().split('\n')
  const kind = diagnostic.severity === 'error' ? 'bad' : 'warn'
  return markup`<article class="mistake ${kind}">
    <h3>${diagnostic.message}</h3>
    <pre>${lines.map(frameLine)}</pre>
    <p class="code">${diagnostic.code}</p>
  </article>`
}

function frameLine(line: string): Html {
  if (/^\s*\|\s*\^+$/.test(line)) return markup`<span class="mark">${line}</span>\n`
  if (/^\s*-->/.test(line)) return markup`<span class="place">${line}</span>\n`
  if (/^(help|note): /.test(line)) return markup`<span class="help">${line}</span>\n`
  return markup`${line}\n`
}

const STATES = {
  quarantined: 'its last good text is served',
  'left-out': 'nothing of it is served',
  served: 'served',
} as const

export function filesSection({ files, certificates }: Status, now: Date): Html {
  const behind = files.filter(({ state }) => state !== 'served')
  const ending = certificates
    .filter(({ notAfter }) => daysUntil(notAfter, now) < DAYS)
    .toSorted((a, b) => a.notAfter.getTime() - b.notAfter.getTime())
  if (behind.length === 0 && ending.length === 0) return markup`<section id="files" hidden></section>`
  return markup`<section id="files">
    ${table(
      'Files',
      'File',
      behind.map(({ path, state }) => [path, STATES[state]]),
    )}${table(
      'Certificates',
      'Certificate',
      ending.map(({ path, notAfter }) => [path, endWords(daysUntil(notAfter, now))]),
    )}
  </section>`
}

function endWords(days: number): string {
  return days < 0 ? 'has ended' : `ends in ${counted(days, 'day')}`
}

function table(title: string, head: string, rows: readonly (readonly [string, string])[]): Html | undefined {
  if (rows.length === 0) return undefined
  return markup`<h2>${title}</h2>
    <table>
      <thead>
        <tr>
          <th>${head}</th>
          <th>State</th>
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, MOST).map(
          ([name, state]) =>
            markup`<tr>
              <td><code>${name}</code></td>
              <td>${state}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${more(rows.length - MOST)}`
}
