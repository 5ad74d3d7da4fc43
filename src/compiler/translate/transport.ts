/** `upstreamTls`, `keepalive`, `timeouts`: how Traefik speaks to the servers. */
import { goDuration } from '../../language/formats/duration.ts'
import type { Raw, ServersTransport } from '../../traefik/config.ts'
import type { Context } from '../context.ts'
import type { Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'
import { overlay } from './overlay.ts'
import { readPair, readPem } from './pem.ts'
import { sharedName } from './sharedName.ts'

/** What Traefik's own transport keeps; a named one inherits nothing, and Go's default would be 2. */
export const IDLE_CONNECTIONS = 200

/**
 * Nothing, where Traefik's own transport does the same. Named by what it does, for services to share: connections are kept
 * as long as the transport of that name is the same.
 */
export function transportOf(
  subject: Subject,
  context: Context,
  fragment: Fragment,
): { readonly name: string; readonly transport: ServersTransport | Raw } | undefined {
  const { upstreamTls = {}, keepalive = {}, timeouts = {} } = subject.keys
  const timings = {
    ...(timeouts.connect === undefined ? {} : { dialTimeout: goDuration(timeouts.connect) }),
    ...(timeouts.response === undefined ? {} : { responseHeaderTimeout: goDuration(timeouts.response) }),
    ...idleTimeout(subject),
  }
  const settings: ServersTransport = {
    ...(upstreamTls.verify === false ? { insecureSkipVerify: true } : {}),
    ...(upstreamTls.serverName === undefined ? {} : { serverName: upstreamTls.serverName }),
    ...authorities(subject, context),
    ...clientCertificate(subject, context, fragment),
    ...(Object.keys(timings).length === 0 ? {} : { forwardingTimeouts: timings }),
  }
  const over = subject.keys.traefik?.serversTransport
  if (Object.keys(settings).length === 0 && keepalive.idle === undefined && over === undefined)
    return undefined
  const maxIdleConnsPerHost = keepalive.idle === 0 ? -1 : (keepalive.idle ?? IDLE_CONNECTIONS)
  const plain = { ...settings, maxIdleConnsPerHost }
  const transport = overlay(plain, over)
  const { serverName, rootCAs, certificates } = settings
  const isSaid = over === undefined && [serverName, rootCAs, certificates].every((one) => one === undefined)
  const words = wordsOf(plain)
  return {
    name: isSaid ? ['transport', ...words].join('-') : sharedName('transport', words, transport),
    transport,
  }
}

/** The common settings are said in full. */
function wordsOf({
  insecureSkipVerify,
  maxIdleConnsPerHost = 0,
  forwardingTimeouts = {},
}: ServersTransport): readonly string[] {
  const { dialTimeout, responseHeaderTimeout, idleConnTimeout } = forwardingTimeouts
  return [
    ...(insecureSkipVerify === true ? ['unverified'] : []),
    ...(maxIdleConnsPerHost === IDLE_CONNECTIONS ? [] : ['idle', `${Math.max(0, maxIdleConnsPerHost)}`]),
    ...(dialTimeout === undefined ? [] : ['connect', dialTimeout]),
    ...(responseHeaderTimeout === undefined ? [] : ['response', responseHeaderTimeout]),
    ...(idleConnTimeout === undefined ? [] : ['kept', idleConnTimeout]),
  ]
}

function idleTimeout(subject: Subject): { idleConnTimeout?: string } {
  const { keepalive = {}, timeouts = {} } = subject.keys
  if (keepalive.timeout !== undefined && timeouts.idle !== undefined && keepalive.timeout !== timeouts.idle) {
    subject.report(
      'cannot-stand-together',
      {
        key: 'timeouts: { idle }',
        other: 'keepalive: { timeout }',
        why: 'they are the same setting and differ',
      },
      ['timeouts', 'idle'],
      [{ message: 'The other one is here.', place: subject.at(['keepalive', 'timeout']) }],
    )
  }
  const idle = keepalive.timeout ?? timeouts.idle
  return idle === undefined ? {} : { idleConnTimeout: goDuration(idle) }
}

function authorities(subject: Subject, context: Context): { rootCAs?: string[] } {
  const files = subject.keys.upstreamTls?.ca ?? []
  const texts = files.flatMap(
    (file, index) => readPem(subject, context, file, ['upstreamTls', 'ca', index]) ?? [],
  )
  return texts.length === 0 ? {} : { rootCAs: texts }
}

function clientCertificate(
  subject: Subject,
  context: Context,
  fragment: Fragment,
): { certificates?: { certFile: string; keyFile: string }[] } {
  const { cert, key } = subject.keys.upstreamTls ?? {}
  const pair = readPair(subject, context, fragment, { cert, key }, 'upstreamTls')
  return pair === undefined ? {} : { certificates: [{ certFile: pair.certFile, keyFile: pair.keyFile }] }
}
