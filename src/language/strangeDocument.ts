/** Knows documents of another kind, which say one thing wrong and not one thing a line. */
import { isMapping } from './shape.ts'

export interface StrangeDocument {
  /** "a Compose file". */
  readonly what: string
  readonly help: string
  /** The key that shows it. */
  readonly at: string
}

export function strangeDocument(value: unknown): StrangeDocument | undefined {
  if (!isMapping(value)) return undefined
  return manifest(value) ?? compose(value) ?? staticFile(value) ?? withoutHttp(value)
}

type Mapping = Readonly<Record<string, unknown>>

function manifest(root: Mapping): StrangeDocument | undefined {
  if (typeof root['apiVersion'] !== 'string' || typeof root['kind'] !== 'string') return undefined
  return {
    what: 'a manifest of Kubernetes',
    help: 'Take it out of the folder. What it says of a host and a service is written as `services: { shop: { host: shop.example.com, upstream: http://shop:8080 } }`.',
    at: 'apiVersion',
  }
}

/** Every service is a container, and none says where it is reached. */
function compose(root: Mapping): StrangeDocument | undefined {
  const services = isMapping(root['services']) ? Object.entries(root['services']) : []
  const isCompose =
    services.length > 0 &&
    services.every(
      ([, service]) =>
        isMapping(service) && ('image' in service || 'build' in service) && !('host' in service),
    )
  if (!isCompose) return undefined
  return {
    what: 'a Compose file',
    help: 'Take it out of the folder; `pointsman import FILE` makes definitions of the labels of Traefik in it.',
    at: Object.keys(root)[0] ?? 'services',
  }
}

function staticFile(root: Mapping): StrangeDocument | undefined {
  const known = Object.keys(root).filter((key) => STATIC.has(key.toLowerCase()))
  const [first] = known
  if (first === undefined || known.length < 2 || 'services' in root || 'defaults' in root) return undefined
  return {
    what: 'the static configuration of Traefik',
    help: 'Traefik reads it when it starts: take it out of the folder. `pointsman static` prints what definitions need there.',
    at: first,
  }
}

/** A dynamic file of which the first line is missing. */
function withoutHttp(root: Mapping): StrangeDocument | undefined {
  const first = ['routers', 'middlewares', 'serversTransports'].find((key) => isMapping(root[key]))
  if (first === undefined) return undefined
  return {
    what: "Traefik's own configuration without its root key",
    help: 'Write `http:` above it, and indent it by two blanks.',
    at: first,
  }
}

const STATIC: ReadonlySet<string> = new Set([
  'accesslog',
  'api',
  'certificatesresolvers',
  'entrypoints',
  'experimental',
  'global',
  'log',
  'metrics',
  'ping',
  'providers',
  'serverstransport',
  'tracing',
])
