/** Services of streams alone, and what they say that only HTTP can do. */
import { serviceKeys, type ServiceLayer } from '../../language/service.ts'
import type { Subject } from '../subject.ts'

/** A service of streams alone has neither host nor upstream. */
export function isHttp({ keys, says }: Subject): boolean {
  return (
    (keys.tcp === undefined && keys.udp === undefined) ||
    (['host', 'rule', 'upstream', 'split', 'upstreams'] as const).some((key) => says(key))
  )
}

const FOR_STREAMS: ReadonlySet<string> = new Set(['tcp', 'udp', 'tls', 'allow', 'deny', 'enabled', 'traefik'])
/** Who says them and is not told would leave open what is meant to be closed. */
const CLOSING: ReadonlySet<string> = new Set(['auth', 'rateLimit', 'concurrency', 'maxBody', 'maintenance'])
const HTTP_ALONE = Object.keys(serviceKeys).filter((key) => !FOR_STREAMS.has(key)) as (keyof ServiceLayer)[]

export function tellForHttpAlone(subject: Subject): void {
  for (const key of HTTP_ALONE.filter((one) => subject.says(one))) {
    if (CLOSING.has(key)) subject.report('only-for-http', { key }, [key], [], 'key')
    else {
      const why = 'the service has no `host`, and streams know no requests'
      subject.report('unused-key', { key, why }, [key], [], 'key')
    }
  }
}
