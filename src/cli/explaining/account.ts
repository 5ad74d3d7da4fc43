/** What happens to one request, as plain data: for programs, and to be printed for people. */
import { hideSecrets } from '../../diagnostics/hide.ts'
import { wouldTake, type Evaluation, type TlsUsed } from '../../traefik/evaluate/evaluate.ts'
import { isAnswered } from '../../traefik/evaluate/going.ts'
import type { HttpRouter } from '../../traefik/evaluate/httpRouters.ts'
import type { Upstream } from '../../traefik/evaluate/upstream.ts'
import { shownValue } from '../../traefik/secrets.ts'
import { layersOf, nearestOf } from './nearest.ts'
import { urlOf } from './question.ts'
import type { Absent } from './absent.ts'
import type { Nearby, RouterAccount, Tell } from './routerAccount.ts'

export interface Account {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly entryPoint: string
    readonly from: string
  }
  /** Absent: the upstream answers. */
  readonly status?: number
  readonly location?: string
  /** Why it is answered so; a sentence without a final dot. */
  readonly because?: string
  readonly router?: RouterAccount
  /** Those below it, from parent to child, where it hands on to others. */
  readonly below: readonly RouterAccount[]
  readonly tlsOptions?: string
  readonly middlewares: readonly {
    readonly name: string
    readonly type: string
    readonly does: readonly string[]
  }[]
  readonly upstreams: readonly Upstream[]
  /** What the upstream gets beside what the client sent. */
  readonly headers: Readonly<Record<string, string>>
  /** They match too, and lose. */
  readonly lost: readonly RouterAccount[]
  /** They would take it if they were served. */
  readonly absent: readonly Nearby[]
  /** When none takes it: those that come nearest, with what is missing. */
  readonly nearest: readonly Nearby[]
  /** Sentences about what cannot be known here. */
  readonly notes: readonly string[]
}

/** The statuses of a request that no router takes to an end that somebody meant. */
const LOST: ReadonlySet<number | undefined> = new Set([421, 502, 503])

export function isLost({ status, router, nearest }: Pick<Account, 'status' | 'router' | 'nearest'>): boolean {
  return LOST.has(status) || nearest.length > 0 || (router === undefined && status !== undefined)
}

export function accountOf(evaluation: Evaluation, tell: Tell, absent: Absent): Account {
  const { asked, choice, below, way, tls, upstreams, status, location } = evaluation
  const { method, entryPoint, clientIp } = asked
  const taken = choice?.taken
  const because = reasonOf(evaluation)
  const missing = wouldTake(absent.http, evaluation).map(absent.tell)
  return {
    request: { method, url: urlOf(asked), entryPoint, from: clientIp },
    ...(status === undefined ? {} : { status }),
    ...(location === undefined ? {} : { location }),
    ...(because === undefined ? {} : { because }),
    ...(taken === undefined ? {} : { router: tell(taken, asked.host) }),
    ...(tls === undefined ? {} : { tlsOptions: tlsText(tls) }),
    below: below.flatMap(({ taken: child }) => (child === undefined ? [] : tell(child, asked.host))),
    middlewares: (way?.steps ?? []).map(({ name, type, does }) => ({
      name,
      type,
      does: does.map(hideSecrets),
    })),
    upstreams: upstreams.map((one) => ({ ...one, url: withoutPassword(one.url) })),
    headers: headersOf(evaluation),
    lost: layersOf(evaluation).flatMap(({ outranked }) =>
      outranked.map((router) => tell(router, asked.host)),
    ),
    absent: missing,
    nearest: nearestOf(evaluation, tell),
    notes: [
      ...notesOf(evaluation),
      ...(missing.length > 0 || isNamedBy(taken, asked.host) ? [] : absent.naming(asked.host)),
    ],
  }
}

