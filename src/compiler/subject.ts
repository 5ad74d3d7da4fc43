/** The service or route that is being translated: its merged keys, and the places they come from. */
import { diagnose, type Note, type Report } from '../diagnostics/diagnostic.ts'
import type { MessageArguments, MessageCode } from '../diagnostics/messages.ts'
import type { Place } from '../diagnostics/place.ts'
import { mergeLayers, type Service } from '../language/layers.ts'
import { serviceKeys, type ServiceLayer } from '../language/service.ts'
import type { Keys, Spot } from '../language/shape.ts'
import type { Locator, ValuePath } from './locate.ts'
import { ownRule, withRule, type OwnRule } from './ownRule.ts'

export interface Layer {
  readonly keys: ServiceLayer
  readonly locator: Locator
  readonly document: number
  /** Of the layer, from the root of its document. */
  readonly path: ValuePath
}

export interface Subject {
  /** As a person calls it: the name of the service. */
  readonly service: string
  /** What its objects in Traefik are called: `shop`, `shop-route-admin`. */
  readonly name: string
  /** With a `rule`, `host` holds the names in it, and `path` and `match` only what is said beside it. */
  readonly keys: Service
  /** Of a route: the greater, the earlier it is written; at most 19. 0 for the service itself. */
  readonly order: number
  readonly rule: OwnRule | undefined
  /** Said by the service or route itself, and not only inherited; with `part`, that key below it. */
  says(key: keyof ServiceLayer, part?: string): boolean
  /** Where a value is written, in the nearest layer that says it; the empty path is the service or route itself. */
  at(path: ValuePath, of?: Spot): Place
  report<Code extends MessageCode>(
    code: Code,
    values: MessageArguments<Code>,
    path: ValuePath,
    notes?: readonly Note[],
    of?: Spot,
  ): void
}

/** `layers` from the farthest to the nearest. */
export function createSubject(
  identity: Pick<Subject, 'service' | 'name' | 'order'>,
  layers: readonly Layer[],
  report: Report,
): Subject {
  const nearest = layers.at(-1)
  if (nearest === undefined) throw new Error('A service has at least its own layer.')

  const at = (path: ValuePath, of: Spot = 'value'): Place => {
    const [first] = path
    let best: { place: Place; depth: number } | undefined
    for (const layer of layers.toReversed()) {
      // The hosts of a service with a rule may stand in the rule.
      const key = first === 'host' && !('host' in layer.keys) && 'rule' in layer.keys ? 'rule' : first
      if (key === undefined || !(key in layer.keys)) continue
      const found = locateKey(layer, key === first ? path : ['rule'], of)
      // Also in a shorter form, such as `tls: modern`.
      if (holds(layer.keys, path)) return found.place
      if (best === undefined || found.depth > best.depth) best = found
    }
    return best?.place ?? nearest.locator.locate(nearest.document, nearest.path, 'key').place
  }

  const keys = mergeLayers(layers.map((layer) => layer.keys))
  const rule = ownRule(keys.rule)

  return {
    ...identity,
    keys: withRule(keys, rule, nearest.keys),
    rule,
    says: (key, part) => {
      const said: unknown = nearest.keys[key]
      if (said === undefined || said === null) return false
      return part === undefined || (typeof said === 'object' && part in said)
    },
    at,
    report(code, values, path, notes = [], of = 'value') {
      const [key] = path
      const told =
        code === 'missing-key' && typeof key === 'string'
          ? Object.assign({}, values, { example: exampleOf(key) })
          : values
      report(diagnose(code, told, at(path, of), notes))
    },
  }
}

/** How a key of a service is written. */
function exampleOf(key: string): string | undefined {
  const keys: Keys = serviceKeys
  return Object.hasOwn(keys, key) ? keys[key]?.example : undefined
}

function holds(value: unknown, path: ValuePath): boolean {
  let below = value
  for (const segment of path) {
    if (typeof below !== 'object' || below === null) return false
    below = Object.entries(below).find(([key]) => key === String(segment))?.[1]
  }
  return below !== undefined && below !== null
}

function locateKey(layer: Layer, path: ValuePath, of: Spot): { place: Place; depth: number } {
  const written = (segments: ValuePath) => {
    const found = layer.locator.locate(layer.document, [...layer.path, ...segments], of)
    return { place: found.place, depth: found.depth - layer.path.length }
  }
  const found = written(path)
  // `paths` is another spelling of `path`: what is not found under the one stands under the other.
  return found.depth === 0 && path[0] === 'path' ? written(['paths', ...path.slice(1)]) : found
}
