/** What is well formed and would still harm Traefik: each rule has its reason in ../shared/traefik/semantics.md, c. */
type Refuse = (path: readonly (string | number)[], problem: string) => void
type Entries = Readonly<Record<string, unknown>>

const VERSIONS = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13']
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\n'

/** `config` has passed the check of its fields. */
export function findDangers(config: unknown, refuse: Refuse): void {
  const root = mapping(config)
  const http = mapping(root['http'])
  for (const protocol of ['http', 'tcp', 'udp']) {
    for (const [kind, entries] of Object.entries(mapping(root[protocol]))) {
      for (const name of Object.keys(mapping(entries))) {
        if (name.includes('@'))
          refuse([protocol, kind, name], 'a name with `@` would be read as the name of another provider')
      }
    }
    for (const [name, router] of Object.entries(mapping(mapping(root[protocol])['routers']))) {
      checkRouter([protocol, 'routers', name], mapping(router), protocol, refuse)
    }
  }
  checkKinds(['http', 'middlewares'], mapping(http['middlewares']), refuse)
  checkKinds(['http', 'services'], mapping(http['services']), refuse, ['middlewares'])
  for (const [name, transport] of Object.entries(mapping(http['serversTransports']))) {
    checkVersions(['http', 'serversTransports', name], mapping(transport), true, refuse)
    checkPairs(
      ['http', 'serversTransports', name, 'certificates'],
      mapping(transport)['certificates'],
      refuse,
    )
  }
  for (const protocol of ['tcp', 'udp'])
    checkStreams(protocol, mapping(mapping(root[protocol])['services']), refuse)
  const tls = mapping(root['tls'])
  for (const [name, options] of Object.entries(mapping(tls['options']))) {
    checkVersions(['tls', 'options', name], mapping(options), false, refuse)
  }
  checkPairs(['tls', 'certificates'], tls['certificates'], refuse)
  for (const name of Object.keys(mapping(tls['stores']))) {
    if (name !== 'default') refuse(['tls', 'stores', name], 'Traefik uses no store but `default`')
  }
}

function checkRouter(path: readonly string[], router: Entries, protocol: string, refuse: Refuse): void {
  if (protocol !== 'udp' && !isText(router['rule'])) refuse(path, 'a router without a rule is switched off')
  if (!isText(router['service']) && !Array.isArray(router['parentRefs']))
    refuse(path, 'a router without a service is switched off')
  const points = router['entryPoints']
  if (!Array.isArray(points) || points.length === 0)
    refuse(path, 'a router without entry points lands on all of them')
}

/** Traefik switches off what has no kind, or more than one. */
function checkKinds(
  path: readonly string[],
  entries: Entries,
  refuse: Refuse,
  beside: readonly string[] = [],
): void {
  for (const [name, entry] of Object.entries(entries)) {
    const kinds = Object.keys(mapping(entry)).filter((key) => !beside.includes(key))
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
    const { certFile } = mapping(pair)
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
    const members = mapping(mapping(service)['weighted'])['services']
    for (const member of Array.isArray(members) ? members : []) {
      const { weight } = mapping(member)
      if (typeof weight === 'number' && weight < 0)
        refuse([protocol, 'services', name], 'a negative weight spins a core of Traefik for good')
    }
  }
  findCircles([protocol, 'services'], new Map(Object.entries(services)), refuse)
}

/** A weighted service of streams that reaches itself kills Traefik. */
export function findCircles(
  path: readonly string[],
  services: ReadonlyMap<string, unknown>,
  refuse: Refuse,
): void {
  const next = new Map<string, readonly string[]>()
  for (const [name, service] of services) {
    const members = mapping(mapping(service)['weighted'])['services']
    if (!Array.isArray(members)) continue
    next.set(
      name,
      members.map((member) => String(mapping(member)['name']).replace(/@http$/, '')),
    )
  }
  for (const name of next.keys())
    if (reaches(name, name, next, new Set()))
      refuse([...path, name], 'a service that reaches itself kills Traefik')
}

function reaches(
  from: string,
  goal: string,
  next: ReadonlyMap<string, readonly string[]>,
  seen: Set<string>,
): boolean {
  for (const name of next.get(from) ?? []) {
    if (name === goal) return true
    if (seen.has(name)) continue
    seen.add(name)
    if (reaches(name, goal, next, seen)) return true
  }
  return false
}

function mapping(value: unknown): Entries {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Entries) : {}
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}
