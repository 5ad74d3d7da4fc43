/** What Traefik's static configuration has to say, as `pointsman static` says it. */
import { renderYaml } from '../../traefik/renderYaml.ts'
import { staticConfigOf } from '../../traefik/staticConfig.ts'
import type { StaticNeeds } from '../../traefik/staticNeeds.ts'
import { markup, type Html } from './html.ts'

export interface Setup {
  /** Of `/config`, as this page was asked for. */
  readonly endpoint: string
  readonly needsToken: boolean
  /** Absent when nobody asked for it. */
  readonly needs: StaticNeeds | undefined
}

export function setupSection({ endpoint, needsToken, needs }: Setup): Html {
  if (needs === undefined)
    return markup`<section id="setup">
      <p><a href="?setup">What Traefik’s static configuration has to say</a></p>
    </section>`
  const { value, guesses } = staticConfigOf(needs, {
    endpoint,
    authorization: needsToken ? 'Bearer TOKEN' : undefined,
    addresses: new Map(),
    storage: 'acme.json',
  })
  const text = renderYaml(value, {
    comment(path) {
      const about = path.join('.')
      const guess = guesses.get(about)
      const said = needs.conditions.filter((condition) => condition.about === about)
      return [...said.map((condition) => condition.text), ...(guess === undefined ? [] : [guess])]
    },
  })
  const whole = needs.conditions.filter(({ about }) => about === undefined)
  return markup`<section id="setup">
    <h2>Traefik’s static configuration</h2>
    ${whole.map((condition) => markup`<p class="summary">${condition.text}</p>`)}
    <pre>${text}</pre>
  </section>`
}
