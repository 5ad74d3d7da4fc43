/** An API of Traefik that says what a test tells it to. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Test } from 'tap'

/** Lists by path, objects by path; a number is answered as a status. */
export type Said = Readonly<Record<string, unknown>>

export async function startFakeApi(t: Test, first: Said) {
  let said = first
  const asked: { readonly url: string; readonly authorization: string | undefined }[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost')
    asked.push({ url: `${url.pathname}${url.search}`, authorization: request.headers.authorization })
    const answer = said[url.pathname] ?? 404
    if (typeof answer === 'number') return void response.writeHead(answer).end('{"message":"no"}')
    if (typeof answer === 'string') return void response.end(answer)
    if (!Array.isArray(answer)) return void response.end(JSON.stringify(answer))
    const status = url.searchParams.get('status')
    const search = url.searchParams.get('search') ?? ''
    const matching = answer.filter(
      (one: { name: string; status?: string }) =>
        one.name.includes(search) && (status === null || one.status === status),
    )
    const page = Number(url.searchParams.get('page'))
    const size = Number(url.searchParams.get('per_page'))
    const next = page * size < matching.length ? page + 1 : 1
    response.setHeader('x-next-page', String(next))
    response.end(JSON.stringify(matching.slice((page - 1) * size, page * size)))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    say(next: Said): void {
      said = next
    },
  }
}

/** What a Traefik says that runs these revisions and has these faults. */
export function traefikWith(
  revisions: readonly string[],
  routers: readonly {
    readonly name: string
    readonly status: string
    readonly error?: readonly string[]
  }[] = [],
): Said {
  const counted = {
    warnings: routers.filter(({ status }) => status === 'warning').length,
    errors: routers.filter(({ status }) => status === 'disabled').length,
  }
  const marker = (revision: string) => ({ name: `pointsman-${revision}@http`, status: 'enabled' })
  return {
    '/api/version': { Version: '3.7.9' },
    '/api/overview': {
      http: { routers: { total: 9, ...counted }, services: { total: 1, warnings: 0, errors: 0 } },
    },
    '/api/http/middlewares': [{ name: 'hsts@http', status: 'enabled' }, ...revisions.map(marker)],
    '/api/http/routers': routers,
  }
}
