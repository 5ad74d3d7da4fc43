/** What happens to a request or a connection, for people: a word on the left, what it is on the right. */
import { createStyle, type Style } from '../../diagnostics/style.ts'
import { visible } from '../../diagnostics/visible.ts'
import { isLost, type Account } from '../explaining/account.ts'
import type { ConnectionAccount } from '../explaining/connectionAccount.ts'
import type { Nearby, RouterAccount } from '../explaining/routerAccount.ts'

interface Options {
  readonly color: boolean
}

/** The first line of each row stands beside the word. */
type Row = readonly [word: string, lines: readonly string[], paint?: (text: string) => string]

/** Ends with a line break. */
export function prettyHops(
  hops: readonly (Account | ConnectionAccount)[],
  stopped: string | undefined,
  options: Options,
): string {
  const parts = hops.map((hop) =>
    'request' in hop ? prettyRequest(hop, options) : prettyConnection(hop, options),
  )
  return [...parts, ...(stopped === undefined ? [] : [`${visible(stopped)}\n`])].join('\n')
}

function prettyRequest(account: Account, { color }: Options): string {
  const style = createStyle(color)
  const {
    request,
    router,
    below,
    tlsOptions,
    middlewares,
    upstreams,
    headers,
    lost,
    absent,
    nearest,
    notes,
  } = account
  const title = `${request.method} ${request.url}`
  const rows: readonly Row[] = [
    ...(router === undefined ? [] : [['router', routerLines(router)] as const]),
    ...below.map((one): Row => ['below it', routerLines(one)]),
    ...(tlsOptions === undefined ? [] : [['TLS options', [tlsOptions]] as const]),
    ...middlewares.map(({ name, does }): Row => ['middleware', [name, ...does.map(indented)]]),
    ...upstreams.map(({ service, url, host, share, as }): Row => [
      as ?? 'upstream',
      [
        `${url}${share === undefined || share === 100 ? '' : `  (${percent(share)})`}`,
        indented(`service ${service}`),
        indented(`Host: ${host}`),
      ],
    ]),
    ...rowOf(
      'it also gets',
      Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    ),
    ...answerRows(account, style),
    ...absent.map((one) => nearbyRow('not served', one)),
    ...nearest.map((one) => nearbyRow('nearest', one)),
    ...rowOf(
      'also matches',
      lost.map((one) => `${one.name}  (priority ${one.priority})${placeOf(one)}`),
    ),
    ...rowOf('note', notes),
  ]
  return text(
    style.bold(visible(title)),
    `from ${request.from}, on the entry point ${request.entryPoint}`,
    rows,
  )
}

export function prettyConnection(account: ConnectionAccount, { color }: Options): string {
  const style = createStyle(color)
  const { connection, router, tls, upstreams, isHttp, because, lost, absent, nearest } = account
  const { sni, from, entryPoint } = connection
  const rows: readonly Row[] = [
    ...(router === undefined ? [] : [['router', routerLines(router)] as const]),
    ...(tls === undefined ? [] : [['TLS', [tls]] as const]),
    ...upstreams.map(({ service, address }): Row => ['upstream', [address, indented(`service ${service}`)]]),
    ...rowOf(
      'HTTPS',
      isHttp === true ? [`its routers take it: \`pointsman explain https://${sni}\` tells which`] : [],
    ),
    ...(because === undefined
      ? []
      : [[router === undefined ? 'answer' : 'closed', [because], style.red] as const]),
    ...absent.map((one) => nearbyRow('not served', one)),
    ...nearest.map((one) => nearbyRow('nearest', one)),
    ...rowOf(
      'also matches',
      lost.map((one) => `${one.name}  (priority ${one.priority})${placeOf(one)}`),
    ),
  ]
  const title =
    sni === undefined ? 'A connection without TLS' : `A TLS connection for ${sni === '' ? 'no name' : sni}`
  return text(style.bold(visible(title)), `from ${from}, on the entry point ${entryPoint}`, rows)
}

function answerRows(account: Account, style: Style): readonly Row[] {
  const { status, location, because } = account
  if (status === undefined) return []
  const why = because === undefined ? '' : `: ${because}`
  const lines = [`${status}${why}`, ...(location === undefined ? [] : [indented(`Location: ${location}`)])]
  return [isLost(account) ? ['answer', lines, style.red] : ['answer', lines]]
}

function routerLines(router: RouterAccount): readonly string[] {
  return [`${router.name}${placeOf(router)}`, indented(router.rule), indented(`priority ${router.priority}`)]
}

function nearbyRow(word: string, one: Nearby): Row {
  return [word, [...routerLines(one), ...one.because.map(indented)]]
}

function placeOf({ file, line }: RouterAccount): string {
  return file === undefined ? '' : `  ${file}:${line}`
}

function rowOf(word: string, lines: readonly string[]): readonly Row[] {
  return lines.length === 0 ? [] : [[word, lines]]
}

function indented(line: string): string {
  return `  ${line}`
}

function percent(share: number): string {
  return `${Math.round(share * 10) / 10} % of the requests`
}

const WORD = 14

function text(title: string, where: string, rows: readonly Row[]): string {
  const lines = rows.flatMap(([word, parts, paint = (part: string) => part]) =>
    parts.map((part, index) => `  ${(index === 0 ? word : '').padEnd(WORD)}${paint(visible(part))}`),
  )
  return [title, `  ${where}`, '', ...lines, ''].join('\n')
}
