/** `rateLimit`, `concurrency`, `maxBody`, `retry`, `circuitBreaker`, `compress`, `forwardClientCert`: one middleware each. */
import { goDuration } from '../../language/formats/duration.ts'
import type { Context } from '../context.ts'
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'
import { DEFAULT_PROFILE } from './tls.ts'

export function rateLimit(subject: Subject): readonly Link[] {
  const { rate, burst, by = 'ip', depth } = subject.keys.rateLimit ?? {}
  if (subject.keys.rateLimit === undefined) return []
  if (rate === undefined) {
    subject.report('missing-key', { key: 'rate', within: '`rateLimit`' }, ['rateLimit'])
    return []
  }
  const criterion =
    by.toLowerCase() === 'ip'
      ? depth === undefined
        ? undefined
        : { ipStrategy: { depth } }
      : by.toLowerCase() === 'host'
        ? { requestHost: true }
        : { requestHeaderName: by }
  const allowed = burst ?? rate.average
  const settings = {
    average: rate.average,
    ...(rate.period === '1s' ? {} : { period: rate.period }),
    ...(allowed === 1 ? {} : { burst: allowed }),
    ...(criterion === undefined ? {} : { sourceCriterion: criterion }),
  }
  const words = [`${rate.average}`, 'per', rate.period]
  return [{ name: { kind: 'rate-limit', words }, middleware: { rateLimit: settings } }]
}

export function concurrency({ keys }: Subject): readonly Link[] {
  return keys.concurrency === undefined
    ? []
    : [
        {
          name: { shared: `concurrency-${keys.concurrency}` },
          middleware: { inFlightReq: { amount: keys.concurrency } },
        },
      ]
}

export function maxBody({ keys }: Subject): readonly Link[] {
  return keys.maxBody === undefined
    ? []
    : [
        {
          name: { shared: `max-body-${sizeOf(keys.maxBody)}` },
          middleware: { buffering: { maxRequestBodyBytes: keys.maxBody } },
        },
      ]
}

export function retry(subject: Subject): readonly Link[] {
  const { attempts, interval } = subject.keys.retry ?? {}
  if (subject.keys.retry === undefined) return []
  if (attempts === undefined) {
    subject.report('missing-key', { key: 'attempts', within: '`retry`' }, ['retry'])
    return []
  }
  return [
    {
      name: { shared: `retry-${attempts}${interval === undefined ? '' : `-${goDuration(interval)}`}` },
      middleware: {
        retry: { attempts, ...(interval === undefined ? {} : { initialInterval: goDuration(interval) }) },
      },
    },
  ]
}

export function circuitBreaker(subject: Subject): readonly Link[] {
  const wanted = subject.keys.circuitBreaker
  if (wanted === undefined) return []
  const { expression, checkPeriod, fallbackDuration, recoveryDuration, status } = wanted
  if (expression === undefined) {
    subject.report('missing-key', { key: 'expression', within: '`circuitBreaker`' }, ['circuitBreaker'])
    return []
  }
  const settings = {
    expression,
    ...(checkPeriod === undefined ? {} : { checkPeriod: goDuration(checkPeriod) }),
    ...(fallbackDuration === undefined ? {} : { fallbackDuration: goDuration(fallbackDuration) }),
    ...(recoveryDuration === undefined ? {} : { recoveryDuration: goDuration(recoveryDuration) }),
    ...(status === undefined ? {} : { responseCode: status }),
  }
  return [{ name: { kind: 'circuit-breaker', words: [] }, middleware: { circuitBreaker: settings } }]
}

/** In the unit that leaves the shortest number; each size has one. */
function sizeOf(bytes: number): string {
  const [unit = 'B', size = 1] = UNITS.find(([, one]) => bytes > 0 && bytes % one === 0) ?? []
  return `${bytes / size}${unit}`
}

const UNITS: readonly (readonly [string, number])[] = [
  ['GiB', 2 ** 30],
  ['GB', 1e9],
  ['MiB', 2 ** 20],
  ['MB', 1e6],
  ['KiB', 2 ** 10],
  ['kB', 1e3],
]

/** The same for all: one middleware serves every service that asks for it. */
export function compress({ keys }: Subject): readonly Link[] {
  return keys.compress === undefined ? [] : [{ name: { shared: 'compress' }, middleware: { compress: {} } }]
}

export function forwardClientCert(subject: Subject, context: Context): readonly Link[] {
  const { keys } = subject
  if (keys.forwardClientCert === undefined) return []
  const { clientCa, profile = DEFAULT_PROFILE } = keys.tls ?? {}
  const options = context.profiles.get(profile)
  // Of options that are not ours, such as Traefik's own, we do not know whom they ask for a certificate.
  if (clientCa === undefined && options !== undefined && options.clientAuth === undefined) {
    const why = 'no client is asked for a certificate; `tls: { clientCa: FILE }` asks'
    subject.report('unused-key', { key: 'forwardClientCert', why }, ['forwardClientCert'], [], 'key')
  }
  return [{ name: { shared: 'forward-client-cert' }, middleware: { passTLSClientCert: { pem: true } } }]
}
