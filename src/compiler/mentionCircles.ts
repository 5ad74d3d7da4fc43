/** Finds circles in what parts name, and tells of each at the place that closed it last. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import { circlesIn, type Edge } from '../traefik/circles.ts'
import { ownName, referencesOf, type Reference } from '../traefik/references.ts'
import { configOf, sectionsOf } from '../traefik/objects.ts'
import type { Part } from './part.ts'
import type { RankedPart } from './parts.ts'

interface Step extends Edge {
  readonly reference: Reference
  readonly part: Part
  /** Greater changed later. */
  readonly age: number
}

/** `parts` in the order in which they changed. */
export function circlesOf(parts: readonly RankedPart[]): readonly Diagnostic[] {
  const steps = parts.flatMap(({ part }, age) => stepsOf(part).map((step): Step => ({ ...step, part, age })))
  return circlesIn(steps).flatMap((circle) => {
    const [first] = circle
    return first === undefined ? [] : [tell(first, circle)]
  })
}

function tell(first: Step, circle: readonly Step[]): Diagnostic {
  const last = circle.reduce((a, b) => (b.age > a.age ? b : a), first)
  const from = circle.indexOf(last)
  const way = [...circle.slice(from), ...circle.slice(0, from)]
  const notes = way
    .filter((step) => step !== last)
    .map(({ part, reference, to }) => ({
      message: `The way to \`${nameIn(to)}\` leads through here.`,
      place: part.locate(reference.path),
    }))
  const isStream = !last.reference.kind.startsWith('http')
  const values = {
    circle: [last.from, ...way.map(({ to }) => to)].map(nameIn),
    harm: isStream ? 'It would kill the process of Traefik.' : 'Traefik would switch off all of them.',
  }
  return diagnose('reference-circle', values, last.part.locate(last.reference.path), notes)
}

/** What only leads away from routers, or to transports and options, is part of no circle. */
function stepsOf(part: Part): readonly Omit<Step, 'part' | 'age'>[] {
  const known = remembered.get(part)
  if (known !== undefined) return known
  const references = referencesOf(configOf(sectionsOf(part.objects)))
  const steps = references.flatMap((reference) => {
    const { from, kind } = reference
    const name = ownName(kind, reference.name)
    const isRouters = from.kind.endsWith('.routers')
    if (name === undefined || isRouters !== kind.endsWith('.routers')) return []
    return [{ from: `${from.kind} ${from.name}`, to: `${kind} ${name}`, reference }]
  })
  remembered.set(part, steps)
  return steps
}

const remembered = new WeakMap<Part, readonly Omit<Step, 'part' | 'age'>[]>()

/** `http.services shop` */
function nameIn(node: string): string {
  return node.slice(node.indexOf(' ') + 1)
}
