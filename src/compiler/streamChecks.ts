/** The stage that finds streams that stand in the way: of HTTP on the same entry point, and of each other. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Place } from '../diagnostics/place.ts'
import { entriesOf } from '../traefik/entries.ts'
import { alternativesOf } from '../traefik/rule/alternatives.ts'
import { parseRule } from '../traefik/rule/parse.ts'
import { byRank, type Change } from './change.ts'
import type { Claim } from './fragment.ts'
import type { RankedPart } from './parts.ts'

export interface StreamChecks {
  update(parts: Change<RankedPart>): void
  diagnostics(): readonly Diagnostic[]
}

interface Stream {
  readonly name: string
  readonly point: string
  readonly hasTls: boolean
  readonly isForAll: boolean
  /** Those of `HostSNI`, when it takes no others. */
  readonly names: readonly string[]
  readonly ranked: RankedPart
  readonly place: () => Place
}

export function createStreamChecks(): StreamChecks {
  const tcp = new Map<RankedPart, readonly Stream[]>()
  const udp = new Map<RankedPart, readonly Stream[]>()
  const parts = new Set<RankedPart>()

  return {
    update({ came, went }) {
      for (const part of went) for (const kept of [tcp, udp, parts]) kept.delete(part)
      for (const part of came) {
        parts.add(part)
        const [own, datagrams] = [streamsOf(part, 'tcp.routers'), streamsOf(part, 'udp.routers')]
        if (own.length > 0) tcp.set(part, own)
        if (datagrams.length > 0) udp.set(part, datagrams)
      }
    },
    diagnostics() {
      const streams = [...tcp.values()].flat()
      const catching = streams.filter(({ isForAll }) => isForAll)
      const named = streams.filter(({ names }) => names.length > 0)
      return [
        ...(catching.length === 0 ? [] : inTheWay(catching, parts)),
        ...(named.length === 0 ? [] : behindHttps(named, parts)),
        ...doubles([...udp.values()].flat()),
      ]
    },
  }
}

function streamsOf(ranked: RankedPart, section: 'tcp.routers' | 'udp.routers'): readonly Stream[] {
  const { part } = ranked
  return part.objects
    .filter((object) => object.section === section)
    .flatMap(({ name, value }) => {
      const { entryPoints, rule, tls } = entriesOf(value)
      const place = () => part.locate([...section.split('.'), name], 'key')
      // Any other rule leaves something to others: Traefik asks HTTP for what no TCP router takes.
      const isForAll = typeof rule === 'string' && /^\s*HostSNI\(\s*[`"]\*[`"]\s*\)\s*$/i.test(rule)
      const points = Array.isArray(entryPoints) ? entryPoints.map(String) : []
      const names = tls === undefined || isForAll || typeof rule !== 'string' ? [] : namesIn(rule)
      return points.map((point) => ({
        name,
        point,
        hasTls: tls !== undefined,
        isForAll,
        names,
        ranked,
        place,
      }))
    })
}

function namesIn(rule: string): readonly string[] {
  const { node } = parseRule(rule, 'tcp')
  const alternatives = (node === undefined ? undefined : alternativesOf(node)) ?? []
  const names = alternatives.map((alternative) =>
    alternative.find(({ matcher, negated }) => !negated && matcher.name === 'HostSNI'),
  )
  return names.some((one) => one === undefined)
    ? []
    : names.flatMap((one) => one?.matcher.values[0]?.text.toLowerCase() ?? [])
}

/** An HTTPS router that names the host comes before every TCP router, whatever the priorities. */
function behindHttps(named: readonly Stream[], parts: ReadonlySet<RankedPart>): readonly Diagnostic[] {
  const points = new Set(named.map(({ point }) => point))
  const holders = new Map<string, { readonly ranked: RankedPart; readonly claim: Claim }>()
  for (const ranked of parts)
    for (const claim of ranked.part.claims)
      for (const point of claim.tlsEntryPoints) {
        const key = `${point} ${claim.host}`
        const known = holders.get(key)
        if (points.has(point) && (known === undefined || byRank(ranked, known.ranked) < 0))
          holders.set(key, { ranked, claim })
      }
  return named.flatMap(({ name, point, names, place }) => {
    const host = names.find((one) => holders.has(`${point} ${one}`))
    const claim = holders.get(`${point} ${host}`)?.claim
    if (host === undefined || claim === undefined) return []
    const note = { message: 'HTTPS is served for it here.', place: claim.hostPlace() }
    return [diagnose('tcp-name-behind-https', { name, point, host }, place(), [note])]
  })
}

/**
 * Without TLS, a TCP router for everything comes before HTTP without TLS (pkg/server/router/tcp/router.go, `ServeTCP`). With
 * TLS it comes last, behind every HTTPS router: one of those for every host leaves it nothing.
 */
function inTheWay(catching: readonly Stream[], parts: ReadonlySet<RankedPart>): readonly Diagnostic[] {
  const claims = [...parts].flatMap((ranked) => ranked.part.claims.map((claim) => ({ ranked, claim })))
  return catching.flatMap((stream) => {
    const met = claims.filter(
      ({ claim }) =>
        claim.entryPoints.includes(stream.point) &&
        claim.tlsEntryPoints.includes(stream.point) === stream.hasTls &&
        (!stream.hasTls || claim.host === ''),
    )
    const [first] = met.sort((a, b) => byRank(a.ranked, b.ranked))
    if (first === undefined) return []
    const { name, point } = stream
    const by = first.claim.by ?? first.ranked.part.service ?? first.ranked.part.file
    const isLater = byRank(stream.ranked, first.ranked) >= 0
    const [place, other] = isLater
      ? [stream.place(), first.claim.hostPlace()]
      : [first.claim.hostPlace(), stream.place()]
    const message = `${isLater ? `\`${by}\` is` : `The TCP router \`${name}\` is`} here.`
    const code = stream.hasTls ? 'tcp-behind-https' : 'tcp-before-http'
    return [diagnose(code, { name, point, by }, place, [{ message, place: other }])]
  })
}

/** Traefik takes the one whose name comes last, and says so only in its log. */
function doubles(streams: readonly Stream[]): readonly Diagnostic[] {
  const byPoint = new Map<string, Stream>()
  return streams
    .toSorted((a, b) => byRank(a.ranked, b.ranked))
    .flatMap((stream) => {
      const earlier = byPoint.get(stream.point)
      if (earlier === undefined) {
        byPoint.set(stream.point, stream)
        return []
      }
      if (earlier.name === stream.name) return []
      const values = { point: stream.point, name: stream.name, other: earlier.name }
      const note = { message: `\`${earlier.name}\` is here.`, place: earlier.place() }
      return [diagnose('udp-entry-point-twice', values, stream.place(), [note])]
    })
}
