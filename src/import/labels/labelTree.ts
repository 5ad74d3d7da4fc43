/** Puts labels together to Traefik's configuration, as its Docker provider does. */
import { inKinds } from '../traefik/kinds.ts'
import { canonicalKey, typeOf, type FieldType } from '../../traefik/field.ts'

/** The place of a value in the configuration, and the value with the kind that its field has. */
export type Placed =
  | { readonly path: readonly (string | number)[]; readonly value: unknown }
  /** A sentence. */
  | { readonly problem: string }

/** `traefik.http.routers.shop.tls.domains[0].main`; names keep their case, keys of Traefik do not matter by theirs. */
export function place(label: string, text: string): Placed {
  const steps = label
    .replace(/^traefik\./i, '')
    .split('.')
    .flatMap((step) => {
      const indexed = /^(.+)\[(\d+)\]$/.exec(step)
      return indexed === null ? [step] : [indexed[1] ?? '', Number(indexed[2])]
    })
  const path: (string | number)[] = []
  let type: FieldType = typeOf('dynamic.Configuration')
  for (const [index, step] of steps.entries()) {
    if (type.kind === 'scalar')
      return { problem: `\`${path.join('.')}\` is one value, and has nothing below it.` }
    if (type.kind === 'list' && typeof step !== 'number')
      return { problem: `\`${path.join('.')}\` is a list: write \`[0]\`.` }
    if (type.kind === 'object') {
      // Docker's provider knows one server, and calls it so.
      const name =
        type.name.endsWith('ServersLoadBalancer') && /^server$/i.test(String(step)) ? 'servers' : String(step)
      const key = canonicalKey(type.fields, name)
      const field = key === undefined ? undefined : type.fields[key]
      if (key === undefined || field === undefined)
        return { problem: `Traefik has no \`${String(step)}\` there.` }
      path.push(key)
      type = typeOf(field.type)
      if (
        name === 'servers' &&
        key === 'servers' &&
        steps[index + 1] !== undefined &&
        typeof steps[index + 1] !== 'number'
      ) {
        path.push(0)
        type = type.kind === 'list' ? type.of : type
      }
      continue
    }
    // A header may have dots in its name.
    if (type.kind === 'map' && type.of.kind === 'scalar') {
      path.push(steps.slice(index).join('.'))
      return { path, value: inKinds(text, type.of) }
    }
    path.push(step)
    type = type.of
  }
  return { path, value: inKinds(text, type) }
}
