/** Cuts connections whose client does not take its answer: what is kept for it would be kept for ever. */
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Milliseconds } from './interval.ts'

/** Even a megabyte over a slow line is taken in by then. */
const TIME: Milliseconds = 30_000

/** Cutting is looked after so often in that time. */
const TURNS = 6

/** All answers share the bytes of one snapshot, so that the slow ones cost a snapshot each at most until they are cut. */
export function limitAnswers(app: FastifyInstance, time: Milliseconds = TIME): void {
  /** With the turn in which each was sent. */
  const unfinished = new Map<FastifyReply, number>()
  let turn = 0
  const looking = setInterval(cutSlow, time / TURNS)
  looking.unref()

  app.addHook('onSend', (_request, reply, _payload, done) => {
    unfinished.set(reply, turn)
    done()
  })
  app.addHook('onResponse', (_request, reply, done) => {
    unfinished.delete(reply)
    done()
  })
  app.addHook('onClose', (_app, done) => {
    clearInterval(looking)
    done()
  })

  function cutSlow(): void {
    turn++
    for (const [reply, sent] of unfinished) {
      // What comes behind it was sent later.
      if (turn - sent <= TURNS) return
      // Of an answer whose client was gone before it began, nobody hears any more.
      unfinished.delete(reply)
      // A stream of HTTP/2 has a socket of its own for this: the others of its session go on.
      reply.raw.destroy()
    }
  }
}
