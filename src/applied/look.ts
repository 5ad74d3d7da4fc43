/** What one Traefik runs of ours, and what of it does not work, from what its API says. */
import type { Api } from './api.ts'

export interface Look {
  readonly version: string | undefined
  /** From the names of the markers: one, or none, or two for the moment of a change. */
  readonly revisions: readonly string[]
  readonly faults: readonly FoundFault[]
}

export interface FoundFault {
  readonly section: string
  /** As Traefik calls it, without `@http`. */
  readonly name: string
  readonly status: 'warning' | 'disabled'
  readonly error: string
}

/** The marker that every body carries. */
const MARKER = /^pointsman-([0-9a-f]{12})@http$/
const SECTIONS = [
  'http.routers',
  'http.services',
  'http.middlewares',
  'tcp.routers',
  'tcp.services',
  'tcp.middlewares',
  'udp.routers',
  'udp.services',
]

/** Only what is counted as faulty is asked for: a large configuration costs no more than a small one. */
export async function look(api: Api): Promise<Look> {
  const [version, markers, overview] = await Promise.all([
    api.get('/api/version'),
    api.list('/api/http/middlewares?search=pointsman-'),
    api.get('/api/overview'),
  ])
  const faulty = SECTIONS.filter((section) => countIn(overview, section) > 0)
  const lists = await Promise.all(
    faulty.flatMap((section) =>
      (['warning', 'disabled'] as const).map((status) => faultsOf(api, section, status)),
    ),
  )
  return {
    version: textOf(at(version, 'Version')),
    revisions: markers.flatMap((marker) => MARKER.exec(textOf(at(marker, 'name')) ?? '')?.[1] ?? []),
    faults: lists.flat(),
  }
}

async function faultsOf(
  api: Api,
  section: string,
  status: 'warning' | 'disabled',
): Promise<readonly FoundFault[]> {
  const found = await api.list(`/api/${section.replace('.', '/')}?status=${status}`)
  return found.flatMap((object) => {
    const name = textOf(at(object, 'name'))
    // What other providers of that Traefik have is none of our business.
    if (name === undefined || !name.endsWith('@http') || at(object, 'status') !== status) return []
    return [{ section, name: name.slice(0, -'@http'.length), status, error: wordsOf(at(object, 'error')) }]
  })
}

/** `overview.http.routers` is `{ total, warnings, errors }`. */
function countIn(overview: unknown, section: string): number {
  const [protocol = '', kind = ''] = section.split('.')
  const counted = at(at(overview, protocol), kind)
  return Number(at(counted, 'warnings') ?? 0) + Number(at(counted, 'errors') ?? 0)
}

function wordsOf(error: unknown): string {
  const words = Array.isArray(error) ? error : [error]
  return words.filter((word) => typeof word === 'string').join('; ') || 'Traefik does not say why'
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}
