/** `/schema.json`: what a definition may say, for editors. The same for as long as we run. */
import type { FastifyInstance } from 'fastify'
import { jsonSchema } from '../language/jsonSchema.ts'

export function addSchemaRoute(app: FastifyInstance): void {
  let body: string | undefined

  app.get('/schema.json', (_request, reply) => {
    body ??= JSON.stringify(jsonSchema())
    return reply.type('application/schema+json').header('cache-control', 'max-age=3600').send(body)
  })
}
