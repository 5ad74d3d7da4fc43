/** Puts the labels of one Compose service into the configuration, and fills in what Docker's provider knows by itself. */
import { textOf } from '../textOf.ts'
import { isMapping, type Path } from '../draft.ts'
import { VARIABLE } from '../literal.ts'
import type { Trace } from '../trace.ts'
import { portOf, type Label } from './compose.ts'
import { place } from './labelTree.ts'

export type Tree = Record<string, unknown>

export interface Assembly {
  /** All services together. */
  readonly config: Tree
  /** By path in the configuration, the label. */
  readonly origins: Map<string, Label>
  /** Objects of which a label could not be placed. */
  readonly lost: Path[]
  readonly traces: Trace[]
  /** Sentences for the top of the file. */
  readonly notes: Set<string>
}

export function assemble(
  name: string,
  service: Tree | Readonly<Tree>,
  labels: readonly Label[],
  assembly: Assembly,
): void {
  const { traces } = assembly
  const trace = ({ line, text }: Label, fate: Trace['fate'], why = ''): void =>
    void traces.push({ line, text, fate, why })
  if (labels.some(({ key, value }) => /^traefik\.enable$/i.test(key) && /^(false|0)$/i.test(value))) {
    for (const label of labels) trace(label, 'left', `\`traefik.enable\` of \`${name}\` is false.`)
    return
  }
  const own: Tree = {}
  const placed: { label: Label; path: readonly (string | number)[] }[] = []
  for (const label of labels) {
    const known = beside(label)
    if (known !== undefined) {
      trace(label, known.fate, known.why)
      continue
    }
    const found = label.key.includes(VARIABLE)
      ? { problem: 'Its name depends on a variable.' }
      : place(label.key, withoutProvider(label.value))
    if ('problem' in found) {
      trace(label, 'left', found.problem)
      assembly.lost.push(objectIn(label))
    } else {
      put(own, found.path, found.value)
      placed.push({ label, path: found.path })
    }
  }
  const gone = complete(own, name, service, assembly.notes)
  for (const { label, path } of placed) {
    const why = gone.find(
      ({ router }) => path[0] === router[0] && path[1] === 'routers' && path[2] === router[1],
    )?.why
    trace(label, why === undefined ? 'carried' : 'left', why)
    if (why === undefined) assembly.origins.set(path.join('\n'), label)
  }
  lay(own, assembly.config)
}

/** `http.routers.shop`, as the configuration has it. */
function objectIn({ key }: Label): Path {
  const [, protocol = '', section = '', name = ''] = key.split('.')
  return [protocol.toLowerCase(), section.toLowerCase(), name]
}

/** Labels that are about the provider itself. */
function beside({ key }: Label): { readonly fate: Trace['fate']; readonly why: string } | undefined {
  if (/^traefik\.enable$/i.test(key))
    return { fate: 'needless', why: 'What stands in a definition is served.' }
  if (/^traefik\.(docker|swarm)\./i.test(key))
    return {
      fate: 'left',
      why: 'Traefik reaches the service by its name in Compose, on a network that both are on.',
    }
  return /^traefik\.(http|tcp|udp|tls)\./i.test(key)
    ? undefined
    : { fate: 'left', why: 'It is no part of the configuration.' }
}

/** Names of Docker's provider are names of this file now. */
function withoutProvider(value: string): string {
  return value.replace(/@docker(?=\s*(,|$))/g, '')
}

function put(tree: Tree, path: readonly (string | number)[], value: unknown): void {
  let node: unknown = tree
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1
    const next = last ? value : typeof path[index + 1] === 'number' ? [] : {}
    if (Array.isArray(node) && typeof step === 'number') {
      node[step] ??= next
      node = node[step]
    } else if (isTree(node)) {
      // `tls=true` beside `tls.certresolver=le` says no more.
      if (last && isTree(node[step]) && isMapping(value)) return
      if (last || node[step] === undefined) node[step] = next
      node = node[step]
    }
  }
}

function isTree(value: unknown): value is Tree {
  return isMapping(value)
}

interface Gone {
  readonly router: readonly [protocol: string, name: string]
  readonly why: string
}

/** Addresses of servers, and services of routers. */
function complete(own: Tree, name: string, service: Readonly<Tree>, notes: Set<string>): readonly Gone[] {
  const gone: Gone[] = []
  for (const protocol of ['http', 'tcp', 'udp']) {
    const section = own[protocol]
    if (!isTree(section)) continue
    const services: Tree = isTree(section['services']) ? section['services'] : {}
    const routers: Tree = isTree(section['routers']) ? section['routers'] : {}
    const bare = Object.values(routers).some(
      (router) =>
        isTree(router) && router['service'] === undefined && fault(router, protocol, []) === undefined,
    )
    if (bare && Object.keys(services).length === 0) services[name] = { loadBalancer: {} }
    for (const one of Object.values(services)) {
      if (!isTree(one)) continue
      const guessed = address(one, protocol, name, portOf(service))
      if (guessed) notes.add(`Neither a label nor \`ports\` of \`${name}\` says its port: 80 is a guess.`)
    }
    for (const [router, settings] of Object.entries(routers)) {
      if (!isTree(settings)) continue
      const why = fault(settings, protocol, Object.keys(services))
      const [only] = Object.keys(services)
      if (why === undefined) settings['service'] ??= only
      else {
        gone.push({ router: [protocol, router], why })
        delete routers[router]
      }
    }
    if (Object.keys(services).length > 0) section['services'] = services
    if (Object.keys(routers).length === 0) delete section['routers']
    if (Object.keys(section).length === 0) delete own[protocol]
  }
  return gone
}

function fault(router: Tree, protocol: string, services: readonly string[]): string | undefined {
  if (router['rule'] === undefined && protocol !== 'udp')
    return 'It has no rule: Traefik makes one from `providers.docker.defaultRule` of its static configuration.'
  return router['service'] === undefined && services.length > 1
    ? 'It names no service, and there are several in these labels.'
    : undefined
}

/** Docker's provider gives each container one server. @returns whether its port is a guess */
function address(service: Tree, protocol: string, name: string, usual: number | undefined): boolean {
  if (Object.keys(service).some((key) => key !== 'loadBalancer')) return false
  const balancer = isTree(service['loadBalancer']) ? service['loadBalancer'] : {}
  const servers: unknown = balancer['servers']
  const [first = {}] = Array.isArray(servers) ? (servers as unknown[]) : []
  const { port = usual, scheme = 'http', url, ...rest } = isTree(first) ? first : {}
  const target =
    protocol === 'http'
      ? { url: url ?? `${textOf(scheme)}://${name}:${textOf(port ?? 80)}` }
      : { address: `${name}:${textOf(port ?? 80)}` }
  service['loadBalancer'] = { ...balancer, servers: [{ ...target, ...rest }] }
  return port === undefined && url === undefined
}

/** Several containers with a service of one name are servers of one service. */
function lay(own: Readonly<Tree>, config: Tree): void {
  for (const [key, value] of Object.entries(own)) {
    const below = config[key]
    if (isTree(value) && isTree(below)) lay(value, below)
    else if (Array.isArray(value) && Array.isArray(below) && key === 'servers')
      below.push(...(value as unknown[]))
    else config[key] = value
  }
}
