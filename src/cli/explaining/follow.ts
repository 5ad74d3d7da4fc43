/** Follows a request through the redirects that it is answered with, as a browser does. */
import type { Asked } from '../../traefik/evaluate/asked.ts'
import type { Evaluation } from '../../traefik/evaluate/evaluate.ts'
import { readQuestion, urlOf, type Manner } from './question.ts'

export interface Followed {
  readonly hops: readonly Evaluation[]
  /** Why it was not followed any further; a sentence. */
  readonly stopped?: string
  /** It leads nowhere. */
  readonly endless?: true
}

/** Browsers give up after some twenty; what is redirected more often than this is redirected for ever. */
const MOST = 6

/** `isOurs`: somebody here is meant to answer, though nobody does now. */
export function follow(
  evaluate: (asked: Asked) => Evaluation,
  first: Asked,
  manner: Manner,
  isOurs: (evaluation: Evaluation) => boolean,
): Followed {
  const hops = [evaluate(first)]
  const seen = new Set([keyOf(first)])
  for (;;) {
    const last = hops.at(-1)
    if (last?.location === undefined) return { hops }
    const next = nextOf(last, last.location, manner)
    if (next === undefined) return { hops, stopped: `\`${last.location}\` is not followed.` }
    const evaluation = evaluate(next)
    // Another host that nobody here answers for is most likely served by somebody else.
    if (evaluation.status === 404 && next.host !== last.asked.host && !isOurs(evaluation))
      return {
        hops,
        stopped: `No definition answers for \`${next.host}\`: what comes there is not known here.`,
      }
    hops.push(evaluation)
    if (seen.has(keyOf(next)))
      return { hops, stopped: 'This redirect leads in a circle: browsers give up.', endless: true }
    seen.add(keyOf(next))
    if (hops.length > MOST)
      return {
        hops,
        stopped: `More than ${MOST} redirects are not followed: browsers give up as well.`,
        endless: true,
      }
  }
}

function nextOf({ asked, status }: Evaluation, location: string, manner: Manner): Asked | undefined {
  const base = urlOf(asked)
  if (!URL.canParse(location, base)) return undefined
  // 307 and 308 keep the method; with the others a form that was sent is asked for by GET.
  const method = asked.method === 'POST' && status !== 307 && status !== 308 ? 'GET' : asked.method
  const url = new URL(location, base)
  // Browsers show what is secret to nobody else.
  const headers = asked.headers.filter(([name]) => url.origin === new URL(base).origin || !isSecret(name))
  const next = readQuestion(url.href, { ...manner, method, headers })
  return 'problem' in next ? undefined : next
}

function isSecret(name: string): boolean {
  return /^(?:authorization|cookie)$/i.test(name)
}

function keyOf(asked: Asked): string {
  return `${asked.method} ${urlOf(asked)}`
}
