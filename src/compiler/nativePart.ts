/** What is written in Traefik's own words, as a part of the configuration like that of a service. */
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Native } from '../language/native.ts'
import type { Raw } from '../traefik/config.ts'
import { findDangers } from '../traefik/dangers.ts'
import { entriesOf } from '../traefik/entries.ts'
import { withPaths } from '../traefik/objects.ts'
import { referencesOf } from '../traefik/references.ts'
import { checkNativeCertificates } from './nativeCertificates.ts'
import type { Context } from './context.ts'
import type { Claim, Fragment } from './fragment.ts'
import { contentOf, type Part } from './part.ts'
import { claimsOfRouter } from './routerClaims.ts'
import type { Written } from './written.ts'

/** `written` is the root of a document, with Traefik's root keys only. */
export function nativePartOf(written: Written<Native>, context: NativeContext): Part {
  const { value: config, locator, document, file } = written
  const diagnostics: Diagnostic[] = []
  const report = (diagnostic: Diagnostic): void => void diagnostics.push(diagnostic)
  const locate: Part['locate'] = (path, of = 'value') => locator.locate(document, path, of).place
  const content = contentOf({
    ...fragmentOf(config),
    lifetimes: checkNativeCertificates(config, locate, context, report),
    claims: claimsIn(config, locate, context),
    mentions: referencesOf(config).map(({ kind, name, path }) => ({ kind, name, place: () => locate(path) })),
  })
  for (const [object, at] of withPaths(content.objects))
    findDangers(object, at, (path, problem, help) =>
      report(diagnose('not-as-meant', { problem, help }, locate(path))),
    )
  for (const path of droppedPathsIn(config)) {
    const what = 'Traefik drops the path in this URL, and asks for that of the request'
    report(diagnose('no-effect', { what, help: DROPPED }, locate(path)))
  }
  return {
    service: undefined,
    file,
    place: () => locate([]),
    locate,
    ...content,
    diagnostics,
    enabled: true,
    // Each object is written as it is: `locate` says where.
    origins: () => new Map(),
  }
}

export type NativeContext = Pick<Context, 'entryPoints' | 'readFile' | 'isPast' | 'inspectCertificate'>

const DROPPED = 'Write `preservePath: true` beside it to have it put in front, or leave the path out.'

function droppedPathsIn(config: Native): readonly (readonly (string | number)[])[] {
  return Object.entries(entriesOf(entriesOf(config['http'])['services'])).flatMap(([name, service]) => {
    const { servers } = entriesOf(entriesOf(service)['loadBalancer'])
    return (Array.isArray(servers) ? servers : []).flatMap((server, index) => {
      const { url, preservePath } = entriesOf(server)
      return typeof url === 'string' && /^\w+:\/\/[^/]+\/./.test(url) && preservePath !== true
        ? [['http', 'services', name, 'loadBalancer', 'servers', index, 'url']]
        : []
    })
  })
}

function claimsIn(config: Native, locate: Part['locate'], context: NativeContext): Claim[] {
  return Object.entries(entriesOf(entriesOf(config['http'])['routers'])).flatMap(([name, router]) => {
    const at = (path: readonly string[]) => () => locate(['http', 'routers', name, ...path])
    const places = { rule: at(['rule']), options: at(['tls', 'options']) }
    return claimsOfRouter(name, entriesOf(router), places, context)
  })
}

function fragmentOf(config: Native): Omit<Fragment, 'claims' | 'mentions' | 'lifetimes' | 'shared'> {
  const http = entriesOf(config['http'])
  const tls = entriesOf(config['tls'])
  const streams = (protocol: 'tcp' | 'udp') => {
    const section = entriesOf(config[protocol])
    return {
      routers: objectsOf(section['routers']),
      services: objectsOf(section['services']),
      middlewares: objectsOf(section['middlewares']),
      serversTransports: objectsOf(section['serversTransports']),
    }
  }
  return {
    routers: objectsOf(http['routers']),
    services: objectsOf(http['services']),
    middlewares: objectsOf(http['middlewares']),
    serversTransports: objectsOf(http['serversTransports']),
    models: objectsOf(http['models']),
    tlsOptions: objectsOf(tls['options']),
    tlsStores: objectsOf(tls['stores']),
    redirects: [],
    certificates: Array.isArray(tls['certificates']) ? tls['certificates'].map(entriesOf) : [],
    tcp: streams('tcp'),
    udp: streams('udp'),
  }
}

function objectsOf(value: unknown): Record<string, Raw> {
  return Object.fromEntries(
    Object.entries(entriesOf(value)).map(([name, object]) => [name, entriesOf(object)]),
  )
}
