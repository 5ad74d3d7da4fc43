/** Two observations, without what is known to differ. */
import type { Observed } from './ask.ts'

/** What Traefik tells upstreams whether it is asked to or not; docs/import.md says so. */
const TOLD_BY_TRAEFIK = [
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-port',
  'x-forwarded-proto',
  'x-forwarded-server',
  'x-forwarded-prefix',
  'x-replaced-path',
  'x-real-ip',
  'accept-encoding',
]
/** Of each connection by itself. */
const OF_THE_CONNECTION = ['connection', 'keep-alive', 'transfer-encoding', 'content-length']

export function comparable(
  before: Observed,
  after: Observed,
  port: number,
  names: ReadonlyMap<string, string>,
): [unknown, unknown] {
  const told = Object.keys(before.upstream?.headers ?? {})
  const cleaned = (observed: Observed) => {
    const { upstream, location, ...rest } = observed
    const headers = Object.fromEntries(
      Object.entries(upstream?.headers ?? {})
        .filter(
          ([name]) =>
            !OF_THE_CONNECTION.includes(name) && (told.includes(name) || !TOLD_BY_TRAEFIK.includes(name)),
        )
        .map(([name, value]) => [name, named(value, names)]),
    )
    return {
      ...rest,
      // nginx names the port it listens on, which is a free one here.
      ...(location === undefined ? {} : { location: location.replace(`:${port}`, '') }),
      ...(upstream === undefined
        ? {}
        : { upstream: { ...upstream, upstream: oneOfMany(upstream.upstream), headers } }),
    }
  }
  return [cleaned(before), cleaned(after)]
}

/** `app1:80` and `app2:80` are servers of one upstream: which of them gets a request is not known. */
function oneOfMany(name: string): string {
  return name.replace(/\d+(?=:)/, '')
}

function named(value: string, names: ReadonlyMap<string, string>): string {
  let text = value
  for (const [name, address] of names) text = text.replaceAll(address, name)
  return text
}
