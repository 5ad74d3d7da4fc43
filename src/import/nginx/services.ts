/** Servers become services: those that only send clients on become a word of the service they send them to. */
import type { Draft } from '../draft.ts'
import type { Directive } from './directive.ts'
import { sentToHttps, sentToName } from './https.ts'
import { partsOf, type Parts } from './parts.ts'
import { readServer, type Server } from './server.ts'
import { serviceOf, type Entry } from './service.ts'
import { pathOf } from './routes.ts'
import { nameFor } from './serviceName.ts'
import { walk, type Site } from './site.ts'

/** The services by name, and where each block is written: for the remarks on what is left in it. */
export interface Services {
  readonly services: Readonly<Record<string, unknown>>
  /** The `server` that each service was. */
  readonly servers: ReadonlyMap<string, Directive>
  readonly owners: ReadonlyMap<Directive, Draft['remarks'][number]['within']>
}

interface Read extends Parts {
  readonly server: Server
  /** Names that are sent to HTTPS; `all`: every name. */
  readonly toHttps: readonly string[] | 'all'
}

export function servicesOf(site: Site): Services {
  const reads = [...walk(site.roots)]
    .filter((one) => one.name === 'server' && one.block !== undefined && one.parent?.name !== 'stream')
    .map((one): Read => {
      const server = readServer(one, site)
      const parts = partsOf(server, site)
      return { server, ...parts, toHttps: sentToHttps(server, parts.redirects, site) }
    })
  const senders = reads.filter((read) => !read.server.tls && read.toHttps.length > 0 && sendsOnly(read))
  const others = reads.filter((read) => !senders.includes(read))
  const movers = others.filter((read) => movesOnly(read, others))
  const services: Record<string, unknown> = {}
  const servers = new Map<string, Directive>()
  const owners = new Map<Directive, readonly (string | number)[]>()
  for (const read of others.filter((one) => !movers.includes(one))) {
    const { server } = read
    const entry: Entry = {
      ...read,
      https: httpsOf(read, senders),
      redirectFrom: [...movers, ...senders].flatMap((mover) => movedNames(mover, server, site)),
    }
    if (server.names.length === 0 && server.patterns.length === 0 && !server.anyName) {
      nameless(server, site)
      continue
    }
    if (server.anyName && server.names.length === 0 && !takesEverything(read)) {
      anyName(read, site)
      continue
    }
    if (server.names.length > 0 && server.catchAll)
      site.head.add(
        `\`${server.names[0] ?? ''}\` is nginx's default server, which takes every other name too; Traefik answers 404 for those.`,
      )
    const name = nameFor(entry, new Set(Object.keys(services)))
    for (const made of serviceOf(entry, name, site)) {
      services[made.name] = made.keys
      servers.set(made.name, server.directive)
      for (const [directive, path] of made.owners) owners.set(directive, path)
    }
  }
  for (const sender of senders) strays(sender, others, site)
  for (const { server } of [...senders, ...movers]) sentOn(server, others, site)
  return { services, servers, owners }
}

/** Beside sending to HTTPS it does nothing that a service could say. */
function sendsOnly({ parts, toHttps }: Read): boolean {
  return toHttps === 'all' || parts.every(({ keys }) => keys['upstream'] === 'noop@internal')
}

/** Every name of it is sent, for good, to a name that another server of the file has. */
function movesOnly(read: Read, all: readonly Read[]): boolean {
  const moved = sentToName(read.redirects)
  return (
    moved !== undefined &&
    moved.permanent &&
    read.parts.length === 0 &&
    read.server.names.length > 0 &&
    !read.server.names.includes(moved.name) &&
    all.some(({ server }) => server !== read.server && server.names.includes(moved.name))
  )
}

function movedNames(mover: Read, { names, tls }: Server, site: Site): readonly string[] {
  const moved = sentToName(mover.redirects)
  if (moved === undefined || !names.includes(moved.name)) return []
  if (tls !== (moved.scheme === 'https' || (moved.scheme === '$scheme' && tls))) return []
  site.fates.carried(moved.directive, mover.server.directive)
  return mover.server.names.filter((name) => !names.includes(name))
}

