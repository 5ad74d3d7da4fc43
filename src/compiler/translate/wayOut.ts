/** Checks what `traefik` made of the objects of a service: names, kinds, and what the gate would refuse. */
import { removed } from '../../language/native.ts'
import { admit } from '../../traefik/admit.ts'
import { entriesOf } from '../../traefik/entries.ts'
import { configOf, sectionsOf } from '../../traefik/objects.ts'
import { referencesOf } from '../../traefik/references.ts'
import { objectsOf, type Fragment } from '../fragment.ts'
import type { Subject } from '../subject.ts'

/** By the key below `traefik`: the section that it is laid over. */
const SECTIONS = {
  router: 'routers',
  service: 'services',
  middleware: 'middlewares',
  serversTransport: 'serversTransports',
} as const

export function checkWayOut(subjects: readonly Subject[], fragment: Fragment): void {
  const using = subjects.filter(({ keys }) => keys.traefik !== undefined)
  for (const subject of using) {
    if (subject.says('traefik')) tellUnused(subject, fragment)
    mention(subject, fragment)
    tellWithoutService(subject)
  }
  const [subject] = using.toReversed()
  if (subject === undefined) return
  const config = configOf(sectionsOf(objectsOf(fragment)))
  for (const { path, problem } of admit(config)) {
    const [, section, , ...rest] = path
    const key = Object.entries(SECTIONS).find(([, name]) => name === section)?.[0]
    subject.report('not-as-meant', { problem }, key === undefined ? ['traefik'] : ['traefik', key, ...rest])
  }
}

/** In Traefik's own words it could be the parent of others; the router of a service leads to its upstream, or nowhere. */
function tellWithoutService(subject: Subject): void {
  if (subject.keys.traefik?.router?.['service'] !== removed) return
  const problem = 'a router without a `service` is switched off'
  subject.report('not-as-meant', { problem }, ['traefik', 'router', 'service'])
}

/** What is laid over nothing would be lost without a word. */
function tellUnused(subject: Subject, fragment: Fragment): void {
  const { router, service } = subject.keys.traefik ?? {}
  const made = new Set(Object.values(fragment.services).flatMap((one) => Object.keys(one)))
  for (const kind of Object.keys(service ?? {})) {
    if (kind === 'middlewares' || made.has(kind)) continue
    const why = `the service makes no \`${kind}\` that it could be laid over`
    subject.report('unused-key', { key: kind, why }, ['traefik', 'service', kind], [], 'key')
  }
  if (router !== undefined && Object.keys(fragment.routers).length === 0) {
    const why = 'only routers of HTTP can be changed here'
    subject.report('unused-key', { key: 'router', why }, ['traefik', 'router'], [], 'key')
    return
  }
  if (router?.['tls'] === undefined || Object.values(fragment.routers).some((one) => 'tls' in one)) return
  const why = 'the service makes no router with TLS'
  subject.report('unused-key', { key: 'tls', why }, ['traefik', 'router', 'tls'], [], 'key')
}

/** Names that stand in it are looked for like all others. */
function mention(subject: Subject, fragment: Fragment): void {
  const { router, service, middleware } = subject.keys.traefik ?? {}
  const { name } = subject
  const http = {
    routers: { [name]: entriesOf(router) },
    services: { [name]: entriesOf(service) },
    middlewares: { [name]: entriesOf(middleware) },
  }
  for (const { kind, name: written, path } of referencesOf({ http })) {
    const key = Object.entries(SECTIONS).find(([, section]) => section === path[1])?.[0] ?? ''
    const place = () => subject.at(['traefik', key, ...path.slice(3)])
    fragment.mentions.push({ kind, name: written, place })
  }
}
