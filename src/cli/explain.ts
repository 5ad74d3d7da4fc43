/** `pointsman explain`: which router takes a request or a connection, and why. */
import { connect } from '../traefik/evaluate/connection.ts'
import { createEvaluator, readRouters, wouldTake } from '../traefik/evaluate/evaluate.ts'
import { configOf } from '../traefik/objects.ts'
import type { TraefikConfig } from '../traefik/config.ts'
import type { Call } from './command.ts'
import type { ExplainOptions } from './commands/explain.ts'
import { compileGood, type Good } from './compileOrTell.ts'
import { createAbsent } from './explaining/absent.ts'
import { accountOf, isLost } from './explaining/account.ts'
import { connectionAccountOf } from './explaining/connectionAccount.ts'
import { usualEntryPoint } from './explaining/entryPoints.ts'
import { follow } from './explaining/follow.ts'
import { readQuestion, type Manner } from './explaining/question.ts'
import { createTell } from './explaining/routerAccount.ts'
import { prettyConnection, prettyHops } from './formats/explanation.ts'
import type { ExitCode } from './terminal.ts'

export async function explain(call: Call<ExplainOptions>): Promise<ExitCode> {
  const { operands, options, terminal } = call
  const [url, directory] = options.tcp === undefined ? operands : [undefined, ...operands]
  if (url === undefined && options.tcp === undefined) {
    terminal.err('Which request? Try `pointsman explain https://shop.example.com/cart`.\n')
    return 2
  }
  const whole = await compileGood(directory, terminal, options)
  if (whole === undefined) return 2
  const config = configOf(whole.sections)
  return options.tcp === undefined
    ? explainRequest(url ?? '', config, whole, call)
    : explainConnection(options.tcp, config, whole, call)
}

function explainRequest(
  url: string,
  config: TraefikConfig,
  whole: Good,
  { options, terminal }: Call<ExplainOptions>,
): ExitCode {
  const routers = readRouters(config)
  const manner: Manner = {
    method: options.method,
    headers: options.header,
    clientIp: options.from,
    entryPointFor: (tls) => options.entryPoint ?? usualEntryPoint(routers.http, tls),
  }
  const question = readQuestion(url, manner)
  if ('problem' in question) {
    terminal.err(`${question.problem}\n`)
    return 2
  }
  const absent = createAbsent(whole)
  const {
    hops,
    stopped,
    endless = false,
  } = follow(
    createEvaluator(config, routers),
    question,
    manner,
    (evaluation) =>
      wouldTake(absent.http, evaluation).length > 0 || absent.naming(evaluation.asked.host).length > 0,
  )
  const tell = createTell({ ...whole, section: 'http.routers', routers: routers.http })
  const tellTcp = createTell({ ...whole, section: 'tcp.routers', routers: routers.tcp })
  const accounts = hops.map((hop) =>
    hop.connection === undefined
      ? accountOf(hop, tell, absent)
      : connectionAccountOf({ ...hop.asked, alpn: [] }, hop.connection, tellTcp),
  )
  if (options.format === 'json')
    terminal.out(
      `${JSON.stringify({ hops: accounts, ...(stopped === undefined ? {} : { stopped }) }, undefined, 2)}\n`,
    )
  else terminal.out(prettyHops(accounts, stopped, { color: terminal.color }))
  const last = accounts.at(-1)
  return last === undefined || ('request' in last ? isLost(last) : last.because !== undefined) || endless
    ? 1
    : 0
}

/** On each entry point that has a TCP router, unless one is named. */
function explainConnection(
  name: string,
  config: TraefikConfig,
  whole: Good,
  { options, terminal }: Call<ExplainOptions>,
): ExitCode {
  const { http, tcp } = readRouters(config)
  const tls = name !== '-'
  const absent = createAbsent(whole)
  const used = [...new Set([...tcp, ...absent.tcp].flatMap(({ entryPoints }) => entryPoints))].toSorted()
  const points = options.entryPoint === undefined ? used : [options.entryPoint]
  if (points.length === 0) {
    terminal.err('There is no TCP router on any entry point: name one with `--entry-point`.\n')
    return 1
  }
  const tell = createTell({ ...whole, section: 'tcp.routers', routers: tcp })
  const accounts = points.map((entryPoint) => {
    const asked = { entryPoint, tls, sni: tls ? name : '', alpn: options.alpn, clientIp: options.from }
    const connection = connect(config, tcp, http, asked)
    const { taken } = connection
    const { taken: missing } = connect({}, absent.tcp, http, asked)
    const isMissed = missing !== undefined && (taken === undefined || missing.priority > taken.priority)
    return connectionAccountOf(asked, connection, tell, isMissed ? [absent.tell(missing)] : [])
  })
  if (options.format === 'json') terminal.out(`${JSON.stringify({ connections: accounts }, undefined, 2)}\n`)
  else terminal.out(accounts.map((one) => prettyConnection(one, { color: terminal.color })).join('\n'))
  return accounts.some(({ because }) => because === undefined) ? 0 : 1
}