function httpsOf({ server, toHttps }: Read, senders: readonly Read[]): 'redirect' | 'only' | 'both' | 'off' {
  if (!server.tls) return 'off'
  if (server.plain) return toHttps === 'all' ? 'redirect' : 'both'
  const sent = new Set(senders.flatMap((sender) => namesOf(sender)))
  const all = senders.some((sender) => sender.server.catchAll && sender.toHttps === 'all')
  return all || (hostsOf(server).length > 0 && hostsOf(server).every((name) => sent.has(name)))
    ? 'redirect'
    : 'only'
}

function namesOf({ server, toHttps, redirects }: Read): readonly string[] {
  const own = sentToName(redirects)?.name
  return toHttps === 'all' ? [...hostsOf(server), ...(own === undefined ? [] : [own])] : toHttps
}

/** Its names and its patterns. */
function hostsOf({ names, patterns }: Server): readonly string[] {
  return [...names, ...patterns.map((pattern) => `~${pattern}`)]
}

/** What is said in a server that only sends clients on holds for the service too that they are sent to. */
function sentOn({ directive }: Server, others: readonly Read[], site: Site): void {
  site.fates.carried(directive)
  const said = new Set(others.flatMap(({ server }) => server.directive.block ?? []).map(({ text }) => text))
  for (const inner of directive.block ?? []) {
    if (site.fates.of(inner) !== undefined || !inner.name.startsWith('ssl_')) continue
    if (inner.name === 'ssl_protocols' || said.has(inner.text))
      site.fates.needless(inner, 'The service it leads to says it.')
    else
      site.fates.left(
        inner,
        'It redirects with the certificates of the service that it leads to: this one may be needed too.',
      )
  }
}

/** What redirects to HTTPS where nothing in this file answers on HTTPS. */
function strays(sender: Read, others: readonly Read[], site: Site): void {
  const served = new Set(others.filter(({ server }) => server.tls).flatMap(({ server }) => hostsOf(server)))
  const stray = hostsOf(sender.server).filter(
    (name) => !served.has(name) && movesTo(sender, name) === undefined,
  )
  for (const directive of sender.server.directive.block ?? []) {
    if (directive.name !== 'server_name' || stray.length === 0 || (served.size === 0 && stray.length === 0))
      continue
    site.fates.left(
      directive,
      `Nothing in this file answers on HTTPS for ${stray.map((name) => `\`${name}\``).join(', ')}; the service that does redirects from HTTP by itself.`,
    )
  }
}

function movesTo(sender: Read, name: string): string | undefined {
  const moved = sentToName(sender.redirects)
  return moved !== undefined && moved.name !== name && !moved.name.startsWith('$') ? moved.name : undefined
}

/** Without a name it is for every host: what it does with `/` is said by a rule, and its locations narrow that. */
function takesEverything({ parts }: Read): boolean {
  return parts.some((part) => !part.refuses && pathOf(part.spot) === undefined)
}

/** It has names, but none that Traefik knows: it would be for every host. */
function nameless({ directive }: Server, site: Site): void {
  const why =
    'Traefik has no word for its names, and without them it would take every host. Name the hosts and import it again.'
  site.fates.left(directive, why)
  for (const inner of walk(directive.block ?? [])) site.fates.left(inner, why)
}

/** A server without a name: it answers what no other server does, which in Traefik nobody has to. */
function anyName({ server, parts, redirects }: Read, site: Site): void {
  const refuses = parts.every(({ keys }) => keys['upstream'] === 'noop@internal') && redirects.length === 0
  if (refuses) site.fates.needless(server.directive, 'Traefik answers 404 for names that no service has.')
  else
    site.fates.left(
      server.directive,
      'It has no name, so it takes every host. Name the hosts here and import it again, or say it with `rule`.',
    )
  for (const directive of walk(server.directive.block ?? [])) {
    if (refuses) site.fates.needless(directive, 'Traefik answers 404 for names that no service has.')
  }
}
