/** Traefik's configuration as a draft: what Traefik would refuse is out of it, and so is what would stand open without that. */
import type { World } from '../../compiler/source.ts'
import { isMapping, SWITCHED_OFF, switchedOff, without, type Draft, type Path } from '../draft.ts'
import { settle, type Settled } from '../settle.ts'
import type { Keys } from '../shorten.ts'
import { write } from '../write.ts'
import { convert, definitionOf, type Converted } from './convert.ts'
import { divided } from './divided.ts'
import { escapedNative } from './escapedNative.ts'
import { below } from './objects.ts'
import { unprotectedBy } from './unprotected.ts'

export interface Drafted {
  readonly draft: Draft
  /** What Traefik would refuse. */
  readonly gone: Settled['refused']
  /** Routers that no service says and that would stand open. */
  readonly closed: readonly Path[]
}

export const STANDS_OPEN = 'It would stand open without what is left of it, so it is left out whole.'

/** `originOf` begins a remark: `shop.yml:12:`. `lost`: what could not even become a part of `config`. */
export function draftOf(
  config: Keys,
  file: string,
  originOf: (path: Path) => string,
  remarks: Draft['remarks'],
  world: World,
  lost: readonly Path[] = [],
): Drafted {
  const native = { head: [], definition: escapedNative(config) as Draft['definition'], remarks: [] }
  const { refused, draft: settled } = settle(native, world, originOf)
  const served = refused.reduce<unknown>((left, { path }) => withTls(without(left, path), path), config)
  const converted = convert(isMapping(served) ? divided(served) : {}, world)
  const unprotected = unprotectedBy([...refused.map(({ path }) => path), ...lost], config)
  const off = [...converted.routers]
    .filter(([, routers]) => routers.some((router) => unprotected.has(`http ${router}`)))
    .map(([name]) => name)
  const closed = [...unprotected]
    .map(pathOf)
    .filter(([protocol, , name]) => name in below(below(converted.rest, protocol), 'routers'))
  const own = settled.remarks.map(({ lines }, index) => ({
    within: ownerOf(refused[index]?.path ?? [], converted),
    lines,
  }))
  const silent = off.filter((name) => !own.some(({ within }) => within[1] === name))
  return {
    gone: refused,
    closed,
    draft: {
      head: [
        `From ${file}, by \`pointsman import\`.`,
        ...(converted.routers.size > 0 ? [WEBSOCKETS] : []),
        ...(off.length > 0 ? [SWITCHED_OFF] : []),
      ],
      definition: definitionOf(withoutOpen(converted, off, closed)),
      remarks: [
        ...remarks,
        ...own,
        ...silent.map((name) => ({ within: ['services', name], lines: [ELSEWHERE] })),
        ...closed.map((path) => ({ within: [], lines: wholly(path, config, originOf) })),
      ],
    },
  }
}

const WEBSOCKETS =
  'WebSocket handshakes over HTTPS now reach upstreams with `X-Forwarded-Proto: https`, where Traefik says `wss`.'

const ELSEWHERE =
  'Switched off: what could protect it, or a router that takes some of its requests, is left out elsewhere in this file.'

/** A router whose TLS options are gone still is one for TLS. */
function withTls(left: unknown, [root = '', section, name = '', key, ...more]: Path): unknown {
  const routers = below(below(left, String(root)), 'routers')
  const router = routers[name]
  if (section !== 'routers' || key !== 'tls' || more.length === 0 || !isMapping(router) || !isMapping(left))
    return left
  const kept = { ...routers, [name]: { ...router, tls: router['tls'] ?? {} } }
  return { ...left, [root]: { ...below(left, String(root)), routers: kept } }
}

function pathOf(router: string): readonly [protocol: string, section: string, name: string] {
  const blank = router.indexOf(' ')
  return [router.slice(0, blank), 'routers', router.slice(blank + 1)]
}

/** The service that says the router now. */
function ownerOf([root, section, name = '']: Path, { routers }: Converted): Path {
  if (root !== 'http' || section !== 'routers') return []
  const service = [...routers].find(([, said]) => said.includes(String(name)))?.[0]
  return service === undefined ? [] : ['services', service]
}

function withoutOpen(converted: Converted, off: readonly string[], closed: readonly Path[]): Converted {
  const services = Object.entries(converted.services).map(([name, keys]) => [
    name,
    off.includes(name) && isMapping(keys) ? switchedOff(keys) : keys,
  ])
  const rest = closed.reduce<unknown>(without, converted.rest)
  return { ...converted, services: Object.fromEntries(services) as Keys, rest: isMapping(rest) ? rest : {} }
}

/** As it was written, with what is left of it. */
function wholly(path: Path, config: Keys, originOf: (path: Path) => string): readonly string[] {
  const [protocol = '', , name = ''] = path.map(String)
  const router = below(below(config, protocol), 'routers')[name]
  const { text } = write({ head: [], definition: { [name]: escapedNative(router) }, remarks: [] })
  return [
    `${originOf(path)} ${path.join('.')} -- ${STANDS_OPEN}`,
    ...text
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ]
}
