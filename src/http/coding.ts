/** Chooses between the plain body and the gzipped one, as `Accept-Encoding` wants it (RFC 9110, 12.5.3). */

export type Coding = 'gzip' | 'identity'

/** Nothing when the client refuses both; gzip when it likes both as much. */
export function chooseCoding(acceptEncoding: string | undefined): Coding | undefined {
  // What Traefik sends.
  if (acceptEncoding === 'gzip') return 'gzip'
  const weights = weightsOf(acceptEncoding ?? '')
  const any = weights.get('*')
  const gzip = weights.get('gzip') ?? weights.get('x-gzip') ?? any ?? 0
  // The plain body is fine unless it is refused, though not what a client that names gzip alone would rather have.
  const identity = weights.get('identity') ?? (any === 0 ? 0 : undefined)
  if (gzip > 0 && gzip >= (identity ?? 0)) return 'gzip'
  return identity === 0 ? undefined : 'identity'
}

/** `gzip;q=0.5, *;q=0` as a map. What is not well-formed is passed over. */
function weightsOf(header: string): Map<string, number> {
  const weights = new Map<string, number>()
  for (const part of header.toLowerCase().split(',')) {
    const [, coding, weight = '1'] = PART.exec(part) ?? []
    if (coding !== undefined) weights.set(coding, Number(weight))
  }
  return weights
}

const PART = /^[ \t]*([^\s;,]+)[ \t]*(?:;[ \t]*q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)[ \t]*)?$/
