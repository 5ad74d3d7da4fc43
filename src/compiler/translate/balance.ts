/** Balancing keys as fields of a load balancer: strategy, sticky cookie, health checks. */
import { goDuration } from '../../language/formats/duration.ts'
import type { LoadBalancer, Sticky } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import type { Subject } from '../subject.ts'
import { needs } from './needs.ts'

const STRATEGIES = { roundRobin: undefined, p2c: 'p2c', clientIp: 'hrw', leastTime: 'leasttime' } as const

export function balanceOf(subject: Subject, context: Context): Partial<LoadBalancer> {
  const { balance, passiveHealthCheck } = subject.keys
  const strategy = STRATEGIES[balance ?? 'roundRobin']
  if (strategy !== undefined)
    needs(subject, context, strategy === 'p2c' ? '3.4' : '3.6', `\`balance: ${balance}\``, ['balance'])
  if (passiveHealthCheck !== undefined)
    needs(subject, context, '3.6', '`passiveHealthCheck`', ['passiveHealthCheck'])
  const { failures, window } = passiveHealthCheck ?? {}
  const sticky = stickyOf(subject, context)
  if (sticky !== undefined && balance === 'clientIp') {
    const why = 'both say which server a client gets'
    subject.report(
      'cannot-stand-together',
      { key: 'sticky', other: 'balance: clientIp', why },
      ['sticky'],
      [],
      'key',
    )
  }
  return {
    ...(strategy === undefined ? {} : { strategy }),
    ...(sticky === undefined ? {} : { sticky }),
    ...healthCheckOf(subject),
    ...(passiveHealthCheck === undefined
      ? {}
      : {
          passiveHealthCheck: {
            maxFailedAttempts: failures ?? 1,
            ...(window === undefined ? {} : { failureWindow: goDuration(window) }),
          },
        }),
  }
}

/** Secure and hidden from scripts unless told otherwise; Traefik's own defaults are neither. */
export function stickyOf(subject: Subject, context: Context): Sticky | undefined {
  const { sticky, https } = subject.keys
  if (sticky === undefined) return undefined
  const { cookie, secure = true, httpOnly = true, sameSite, maxAge, path, domain } = sticky
  if (path !== undefined) needs(subject, context, '3.3', '`sticky: { path }`', ['sticky', 'path'])
  if (domain !== undefined) needs(subject, context, '3.4', '`sticky: { domain }`', ['sticky', 'domain'])
  if (sameSite === 'none' && (!secure || https === 'off')) {
    const why = 'browsers drop such a cookie'
    const other = secure ? 'https: off' : 'secure: false'
    subject.report('cannot-stand-together', { key: 'sameSite: none', other, why }, ['sticky', 'sameSite'])
  }
  return {
    cookie: {
      ...(cookie === undefined ? {} : { name: cookie }),
      ...(secure && https !== 'off' ? { secure } : {}),
      ...(httpOnly ? { httpOnly } : {}),
      ...(sameSite === undefined ? {} : { sameSite }),
      ...(maxAge === undefined ? {} : { maxAge: Math.round(maxAge / 1000) }),
      ...(path === undefined ? {} : { path }),
      ...(domain === undefined ? {} : { domain }),
    },
  }
}

function healthCheckOf(subject: Subject): Partial<LoadBalancer> {
  const check = subject.keys.healthCheck
  if (check === undefined) return {}
  const { path, interval, timeout, grpc, headers, ...rest } = check
  if (path === undefined && grpc !== true) {
    subject.report('missing-key', { key: 'path', within: '`healthCheck`' }, ['healthCheck'])
    return {}
  }
  return {
    healthCheck: {
      ...rest,
      ...(path === undefined ? {} : { path }),
      ...(interval === undefined ? {} : { interval: goDuration(interval) }),
      ...(timeout === undefined ? {} : { timeout: goDuration(timeout) }),
      ...(headers === undefined || Object.keys(headers).length === 0 ? {} : { headers: { ...headers } }),
      ...(grpc === true ? { mode: 'grpc' } : {}),
    },
  }
}
