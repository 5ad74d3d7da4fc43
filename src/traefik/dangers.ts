/** What is well formed and would still harm Traefik: each rule has its reason in ../shared/traefik/semantics.md, c. */
import { circlesIn } from './circles.ts'
import { entriesOf, type Entries } from './entries.ts'

type Refuse = (path: readonly (string | number)[], problem: string, help?: string) => void

const VERSIONS = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13']
const STREAM_KINDS = [
  ['tcp', 'services'],
  ['tcp', 'middlewares'],
  ['udp', 'services'],
] as const
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\n'

/** `config` has passed the check of its fields. */
export function findDangers(config: unknown, refuse: Refuse): void {
  const root = entriesOf(config)
  const http = entriesOf(root['http'])
  for (const protocol of ['http', 'tcp', 'udp']) {
    for (const [kind, entries] of Object.entries(entriesOf(root[protocol]))) {
      for (const name of Object.keys(entriesOf(entries))) {
        if (name.includes('@'))
          refuse([protocol, kind, name], 'a name with `@` would be read as the name of another provider')
      }
    }
    for (const [name, router] of Object.entries(entriesOf(entriesOf(root[protocol])['routers']))) {
      checkRouter([protocol, 'routers', name], entriesOf(router), protocol, refuse)
    }
  }
  checkKinds(['http', 'middlewares'], entriesOf(http['middlewares']), refuse)
  checkKinds(['http', 'services'], entriesOf(http['services']), refuse, ['middlewares'])
  for (const [protocol, kind] of STREAM_KINDS)
    checkKinds([protocol, kind], entriesOf(entriesOf(root[protocol])[kind]), refuse)
  for (const [name, transport] of Object.entries(entriesOf(http['serversTransports']))) {
    checkVersions(['http', 'serversTransports', name], entriesOf(transport), true, refuse)
    checkPairs(
      ['http', 'serversTransports', name, 'certificates'],
      entriesOf(transport)['certificates'],
      refuse,
    )
  }
  for (const protocol of ['tcp', 'udp'])
    checkStreams(protocol, entriesOf(entriesOf(root[protocol])['services']), refuse)
  const tls = entriesOf(root['tls'])
  for (const [name, options] of Object.entries(entriesOf(tls['options']))) {
    checkVersions(['tls', 'options', name], entriesOf(options), false, refuse)
  }
  checkPairs(['tls', 'certificates'], tls['certificates'], refuse)
}

function checkRouter(path: readonly string[], router: Entries, protocol: string, refuse: Refuse): void {
  if (protocol !== 'udp' && !isText(router['rule'])) refuse(path, 'a router without a `rule` is switched off')
  // Of HTTP, it may be the parent of others, which may belong to another provider.
  if (protocol !== 'http' && !isText(router['service']))
    refuse(path, 'a router without a `service` is switched off')
}

/** Traefik switches off what has no kind, or more than one. */
function checkKinds(
  path: readonly string[],
  entries: Entries,
  refuse: Refuse,
  beside: readonly string[] = [],
): void {
  for (const [name, entry] of Object.entries(entries)) {
    const kinds = Object.keys(entriesOf(entry)).filter((key) => !beside.includes(key))
    if (kinds.length !== 1) refuse([...path, name], `exactly one kind is needed, not ${kinds.length}`)
  }
}

/** An unknown version is ignored without a word; in a transport `minVersion` alone loses all TLS settings. */
function checkVersions(
  path: readonly (string | number)[],
  options: Entries,
  needsBoth: boolean,
  refuse: Refuse,
): void {
  const [minVersion, maxVersion] = [options['minVersion'], options['maxVersion']].map((version) =>
    typeof version === 'string' ? version : undefined,
  )
  for (const version of [minVersion, maxVersion]) {
    if (version !== undefined && !VERSIONS.includes(version))
      refuse(path, `Traefik would ignore the TLS version ${version}`)
  }
  if (needsBoth && minVersion !== undefined && maxVersion === undefined)
    refuse(path, '`minVersion` without `maxVersion` loses all TLS settings of a transport')
  if (
    minVersion !== undefined &&
    maxVersion !== undefined &&
    VERSIONS.indexOf(minVersion) > VERSIONS.indexOf(maxVersion)
  ) {
    refuse(path, 'no TLS version lies between `minVersion` and `maxVersion`')
  }
}

/** Traefik logs a `certFile` that does not begin so in full: a key in it would leak. */
function checkPairs(path: readonly string[], pairs: unknown, refuse: Refuse): void {
  for (const [index, pair] of (Array.isArray(pairs) ? pairs : []).entries()) {
    const { certFile } = entriesOf(pair)
    if (!isText(certFile) || !certFile.includes('-----')) continue
    if (!certFile.startsWith(CERTIFICATE))
      refuse(
        [...path, index, 'certFile'],
        'it does not begin with a certificate, and Traefik would log it in full',
      )
    else if (certFile.includes('PRIVATE KEY'))
      refuse([...path, index, 'certFile'], 'a private key does not belong here')
  }
}

/** A negative weight spins a core for good. */
function checkStreams(protocol: string, services: Entries, refuse: Refuse): void {
  for (const [name, service] of Object.entries(services)) {
    const members = entriesOf(entriesOf(service)['weighted'])['services']
    for (const [index, member] of (Array.isArray(members) ? members : []).entries()) {
      const { weight } = entriesOf(member)
      if (typeof weight === 'number' && weight < 0)
        refuse(
          [protocol, 'services', name, 'weighted', 'services', index, 'weight'],
          'a negative weight spins a core of Traefik for good',
        )
    }
  }
}

/** A weighted service of streams that reaches itself kills Traefik. */
export function findCircles(
  path: readonly string[],
  services: ReadonlyMap<string, unknown>,
  refuse: Refuse,
): void {
  const edges = [...services].flatMap(([from, service]) => {
    const members = entriesOf(entriesOf(service)['weighted'])['services']
    return (Array.isArray(members) ? members : []).map((member) => {
      const { name } = entriesOf(member)
      return { from, to: typeof name === 'string' ? name.replace(/@http$/, '') : '' }
    })
  })
  for (const [edge] of circlesIn(edges))
    if (edge !== undefined) refuse([...path, edge.from], 'a service that reaches itself kills Traefik')
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
