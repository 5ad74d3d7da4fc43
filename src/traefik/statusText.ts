/** The statuses that Go's `net/http` has a name for: Traefik refuses others. */
export function hasStatusText(status: number): boolean {
  return NAMED.some(([from, to]) => status >= from && status <= to)
}

/** `http.StatusText` */
const NAMED: readonly (readonly [number, number])[] = [
  [100, 103],
  [200, 208],
  [226, 226],
  [300, 305],
  [307, 308],
  [400, 418],
  [421, 426],
  [428, 429],
  [431, 431],
  [451, 451],
  [500, 508],
  [510, 511],
]
