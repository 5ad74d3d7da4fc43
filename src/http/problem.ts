/** An error as problem details (RFC 9457): for people and programs, without a stack. */
import { STATUS_CODES } from 'node:http'
import type { FastifyReply } from 'fastify'

/** `detail` is a sentence. */
export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail }))
}
