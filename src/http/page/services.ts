/** The services: where each is reached, and where it goes. */
import { matchersIn } from '../../traefik/rule/node.ts'
import { parseRule } from '../../traefik/rule/parse.ts'
import type { ServiceRow } from './contents.ts'
import { markup, type Html } from './html.ts'

/** A page with thousands of rows would be slow to make and to read. */
const MOST = 200
const MOST_PLACES = 6

export function servicesSection(services: readonly ServiceRow[], query: string): Html {
  const words = query.toLowerCase()
  const found = services.filter((row) => words === '' || textOf(row).includes(words))
  const left = found.length - MOST
  return markup`<section id="services">
    ${
      found.length === 0
        ? markup`<p class="empty">
            ${words === '' ? 'There is no service.' : `No service has ‘${query}’ in its name, rules or upstreams.`}
          </p>`
        : markup`<table>
            <thead>
              <tr>
                <th>Service</th>
                <th>Reached at</th>
                <th>Goes to</th>
              </tr>
            </thead>
            <tbody>
              ${found.slice(0, MOST).map(row)}
            </tbody>
          </table>`
    }${left > 0 ? markup`<p class="more">And ${left.toLocaleString('en')} more: search for them above.</p>` : undefined}
  </section>`
}

function textOf({ name, routers, upstreams }: ServiceRow): string {
  return [name, ...routers.map(({ rule }) => rule), ...upstreams].join(' ').toLowerCase()
}

function row(service: ServiceRow): Html {
  return markup`<tr>
    <td>${service.name}</td>
    <td>${listed([...new Set(service.routers.flatMap(placesOf))])}</td>
    <td>${listed(service.upstreams)}</td>
  </tr>`
}

function listed(texts: readonly string[]): Html {
  const left = texts.length - MOST_PLACES
  return markup`${texts.slice(0, MOST_PLACES).map((text) => markup`<code>${text}</code>`)}${left > 0 ? markup`<small>and ${left} more</small>` : undefined}`
}

/** `shop.example.com/api`, as far as a rule says so; other matchers are left out. */
function placesOf({ protocol, rule }: ServiceRow['routers'][number]): readonly string[] {
  if (protocol === 'udp') return ['UDP']
  const { node } = parseRule(rule, protocol)
  if (node === undefined) return []
  const matchers = matchersIn(node)
  const valuesOf = (...names: readonly string[]): readonly string[] =>
    matchers
      .filter(({ name }) => names.includes(name))
      .flatMap(({ values }) => values.map(({ text }) => text))
  const hosts = valuesOf('Host', 'HostRegexp', 'HostSNI', 'HostSNIRegexp')
  const all = valuesOf('Path', 'PathPrefix')
  // `/api` and what is below it are two matchers, and one thing.
  const paths = [...new Set(all)].filter(
    (path) => path === '/' || !all.includes(path.replace(/\/$/, '')) || !path.endsWith('/'),
  )
  const shown = hosts.length === 0 ? ['any host'] : hosts
  return paths.length === 0 ? shown : shown.flatMap((host) => paths.map((path) => host + path))
}
