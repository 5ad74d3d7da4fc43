/** Follows one Traefik: asks its API whether it runs what is served, and tells when that changes. */
import { hideSecrets } from '../diagnostics/hide.ts'
import type { AppliedEvent, Fault, TraefikStatus } from '../provider/applied.ts'
import { NotAsked, type Api } from './api.ts'
import { look, type Look } from './look.ts'
import { findOwner, type OwnerOf } from './owner.ts'

export interface Expected {
  readonly revision: string
  /** When it was published. */
  readonly since: Date
}

export interface FollowOptions {
  readonly api: Api
  /** Absent as long as nothing is served. */
  readonly expected: () => Expected | undefined
  readonly ownerOf: OwnerOf
  readonly log: (event: AppliedEvent) => void
  readonly now?: () => Date
}

export interface Following {
  status(): TraefikStatus
  /** Something was published: it is asked soon. */
  wake(): void
  close(): void
}

/** While it has to come: Traefik polls, and waits for its throttle of 2 s. Milliseconds. */
const SOON = 500
/** Later than this, something is wrong: Traefik has refused it, or does not poll. */
const OVERDUE = 15_000
/** When nothing is awaited: it may be restarted, or change because of another provider. */
const CALM = 10_000

export function follow({ api, expected, ownerOf, log, now = () => new Date() }: FollowOptions): Following {
  const nothing = { version: undefined, revision: undefined, lag: undefined, problem: undefined, faults: [] }
  let status: TraefikStatus = { url: api.url, state: 'unknown', since: now(), ...nothing }
  /** The revision whose absence was told. */
  let missed: string | undefined
  let timer: NodeJS.Timeout | undefined
  let asking = false
  let closed = false
  later(0)

  return {
    status() {
      const wanted = expected()
      // What was applied until now is not what is served any more.
      return status.state === 'applied' && wanted !== undefined && !isApplied()
        ? { ...status, state: 'pending', since: wanted.since }
        : status
    },
    wake: () => later(SOON / 2),
    close() {
      closed = true
      clearTimeout(timer)
    },
  }

  function later(time: number): void {
    if (closed || asking) return
    clearTimeout(timer)
    timer = setTimeout(() => void ask(), time).unref()
  }

  async function ask(): Promise<void> {
    asking = true
    try {
      take(await look(api))
    } catch (error) {
      if (error instanceof NotAsked) miss(error.message)
      else log({ kind: 'fault', problem: 'what Traefik says could not be taken in', error })
    }
    asking = false
    const wanted = expected()
    const isAwaited =
      wanted !== undefined && !isApplied() && now().getTime() - wanted.since.getTime() < OVERDUE
    later(isAwaited ? SOON : CALM)
  }

  function isApplied(): boolean {
    return status.state === 'applied' && status.revision === expected()?.revision
  }

  function take({ version, revisions, faults: found }: Look): void {
    if (closed) return
    const wanted = expected()
    const at = now()
    const age = wanted === undefined ? 0 : at.getTime() - wanted.since.getTime()
    const runs = wanted !== undefined && revisions.includes(wanted.revision)
    const isNews = runs && !isApplied()
    const before = status.faults
    status = {
      url: api.url,
      version,
      state: runs ? 'applied' : 'pending',
      since: isNews ? at : runs ? status.since : (wanted?.since ?? status.since),
      revision: runs ? wanted.revision : revisions.at(-1),
      lag: isNews ? age / 1000 : status.lag,
      problem: undefined,
      faults: found.map(faultOf),
    }
    if (isNews) log({ kind: 'applied', traefik: status })
    if (runs) missed = undefined
    else if (wanted !== undefined && age >= OVERDUE) tellMissed(wanted.revision)
    if (JSON.stringify(before) !== JSON.stringify(status.faults)) log({ kind: 'faults', traefik: status })
  }

  function tellMissed(revision: string): void {
    if (missed === revision) return
    missed = revision
    log({ kind: 'not-applied', traefik: status, expected: revision })
  }

  function miss(problem: string): void {
    if (closed) return
    const isNews = problem !== status.problem
    const since = status.state === 'unknown' ? status.since : now()
    status = { ...status, state: 'unknown', since, problem }
    if (isNews) log({ kind: 'not-asked', traefik: status })
  }

  function faultOf({ section, name: shown, status: kind, error }: Look['faults'][number]): Fault {
    const { name, owner } = findOwner(ownerOf, section, shown)
    const words = hideSecrets(error)
    return { section, name, status: kind, error: words, service: owner?.service, place: owner?.place }
  }
}
