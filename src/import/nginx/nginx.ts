/** An nginx site as definitions. */
import type { Imported } from '../imported.ts'
import { isMapping, SWITCHED_OFF, switchedOff, type Path, type Remark } from '../draft.ts'
import { literals } from '../literal.ts'
import { strangerToNginx } from '../stranger.ts'
import type { Surroundings } from '../surroundings.ts'
import { remarkOf, type Trace } from '../trace.ts'
import { parseNginx, type Directive } from './directive.ts'
import { createIncludes } from './includes.ts'
import { LEFT, NEEDLESS } from './known.ts'
import { servicesOf } from './services.ts'
import { createSite, walk, type Fates } from './site.ts'
import { unprotectedIn } from './unprotected.ts'

/** `file` is how remarks call it. */
export function importNginx(text: string, file: string, world: Surroundings): Imported {
  const includes = createIncludes(world)
  const parsed = parseNginx(text, includes)
  if ('problem' in parsed) return strangerToNginx(text) ?? parsed
  const site = createSite(parsed.directives, world)
  const { services, servers, owners } = servicesOf(site)
  for (const [include, { fate, why }] of includes.outcomes) {
    if (site.fates.of(include) !== undefined) continue
    if (fate === 'carried') site.fates.carried(include)
    else site.fates[fate](include, why)
  }
  settleRest(parsed.directives, site.fates)
  const open = new Set([...site.unprotected, ...unprotectedIn(parsed.directives, site.fates)])
  const served = Object.entries(services).map(([name, keys]) => {
    const server = servers.get(name)
    const off = server !== undefined && open.has(server) && isMapping(keys)
    if (off) site.head.add(SWITCHED_OFF)
    return [name, off ? switchedOff(keys) : keys] as const
  })
  const directives = [...walk(parsed.directives)]
  const traces = directives.map((directive) => traceOf(directive, site.fates))
  const remarks = directives.flatMap((directive): Remark[] => {
    const trace = traceOf(directive, site.fates)
    if (trace.fate !== 'left' || isInside(directive, site.fates)) return []
    return [{ within: ownerOf(directive, owners), lines: linesOf(directive, trace, file) }]
  })
  return {
    world,
    traces,
    draft: {
      head: [
        `From ${[file, ...includes.read].join(', ')}, by \`pointsman import\`.`,
        ...(served.length === 0 ? ['Nothing in it becomes a service.'] : []),
        ...site.head,
      ],
      definition: {
        ...(site.auth.size === 0 ? {} : { auth: literals(Object.fromEntries(site.auth)) }),
        // A file that says `services: {}` clears what is served.
        ...(served.length === 0 ? {} : { services: literals(Object.fromEntries(served)) }),
      },
      remarks,
    },
  }
}

/** What no part of the importer has looked at. A block in which something is carried needs no word of its own. */
function settleRest(directives: readonly Directive[], fates: Fates): void {
  for (const directive of directives) {
    const block = directive.name === 'map' || directive.name === 'types' ? [] : (directive.block ?? [])
    const fate = fates.of(directive)
    if (fate === undefined) {
      const needless = NEEDLESS[directive.name]
      if (needless !== undefined) fates.needless(directive, needless)
      else if (
        ['http', 'events', 'server', 'location', 'upstream'].includes(directive.name) &&
        reaches(directive, fates)
      )
        fates.carried(directive)
      else fates.left(directive, LEFT[directive.name] ?? unknown(directive))
    }
    const after = fates.of(directive)
    if (after?.fate !== 'carried' && block.length > 0) {
      for (const inner of walk(block)) {
        if (fates.of(inner) !== undefined) continue
        if (after?.fate === 'needless') fates.needless(inner, after.why)
        else fates.left(inner, after?.why ?? '')
      }
    } else settleRest(block, fates)
  }
}

function reaches({ name, block = [] }: Directive, fates: Fates): boolean {
  return name === 'http' || [...walk(block)].some((inner) => fates.of(inner)?.fate === 'carried')
}

function unknown({ name, block }: Directive): string {
  if (name === 'location') return 'Nothing in this file leads there.'
  if (name === 'upstream') return 'Nothing in this file uses it.'
  return block === undefined
    ? 'A definition has no word for it.'
    : 'A definition has no word for such a block.'
}

function traceOf(directive: Directive, fates: Fates): Trace {
  const trace = fates.of(directive)
  if (trace === undefined)
    throw new Error(`Line ${directive.line} was looked at by nobody: ${directive.text}`)
  return trace
}

/** The remark on the block around it says it too. */
function isInside({ parent }: Directive, fates: Fates): boolean {
  if (parent === undefined) return false
  const fate = fates.of(parent)
  return fate?.fate === 'left' || isInside(parent, fates)
}

/** A block is shown whole. */
function linesOf(directive: Directive, trace: Trace, file: string): readonly string[] {
  return directive.block === undefined
    ? [remarkOf(file, trace)]
    : [remarkOf(file, trace), ...inner(directive, '  ')]
}

function inner({ block = [] }: Directive, indent: string): readonly string[] {
  return [
    ...block.flatMap((directive) => [`${indent}${directive.text}`, ...inner2(directive, indent)]),
    `${indent.slice(2)}}`,
  ]
}

function inner2(directive: Directive, indent: string): readonly string[] {
  return directive.block === undefined ? [] : inner(directive, `${indent}  `)
}

function ownerOf(directive: Directive, owners: ReadonlyMap<Directive, Path>): Path {
  const path = owners.get(directive)
  if (path !== undefined) return path
  return directive.parent === undefined ? [] : ownerOf(directive.parent, owners)
}