/** `modern (TLS 1.3 or later, asks for a client certificate)` */
function tlsText({ wanted, settings }: TlsUsed): string {
  const version = /^VersionTLS1(\d)$/.exec(String(settings['minVersion']))?.[1]
  const { clientAuth } = settings
  const facts = [
    ...(version === undefined ? [] : [`TLS 1.${version} or later`]),
    ...(clientAuth === undefined ? [] : ['asks for a client certificate']),
  ]
  return facts.length === 0 ? wanted : `${wanted} (${facts.join(', ')})`
}

function withoutPassword(url: string): string {
  return url.replace(/^([a-z0-9+.-]+:\/\/[^/?#@]*:)[^/?#@]*@/i, '$1***@')
}

function reasonOf({
  asked,
  refused,
  choice,
  below,
  tls,
  way,
  upstreams,
  status,
}: Evaluation): string | undefined {
  if (refused !== undefined) return refused
  if (choice !== undefined && choice.taken === undefined) return 'no router takes it'
  if (status === 421 && tls !== undefined)
    return `the handshake ${asked.sni === '' ? 'names no host, as for every address, and' : `for \`${asked.sni}\``} gets the TLS options ${list(tls.handshake)}, and the router wants \`${tls.wanted}\``
  if (below.at(-1) !== undefined && below.at(-1)?.taken === undefined)
    return `no router below \`${(below.at(-2) ?? choice)?.taken?.name}\` takes it`
  if (status === 503 && upstreams.length === 0) return 'the service has no server'
  if (way !== undefined && isAnswered(way.end)) return `\`${way.steps.at(-1)?.name}\` answers`
  return status === 418 ? 'nothing stands behind this router' : undefined
}

/** Of what Traefik sends on: what is new, or other than it came. `Host` and the path stand with the upstream. */
function headersOf({ asked, way, upstreams }: Evaluation): Readonly<Record<string, string>> {
  if (way === undefined || isAnswered(way.end) || upstreams.length === 0) return {}
  const sent = new Map(asked.headers.map(([name, value]) => [name.toLowerCase(), value]))
  const { headers } = way.end
  // Traefik's own reverse proxy adds the client at the very end, unless a middleware forbade it.
  const forwardedFor = headers.has('X-Forwarded-For') ? [] : [['X-Forwarded-For', asked.clientIp] as const]
  const added = [...headers]
    .filter(([, values]) => values.length > 0)
    .map(([name, values]) => [name, values.join(', ')] as const)
    .filter(([name, value]) => sent.get(name.toLowerCase()) !== value)
    .map(([name, value]) => [name, String(shownValue([name], value))] as const)
  return Object.fromEntries([...forwardedFor, ...added].toSorted(([a], [b]) => (a < b ? -1 : 1)))
}

function notesOf(evaluation: Evaluation): readonly string[] {
  const { tls, elsewhere, status } = evaluation
  const ties = layersOf(evaluation).flatMap((layer) => layer.ties)
  const uncertain = layersOf(evaluation).flatMap((layer) => layer.uncertain)
  return [
    ...ties.map(({ name }) => `\`${name}\` matches with the same priority: Traefik may take either.`),
    ...uncertain.map(
      ({ name }) => `The rule of \`${name}\` has a regular expression that cannot be evaluated here.`,
    ),
    ...((tls?.handshake.length ?? 0) > 1
      ? [`Chance decides which TLS options the handshake gets: ${list(tls?.handshake ?? [])}.`]
      : []),
    ...(status === 418 ? [] : elsewhere.map((name) => notKnown(name))),
  ]
}

function notKnown(service: string): string {
  if (service === '') return 'It hands on to routers that another provider has below it.'
  if (service.endsWith('@internal')) return `The service \`${service}\` is Traefik's own.`
  return `What the service \`${service}\` does stands in another place.`
}

/** Then no file with a mistake is wanted for this host. */
function isNamedBy(router: HttpRouter | undefined, host: string): boolean {
  return router?.hosts.includes(host.replace(/:\d*$/, '').toLowerCase()) === true
}

function list(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' or ')
}
