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
  const sticky = stickyOf(subject)
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
export function stickyOf({ keys }: Subject): Sticky | undefined {
  if (keys.sticky === undefined) return undefined
  const { cookie, secure = true, httpOnly = true, sameSite, maxAge } = keys.sticky
  return {
    cookie: {
      ...(cookie === undefined ? {} : { name: cookie }),
      ...(secure && keys.https !== 'off' ? { secure } : {}),
      ...(httpOnly ? { httpOnly } : {}),
      ...(sameSite === undefined ? {} : { sameSite }),
      ...(maxAge === undefined ? {} : { maxAge: Math.round(maxAge / 1000) }),
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
