/** TLS options hold for the names in `Host`, which a client tells in the handshake: what is asked for otherwise goes without. */
import type { RouterTls } from '../../traefik/config.ts'
import type { RuleNode } from '../../traefik/rule/node.ts'
import type { Subject } from '../subject.ts'

/** No name on the Internet ends in a number (RFC 3696, 2). */
const ADDRESS = /^\d{1,3}(\.\d{1,3}){3}$/

/** Traefik ties TLS options to the names in `Host`: without one it would fall back to its own, with a warning. */
export function namesHost(subject: Subject): boolean {
  const { rule, keys } = subject
  if (rule === undefined || (keys.host ?? []).length > 0) return true
  const { profile, clientCa } = keys.tls ?? {}
  const wanted = [
    ...(clientCa === undefined ? [] : (['clientCa'] as const)),
    ...(profile === undefined || profile === 'default' ? [] : (['profile'] as const)),
  ]
  for (const key of wanted) {
    if (subject.says('tls', key)) {
      const why = 'Traefik ties TLS options to the names in `Host`, and this rule has none'
      subject.report('needs-another-key', { key: `tls.${key}`, needs: 'host', why }, ['tls', key])
    } else if (saysRule(subject)) {
      const inherited = { message: 'It is inherited from here.', place: subject.at(['tls', key]) }
      subject.report('tls-without-host', { key }, ['rule'], [inherited])
    }
  }
  return false
}

/** Reports requests for which the handshake has other options than the router wants: Traefik answers 421. */
export function checkHandshakes(subject: Subject, { options }: RouterTls): void {
  if (options === undefined || options === 'default') return
  const { rule, keys } = subject
  const hasCa = keys.tls?.clientCa !== undefined
  if (subject.says('host') || saysRule(subject) || subject.says('tls'))
    for (const [index, host] of (keys.host ?? []).entries())
      if (ADDRESS.test(host)) subject.report('address-as-host', { host, hasCa }, ['host', index])
  if (rule?.namesHosts === true && saysRule(subject) && !isTied(rule.node))
    subject.report('handshake-without-host', { hasCa }, ['rule'])
}

/** By itself, and not only inherited from a service that is told already. */
function saysRule(subject: Subject): boolean {
  return subject.says('rule') || subject.name === subject.service
}

/** Whether all that it takes has one of its names. */
function isTied(node: RuleNode): boolean {
  switch (node.kind) {
    case 'matcher':
      return node.name === 'Host'
    case 'not':
      return false
    case 'and':
      return node.operands.some(isTied)
    case 'or':
      return node.operands.every(isTied)
  }
}
