/** An error as problem details (RFC 9457): for people and programs, without a stack. */
import type { FastifyReply } from 'fastify'
import { STATUS_CODES } from './nodeHttp.ts'

/** `detail` is a sentence. */
export function sendProblem(reply: FastifyReply, status: number, detail: string): FastifyReply {
  return reply
    .code(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail }))
}
