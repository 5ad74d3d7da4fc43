/** Finds objects that lead back to themselves. Streams that do kill Traefik; of HTTP it switches off all that takes part. */

export interface Edge {
  readonly from: string
  readonly to: string
}

/** Each circle once: its edges in the order in which they are gone along. */
export function circlesIn<E extends Edge>(edges: readonly E[]): readonly (readonly E[])[] {
  const leaving = new Map<string, E[]>()
  for (const edge of edges) {
    const known = leaving.get(edge.from)
    if (known === undefined) leaving.set(edge.from, [edge])
    else known.push(edge)
  }
  const circles: E[][] = []
  const done = new Set<string>()
  for (const start of leaving.keys()) follow(start)
  return circles

  /** Depth first, without recursion: a chain may be long. */
  function follow(start: string): void {
    if (done.has(start)) return
    const way: E[] = []
    const on = new Set([start])
    const open = [{ node: start, next: 0 }]
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const edge = leaving.get(top.node)?.[top.next++]
      if (edge === undefined) {
        done.add(top.node)
        on.delete(top.node)
        open.pop()
        way.pop()
      } else if (on.has(edge.to)) {
        const first = way.findIndex((earlier) => earlier.from === edge.to)
        circles.push(first < 0 ? [edge] : [...way.slice(first), edge])
      } else if (!done.has(edge.to)) {
        way.push(edge)
        on.add(edge.to)
        open.push({ node: edge.to, next: 0 })
      }
    }
  }
}
