/** `GET /metrics`: the numbers, for Prometheus. */
import type { FastifyInstance } from 'fastify'
import { identityOf } from '../identity.ts'
import type { Metrics } from './registry.ts'
import type { MetricSources } from './sources.ts'

export function addMetricsRoute(app: FastifyInstance, sources: MetricSources): void {
  let metrics: Promise<Metrics> | undefined

  app.addHook('onResponse', (request, reply, done) => {
    if (request.routeOptions.url === '/config' && request.method === 'GET') {
      const { name, address } = identityOf(request)
      sources.tally.poll(name ?? address, reply.statusCode)
    }
    done()
  })

  app.get('/metrics', async (_request, reply) => {
    metrics ??= load(sources)
    const { contentType, text } = await metrics
    return reply
      .header('cache-control', 'no-store')
      .type(contentType)
      .send(await text())
  })
}

/** It takes 90 ms and 11 MB, which nobody has to wait for at a start, and who does not scrape never pays. */
async function load(sources: MetricSources): Promise<Metrics> {
  const { createMetrics } = await import('./registry.ts')
  return createMetrics(sources)
}
