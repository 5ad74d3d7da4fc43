/** The page for browsers: what is served, what is wrong, who runs what; one document that loads nothing. */
import { createHash } from 'node:crypto'
import type { SourceOf } from '../../diagnostics/print.ts'
import type { TraefikStatus } from '../../provider/applied.ts'
import type { Status } from '../../provider/provider.ts'
import type { Snapshot } from '../../provider/snapshot.ts'
import { staticNeedsOf } from '../../traefik/staticNeeds.ts'
import type { ShownClient } from '../clientList.ts'
import type { Contents } from './contents.ts'
import { markup, type Html } from './html.ts'
import { filesSection, mistakesSection } from './mistakes.ts'
import { SCRIPT } from './script.ts'
import { servicesSection } from './services.ts'
import { setupSection } from './setup.ts'
import { stateSection, verdictOf } from './state.ts'
import { STYLE } from './style.ts'
import { clientsSection, traefiksSection } from './traefiks.ts'

export interface PageData {
  readonly version: string
  readonly status: Status
  readonly snapshot: Snapshot | undefined
  readonly contents: Contents | undefined
  readonly clients: readonly ShownClient[]
  readonly traefiks: readonly TraefikStatus[]
  readonly sourceOf: SourceOf
  /** What services are searched for; may be empty. */
  readonly query: string
  readonly endpoint: string
  readonly needsToken: boolean
  /** Show what Traefik's static configuration has to say. */
  readonly setup: boolean
  readonly now: Date
}

/** Nothing runs and nothing is loaded but what is written here: a script that a text smuggled in would have another hash. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'sha256-${hashOf(STYLE)}'`,
    `script-src 'sha256-${hashOf(SCRIPT)}'`,
    "connect-src 'self'",
    'img-src data:',
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; '),
}

export function renderPage(data: PageData): string {
  const {
    version,
    status,
    snapshot,
    contents,
    clients,
    traefiks,
    sourceOf,
    query,
    endpoint,
    needsToken,
    now,
  } = data
  const staticNeeds = data.setup ? (contents?.staticNeeds() ?? staticNeedsOf({})) : undefined
  const verdict = verdictOf(status, traefiks)
  const sign = verdict.level === 'good' ? '' : '● '
  return markup`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${sign}${verdict.words} – Pointsman</title>
        <link rel="icon" href="data:," />
        <style>${raw(STYLE)}</style>
      </head>
      <body>
        <p id="lost" hidden>
          Pointsman does not answer. What is shown is what it last said; Traefik keeps what it has.
        </p>
        <header>
          <h1>Pointsman</h1>
          <small>${version}</small><small><a href="status">/status</a></small>
        </header>
        <main>
          ${stateSection(verdict, status, snapshot, now)} ${mistakesSection(status.diagnostics, sourceOf)}
          ${filesSection(status, now)} ${traefiksSection(traefiks, now)}
          ${clientsSection(clients, snapshot?.revision, now)}
          <form class="bar" role="search">
            <h2>Services</h2>
            <input
              type="search"
              name="q"
              value="${query}"
              placeholder="Name, host or upstream"
              aria-label="Search services"
              autocomplete="off"
            />
          </form>
          ${servicesSection(contents?.services ?? [], query)}
          ${setupSection({ endpoint, needsToken, needs: staticNeeds })}
        </main>
        <script>${raw(SCRIPT)}</script>
      </body>
    </html>
`.html
}

/** Ours, and not to be escaped. */
function raw(html: string): Html {
  return { html }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64')
}
