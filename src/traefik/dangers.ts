/** What is well formed and would still harm Traefik: each rule has its reason in ../shared/traefik/semantics.md, c. */
import { circlesIn } from './circles.ts'
import { entriesOf, type Entries } from './entries.ts'
import type { TraefikObject } from './objects.ts'
import { hostsIn } from './rule/node.ts'
import { parseRule } from './rule/parse.ts'
import { checkHttpService, checkStreamService, checkTlsOptions } from './serviceSettings.ts'
import { checkHttpMiddleware, checkTcpMiddleware, type Tell } from './settings.ts'

type Path = readonly (string | number)[]
type Refuse = (path: Path, problem: string, help?: string) => void

const VERSIONS = ['VersionTLS10', 'VersionTLS11', 'VersionTLS12', 'VersionTLS13']
const CERTIFICATE = '-----BEGIN CERTIFICATE-----\n'

/** `value` has passed the check of its fields; `path` is where it stands. */
export function findDangers({ section, name, value }: TraefikObject, path: Path, refuse: Refuse): void {
  const object = entriesOf(value)
  if (!section.startsWith('tls.') && name.includes('@'))
    refuse(path, 'a name with `@` would be read as the name of another provider')
  switch (section) {
    case 'http.routers':
    case 'tcp.routers':
    case 'udp.routers':
      return checkRouter(path, object, section, refuse)
    case 'http.middlewares':
      checkKind(path, object, refuse)
      return checkSettings(path, object, checkHttpMiddleware, refuse)
    case 'tcp.middlewares':
      checkKind(path, object, refuse)
      return checkSettings(path, object, checkTcpMiddleware, refuse)
    case 'http.services':
      checkKind(path, object, refuse, 'middlewares')
      return checkSettings(path, object, checkHttpService, refuse)
    case 'http.serversTransports':
      checkVersions(path, object, true, refuse)
      return checkPairs(path, object['certificates'], refuse)
    case 'tcp.services':
    case 'udp.services':
      checkKind(path, object, refuse)
      checkSettings(path, object, { loadBalancer: checkStreamService }, refuse)
      return checkWeights(path, object, refuse)
    case 'tls.options':
      checkTlsOptions(object, below(path, refuse))
      return checkVersions(path, object, false, refuse)
    case 'tls.certificates':
      return checkPair(path, object, refuse)
    default:
  }
}

/** What an object says below its kind. */
function checkSettings(
  path: Path,
  object: Entries,
  checks: Readonly<Record<string, (settings: Entries, tell: Tell) => void>>,
  refuse: Refuse,
): void {
  for (const kind of Object.keys(object)) {
    if (Object.hasOwn(checks, kind)) checks[kind]?.(entriesOf(object[kind]), below([...path, kind], refuse))
  }
}

function below(path: Path, refuse: Refuse): Tell {
  return (rest, problem, help) => refuse([...path, ...rest], problem, help)
}

function checkRouter(path: Path, router: Entries, section: string, refuse: Refuse): void {
  if (section !== 'udp.routers' && !isText(router['rule']))
    refuse(path, 'a router without a `rule` is switched off')
  // Of HTTP, it may be the parent of others, which may belong to another provider.
  if (section !== 'http.routers' && !isText(router['service']))
    refuse(path, 'a router without a `service` is switched off')
  if (Array.isArray(router['parentRefs']) && router['parentRefs'].length > 0)
    for (const key of ['tls', 'entryPoints', 'observability'])
      if (router[key] !== undefined)
        refuse(
          [...path, key],
          `a router with \`parentRefs\` and \`${key}\` is switched off`,
          `It hears what its parent took: write \`${key}\` there.`,
        )
  if (section === 'http.routers' && losesOptions(router))
    refuse(
      [...path, 'tls', 'options'],
      'TLS options hold for the hosts that a rule names, and this one names none',
      'Name them with `Host` in the rule, or leave the options out and write `tls.options.default` for all hosts.',
    )
  if (section === 'tcp.routers' && router['tls'] === undefined && namesHost(router['rule']))
    refuse(
      [...path, 'rule'],
      'only a client that speaks TLS says for which host it is, and this router has no `tls`',
      'Add `tls: {}` or `tls: { passthrough: true }`, or write HostSNI(`*`).',
    )
}

/** They are tied to the names in `Host`: a rule that names none gets Traefik's own, and only a warning tells of it. */
function losesOptions({ rule, tls }: Entries): boolean {
  const { options } = entriesOf(tls)
  if (!isText(options) || options === 'default') return false
  return isText(rule) && !/\bhost\s*\(/i.test(rule)
}

/** Traefik looks at the first name alone (pkg/server/router/tcp/manager.go). */
function namesHost(rule: unknown): boolean {
  const node = typeof rule === 'string' ? parseRule(rule, 'tcp').node : undefined
  const [first = '*'] = node === undefined ? [] : hostsIn(node)
  return first !== '*'
}

/** Traefik switches off what has no kind, or more than one. */
function checkKind(path: Path, entry: Entries, refuse: Refuse, beside?: string): void {
  const kinds = Object.keys(entry).filter((key) => key !== beside).length
  if (kinds !== 1) refuse(path, `exactly one kind is needed, not ${kinds}`)
}

/** An unknown version is ignored without a word; in a transport `minVersion` alone loses all TLS settings. */
function checkVersions(path: Path, options: Entries, needsBoth: boolean, refuse: Refuse): void {
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

function checkPairs(path: Path, pairs: unknown, refuse: Refuse): void {
  for (const [index, pair] of (Array.isArray(pairs) ? pairs : []).entries())
    checkPair([...path, 'certificates', index], entriesOf(pair), refuse)
}

/** Traefik logs a `certFile` that does not begin so in full: a key in it would leak. */
function checkPair(path: Path, { certFile }: Entries, refuse: Refuse): void {
  if (!isText(certFile) || !certFile.includes('-----')) return
  if (!certFile.startsWith(CERTIFICATE))
    refuse([...path, 'certFile'], 'it does not begin with a certificate, and Traefik would log it in full')
  else if (certFile.includes('PRIVATE KEY'))
    refuse([...path, 'certFile'], 'a private key does not belong here')
}

/** A negative weight spins a core for good. */
function checkWeights(path: Path, service: Entries, refuse: Refuse): void {
  const members = entriesOf(service['weighted'])['services']
  for (const [index, member] of (Array.isArray(members) ? members : []).entries()) {
    const { weight } = entriesOf(member)
    if (typeof weight === 'number' && weight < 0)
      refuse(
        [...path, 'weighted', 'services', index, 'weight'],
        'a negative weight spins a core of Traefik for good',
      )
  }
}

/** A weighted service of streams that reaches itself kills Traefik. */
export function findCircles(path: Path, services: ReadonlyMap<string, unknown>, refuse: Refuse): void {
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
