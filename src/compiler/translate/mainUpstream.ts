/** Where all requests go: exactly one of `upstream`, `split`, and `upstreams` with `active`. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { Upstream } from '../../language/service/upstream.ts'
import type { ValuePath } from '../locate.ts'
import type { Subject } from '../subject.ts'

export type Main =
  | {
      readonly kind: 'one'
      readonly upstream: Upstream
      readonly path: ValuePath
      /** Instead of the name of the service. */
      readonly name?: string
    }
  | {
      readonly kind: 'split'
      readonly parts: readonly { readonly upstream: Upstream; readonly weight: number }[]
    }

/** Nothing, when what is wrong has been reported. */
export function mainUpstream(subject: Subject): Main | undefined {
  const { keys } = subject
  const [first, second] = mainKeys(subject)
  if (first !== undefined && second !== undefined) {
    const why = 'each says where all requests go'
    subject.report('cannot-stand-together', { key: second, other: first, why }, [second], [], 'key')
    return undefined
  }
  for (const key of ['active', 'preview'] as const) {
    if (!subject.says(key) || keys.upstreams !== undefined) continue
    const why = 'it is for several versions by name'
    subject.report('needs-another-key', { key, needs: 'upstreams', why }, [key], [], 'key')
    return undefined
  }
  if (first === 'split') return splitOf(subject)
  if (first === 'upstreams') return activeOf(subject)
  if (keys.upstream !== undefined) return { kind: 'one', upstream: keys.upstream, path: ['upstream'] }
  const stream = keys.tcp !== undefined ? 'tcp' : keys.udp !== undefined ? 'udp' : undefined
  subject.report('missing-upstream', { service: subject.service, stream }, [])
  return undefined
}

/** What a route says replaces what it inherits, in whichever of the three ways. */
export function mainKeys({ keys, says }: Subject): readonly ('upstream' | 'split' | 'upstreams')[] {
  const said = (['upstream', 'split', 'upstreams'] as const).filter((key) => keys[key] !== undefined)
  const own = said.filter((key) => says(key))
  return own.length > 0 ? own : said
}

function splitOf(subject: Subject): Main | undefined {
  const parts = subject.keys.split ?? []
  if (parts.some((part) => part.weight > 0)) return { kind: 'split', parts }
  const mistake = 'gives no part a weight above 0, so nobody would get a request'
  subject.report('bad-value', { found: 'split', mistake }, ['split'], [], 'key')
  return undefined
}

function activeOf(subject: Subject): Main | undefined {
  const { upstreams = {}, active } = subject.keys
  if (active === undefined) {
    const why = 'one of them must be served'
    subject.report('needs-another-key', { key: 'upstreams', needs: 'active', why }, ['upstreams'], [], 'key')
    return undefined
  }
  const upstream = upstreams[active]
  if (upstream !== undefined)
    return { kind: 'one', upstream, path: ['upstreams', active], name: `${subject.name}-${active}` }
  const names = Object.keys(upstreams)
  const expects = `one of ${names.map((name) => `\`${name}\``).join(', ')}`
  subject.report('unknown-word', { found: active, expects, suggestion: suggest(active, names) }, ['active'])
  return undefined
}
