/** Who runs what: the Traefiks that are asked, and the clients that poll. */
import type { TraefikStatus } from '../../provider/applied.ts'
import type { ShownClient } from '../clientList.ts'
import { markup, type Html } from './html.ts'
import { ago, counted } from './words.ts'

const MOST = 100

export function traefiksSection(traefiks: readonly TraefikStatus[], now: Date): Html {
  if (traefiks.length === 0) return markup`<section id="traefiks" hidden></section>`
  return markup`<section id="traefiks">
    <h2>Traefiks</h2>
    <table>
      <thead>
        <tr>
          <th>API</th>
          <th>State</th>
          <th>Runs</th>
          <th>Since</th>
          <th>After</th>
        </tr>
      </thead>
      <tbody>
        ${traefiks.map(
          (traefik) =>
            markup`<tr>
                <td>${traefik.url}${version(traefik.version)}</td>
                <td>${state(traefik)}</td>
                <td><code>${traefik.revision ?? '–'}</code></td>
                <td>${ago(traefik.since, now)}</td>
                <td>${traefik.lag === undefined ? '–' : `${traefik.lag.toFixed(1)} s`}</td>
              </tr>
              ${detail(traefik)}`,
        )}
      </tbody>
    </table>
  </section>`
}

function version(text: string | undefined): Html | undefined {
  return text === undefined ? undefined : markup`<small>${text}</small>`
}

function state({ state: name, faults }: TraefikStatus): Html {
  const level = name !== 'applied' ? 'warn' : faults.length > 0 ? 'bad' : 'good'
  return markup`<span class="pill ${level}">${name === 'applied' && faults.length > 0 ? 'faults' : name}</span>`
}

function detail({ problem, faults }: TraefikStatus): Html | undefined {
  const lines = [
    ...(problem === undefined ? [] : [markup`<li>${problem}</li>`]),
    ...faults.slice(0, MOST).map(
      ({ section, name, status, error, place }) =>
        markup`<li>
            <b>${section.replace('.', ' ').replace(/s$/, '')} ${name}</b>
            ${status}${place === undefined ? undefined : markup` <code>${place.file}:${place.line}</code>`}<br />${error}
          </li>`,
    ),
  ]
  return lines.length === 0
    ? undefined
    : markup`<tr class="detail">
        <td colspan="5">
          <ul>
            ${lines}
          </ul>
        </td>
      </tr>`
}

/** Those that have something else than what is served come first. */
export function clientsSection(
  clients: readonly ShownClient[],
  revision: string | undefined,
  now: Date,
): Html {
  const isBehind = (client: ShownClient): boolean => client.revision !== revision
  const behind = clients.filter(isBehind).length
  const sorted = clients.toSorted(
    (a, b) => Number(isBehind(b)) - Number(isBehind(a)) || nameOf(a).localeCompare(nameOf(b), 'en'),
  )
  const summary =
    clients.length === 0
      ? markup`<p class="empty">Nobody polls. Tell Traefik where to ask, as shown below.</p>`
      : markup`<p class="summary">
          ${counted(clients.length, 'client')},
          ${behind === 0 ? 'all with' : `${(clients.length - behind).toLocaleString('en')} with`} the revision
          that is served.
        </p>`
  return markup`<section id="clients">
    <h2>Who polls</h2>
    ${summary}${rows(sorted, revision, now)}
  </section>`
}

function rows(clients: readonly ShownClient[], revision: string | undefined, now: Date): Html | undefined {
  if (clients.length === 0) return undefined
  const row = (client: ShownClient) =>
    markup`<tr>
      <td>
        ${client.name ?? client.address}<small
          >${client.name === null ? client.userAgent : `${client.address} ${client.userAgent}`}</small
        >
      </td>
      <td>
        <code class="${client.revision === revision ? 'same' : 'other'}"
          >${client.revision ?? 'nothing'}</code
        >
      </td>
      <td>${ago(client.lastPoll, now)}</td>
      <td>${client.held ? 'held' : '–'}</td>
    </tr>`
  const left = clients.length - MOST
  return markup`<table>
      <thead>
        <tr>
          <th>Client</th>
          <th>Was given</th>
          <th>Polled</th>
          <th>Waits</th>
        </tr>
      </thead>
      <tbody>
        ${clients.slice(0, MOST).map(row)}
      </tbody>
    </table>
    ${left > 0 ? markup`<p class="more">And ${left} more: <a href="status">/status</a> has all of them.</p>` : undefined}`
}

function nameOf({ name, address }: ShownClient): string {
  return name ?? address
}
