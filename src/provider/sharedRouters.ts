/** Takes the routers that services share apart again, so that what is of a service can be told from the rest. */
import { isSharedRouter } from '../compiler/redirectGroups.ts'
import { entriesOf } from '../traefik/entries.ts'
import { byName, type Sections, type TraefikObject } from '../traefik/objects.ts'
import { matchersIn, type RuleNode } from '../traefik/rule/node.ts'
import { parseRule } from '../traefik/rule/parse.ts'
import { writeRule } from '../traefik/rule/write.ts'

/** What is of one host in a router that many share. */
export interface Share extends TraefikObject {
  /** Of the router, without which of several it is: that depends on how many hosts there are. */
  readonly router: string
  /** Found again in the rule of the router that serves the host. */
  readonly mark: string
}

export function isShare(object: TraefikObject): object is Share {
  return 'router' in object
}

/** A share in place of every alternative in the rule of a shared router. */
export function withShares(sections: Sections): Sections {
  const routers = sections.get(ROUTERS)
  if (routers === undefined) return sections
  return new Map(sections).set(
    ROUTERS,
    routers.flatMap((object): readonly TraefikObject[] => sharesIn(object) ?? [object]).sort(byName),
  )
}

/** By which the shares of a host find the router that serves it: its priority, and each of its hosts. */
export function marksOf({ value }: TraefikObject): readonly string[] {
  const { rule, priority } = entriesOf(value)
  const { node } = parseRule(typeof rule === 'string' ? rule : '', 'http')
  return node === undefined ? [] : hostsOf(node).map((host) => `${String(priority)} ${host}`)
}

const ROUTERS = 'http.routers'

function sharesIn({ section, name, value }: TraefikObject): readonly Share[] | undefined {
  if (!isSharedRouter(name)) return undefined
  const router = name.replace(/:\d+of\d+$/, '')
  const { rule, priority } = entriesOf(value)
  const { node } = parseRule(typeof rule === 'string' ? rule : '', 'http')
  if (node === undefined) return undefined
  return (node.kind === 'or' ? node.operands : [node]).map((one) => {
    const text = writeRule(one).text
    return {
      section,
      name: `${router} ${text}`,
      value: { ...entriesOf(value), rule: text },
      router,
      mark: `${String(priority)} ${hostsOf(one)[0] ?? ''}`,
    }
  })
}

function hostsOf(node: RuleNode): readonly string[] {
  return matchersIn(node).flatMap(({ name, values: [first] }) =>
    first !== undefined && (name === 'Host' || name === 'HostRegexp') ? first.text : [],
  )
}
