/** Cuts connections whose client does not take its answer: what is kept for it would be kept for ever. */
import type { FastifyInstance } from 'fastify'
import type { Milliseconds } from './interval.ts'

/** Even a megabyte over a slow line is taken in by then. */
const TIME: Milliseconds = 30_000

/** All answers share the bytes of one snapshot, so that the slow ones cost a snapshot each at most until they are cut. */
export function limitAnswers(app: FastifyInstance, time: Milliseconds = TIME): void {
  const unfinished = new Map<object, { readonly since: number; cut(): void }>()
  const looking = setInterval(cutSlow, time / 6)
  looking.unref()

  app.addHook('onSend', (request, reply, _payload, done) => {
    // A stream of HTTP/2 has a socket of its own for this: the others of its session go on.
    unfinished.set(request, { since: performance.now(), cut: () => reply.raw.destroy() })
    done()
  })
  app.addHook('onResponse', (request, _reply, done) => {
    unfinished.delete(request)
    done()
  })
  app.addHook('onClose', (_app, done) => {
    clearInterval(looking)
    done()
  })

  function cutSlow(): void {
    const now = performance.now()
    for (const { since, cut } of unfinished.values()) if (now - since > time) cut()
  }
}
