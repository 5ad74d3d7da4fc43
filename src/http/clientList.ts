/** The clients as `/status` and the page show them. */
import type { Client, Clients } from './clients.ts'
import type { Held } from './held.ts'

export interface ShownClient {
  readonly name: string | null
  readonly address: string
  readonly userAgent: string
  readonly lastPoll: Date
  /** What it was last given. */
  readonly revision: string | null
  readonly held: boolean
}

/** A sender that is known by name stands in it once, whichever connections it uses. */
export function clientList(clients: Clients, held: Held): readonly ShownClient[] {
  const shown = new Map<unknown, Client[]>()
  for (const client of clients.all()) {
    const key = client.isKnownByName ? client.sender : client
    const known = shown.get(key)
    if (known === undefined) shown.set(key, [client])
    else known.push(client)
  }
  return [...shown.values()].map((all) => {
    const last = all.reduce((one, other) => (other.lastPoll > one.lastPoll ? other : one))
    return {
      name: last.name ?? null,
      address: last.address,
      userAgent: last.userAgent,
      lastPoll: last.lastPoll,
      revision: last.revision ?? null,
      held: all.some((client) => held.has(client)),
    }
  })
}
