/** Tells how the provider is: alive, ready, and everything there is to know about what is served. */
import type { FastifyInstance } from 'fastify'
import type { TraefikStatus } from '../provider/applied.ts'
import type { Provider } from '../provider/provider.ts'
import type { SourceOf } from '../diagnostics/print.ts'
import { clientList } from './clientList.ts'
import type { Clients } from './clients.ts'
import type { Held } from './held.ts'
import { overview } from './overview.ts'
import { createContents } from './page/contents.ts'
import { PAGE_HEADERS, renderPage } from './page/page.ts'
import { sendProblem } from './problem.ts'

export interface StatusRoutesOptions {
  readonly provider: Provider
  readonly clients: Clients
  readonly held: Held
  readonly version: string
  readonly traefiks: () => readonly TraefikStatus[]
  readonly sourceOf: SourceOf
  readonly needsToken: boolean
}

export function addStatusRoutes(app: FastifyInstance, options: StatusRoutesOptions): void {
  const { provider, clients, held, version, traefiks, sourceOf, needsToken } = options
  const contentsOf = createContents()

  app.get('/healthz', () => ({ status: 'ok' }))

  app.get('/readyz', (_request, reply) =>
    provider.current() === undefined
      ? sendProblem(reply, 503, 'Nothing is served yet; `/status` tells why.')
      : { status: 'ready' },
  )

  app.get('/status', () => {
    return { version, ...provider.status(), clients: clientList(clients, held), traefiks: traefiks() }
  })

  app.get<{ Querystring: Readonly<Record<string, unknown>> }>('/', (request, reply) => {
    reply.header('vary', 'Accept')
    if (request.headers.accept?.includes('text/html') !== true)
      return reply.type('text/plain; charset=utf-8').send(overview(version, provider.status(), traefiks()))
    const { q, setup } = request.query
    const snapshot = provider.current()
    const page = renderPage({
      version,
      status: provider.status(),
      snapshot,
      contents: snapshot === undefined ? undefined : contentsOf(snapshot),
      clients: clientList(clients, held),
      traefiks: traefiks(),
      sourceOf,
      query: typeof q === 'string' ? q.slice(0, LONGEST_QUERY) : '',
      endpoint: `${request.protocol}://${request.host}/config`,
      needsToken,
      setup: setup !== undefined,
      now: new Date(),
    })
    return reply.headers(PAGE_HEADERS).send(page)
  })
}

const LONGEST_QUERY = 200
