/** Says which condition of a rule did not hold, and what was there instead. */
import { hideSecrets } from '../../diagnostics/hide.ts'
import { suggest } from '../../diagnostics/suggest.ts'
import { canonicalHeader, type Asked } from '../../traefik/evaluate/asked.ts'
import type { Unmet } from '../../traefik/evaluate/matching.ts'
import { writeRule } from '../../traefik/rule/write.ts'

/** What the matchers compare. */
export type Facts = Pick<Asked, 'host' | 'target' | 'method' | 'headers' | 'clientIp' | 'sni'> & {
  readonly alpn?: readonly string[]
}

/** A sentence without a final dot. */
export function whyNot({ matcher, not }: Unmet, facts: Facts): string {
  const wanted = hideSecrets(writeRule(matcher).text)
  const is = found(matcher.name, matcher.values[0]?.text ?? '', facts)
  const hint = not ? '' : hintFor(matcher.name, matcher.values[0]?.text ?? '', facts)
  return `${not ? 'it wants none with' : 'it wants'} ${wanted}, and ${is}${hint}`
}

function found(name: Unmet['matcher']['name'], first: string, facts: Facts): string {
  const { host, target, method, headers, clientIp, sni } = facts
  switch (name) {
    case 'Host':
    case 'HostRegexp':
      return `the host is \`${host}\``
    case 'Path':
    case 'PathPrefix':
    case 'PathRegexp':
      return `the path is \`${target.replace(/\?.*$/s, '')}\``
    case 'Method':
      return `the method is \`${method}\``
    case 'Header':
    case 'HeaderRegexp': {
      const key = canonicalHeader(first)
      const values = headers
        .filter(([one]) => canonicalHeader(one) === key)
        .map(([, value]) => `\`${value}\``)
      return values.length === 0 ? `there is no header \`${key}\`` : `\`${key}\` is ${values.join(' and ')}`
    }
    case 'Query':
    case 'QueryRegexp': {
      const values = new URLSearchParams(target.replace(/^[^?]*/, '')).getAll(first)
      if (values.length === 0) return `there is no parameter \`${first}\``
      return `\`${first}\` is ${values.map((value) => `\`${value}\``).join(' and ')}`
    }
    case 'ClientIP':
      return `the client is \`${clientIp}\``
    case 'HostSNI':
    case 'HostSNIRegexp':
      return sni === '' ? 'the connection names no host' : `the name in the handshake is \`${sni}\``
    case 'ALPN':
      return facts.alpn === undefined || facts.alpn.length === 0
        ? 'the client offers no protocol'
        : `the client offers ${facts.alpn.map((one) => `\`${one}\``).join(', ')}`
  }
}

/** What is nearly the same is most likely meant. */
function hintFor(name: Unmet['matcher']['name'], wanted: string, { host, target, sni }: Facts): string {
  const path = target.replace(/\?.*$/s, '')
  if (name === 'Host' && suggest(host, [wanted]) !== undefined) return ': is one of them misspelt?'
  if (name === 'HostSNI' && suggest(sni, [wanted]) !== undefined) return ': is one of them misspelt?'
  if (name === 'Path' && `${path}/` === wanted) return ': only the slash at the end is missing'
  if (name === 'Path' && path === `${wanted}/`) return ': only the slash at the end is too much'
  if (name.startsWith('Path') && path !== wanted && path.toLowerCase().startsWith(wanted.toLowerCase()))
    return ': capitals count'
  return ''
}
