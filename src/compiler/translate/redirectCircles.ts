/** `redirects` that never end, as far as a service can tell by itself: each leads to what one of them takes again. */
import type { RedirectSource } from '../../language/formats/redirect.ts'
import type { Service } from '../../language/layers.ts'
import type { Subject } from '../subject.ts'
import { takesPath } from './redirectRouters.ts'

type Redirects = NonNullable<Service['redirects']>

/** So many redirects a browser follows before it gives up. */
const MOST = 20

/** `subjects`: the service first. What one of its routes may take leaves the circle; a rule or a matcher may too. */
export function checkRedirectCircles(subject: Subject, subjects: readonly Subject[]): void {
  const { redirects = [] } = subject.keys
  if (redirects.length === 0 || subject.rule !== undefined || subject.keys.match !== undefined) return
  const [service] = subjects
  const others = subject === service ? subjects.slice(1) : []
  const staysHere = (path: string) =>
    (subject === service || mayTake(subject, path)) && !others.some((other) => mayTake(other, path))
  const told = new Set<number>()
  for (const [index, { from }] of redirects.entries()) {
    const way = followed(from.open ? `${from.path}x` : from.path, subject, redirects, staysHere)
    if (way.length < MOST || way.some(({ taken }) => told.has(taken))) continue
    for (const { taken } of way) told.add(taken)
    const paths = way.map(({ path }) => path)
    const again = paths.findIndex((path, at) => paths.indexOf(path) < at)
    const grows = again < 0
    subject.report('redirect-circle', { way: paths.slice(0, grows ? 3 : again + 1), grows }, [
      'redirects',
      index,
      'to',
    ])
  }
}

interface Step {
  readonly path: string
  /** Which redirect takes it. */
  readonly taken: number
}

function followed(
  start: string,
  { keys }: Subject,
  redirects: Redirects,
  staysHere: (path: string) => boolean,
): readonly Step[] {
  const way: Step[] = []
  let path: string | undefined = start
  while (path !== undefined && staysHere(path) && way.length < MOST) {
    const here: string = path
    const taken = redirects.findIndex(({ from }) => takes(from, here))
    const next = redirects[taken]
    if (next === undefined) return way
    way.push({ path: here, taken })
    const to = ownPath(next.to.to, keys)
    const rest = next.to.open ? here.slice(next.from.path.length) : ''
    path = to === undefined ? undefined : `${to}${rest}`.replace(/\?.*$/, '')
  }
  return way
}

function takes({ path, open }: RedirectSource, asked: string): boolean {
  return open ? asked.startsWith(path) : asked === path
}

/** Nothing when it leads elsewhere. */
function ownPath(to: string, { host = [], https }: Service): string | undefined {
  if (to.startsWith('/')) return to
  const [, scheme, name = '', path = ''] = /^(https?):\/\/([^/?#]+)([^#]*)/i.exec(to) ?? []
  if (!host.includes(name.toLowerCase())) return undefined
  const isServed = scheme?.toLowerCase() === 'https' ? https !== 'off' : https !== 'only'
  return isServed ? (path.startsWith('/') ? path : `/${path}`) : undefined
}

function mayTake({ keys, says }: Subject, path: string): boolean {
  if (says('rule') || keys.path === undefined) return true
  return keys.path.some((one) => one.kind === 'regex' || takesPath(one, path))
}
