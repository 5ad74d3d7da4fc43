/** What a service is called: after its upstream where that has a name, else after its host. */
import { pathOf } from './routes.ts'
import type { Entry } from './service.ts'

export function nameFor({ server, parts }: Entry, taken: ReadonlySet<string>): string {
  const host = server.names[0]?.replace(/^\*\./, '') ?? 'site'
  const label = host.replace(/^www\./, '').split('.')[0] ?? host
  const named = parts
    .filter(({ spot }) => pathOf(spot) === undefined)
    .map(({ keys }) => keys['proxy'])
    .flatMap((proxy) => (typeof proxy === 'string' && isName(proxy) ? [proxy.replace(/:\d+$/, '')] : []))
  const candidates = [...named.slice(0, 1), label, host, `${host}-http`].map(asName)
  for (const candidate of candidates) if (!taken.has(candidate)) return candidate
  for (let count = 2; ; count++) if (!taken.has(`${asName(host)}-${count}`)) return `${asName(host)}-${count}`
}

/** No address, and no word that says nothing. */
function isName(text: string): boolean {
  return !/^(\d|\[|localhost|backend|upstream|app|server|web|proxy)/.test(text) && !text.includes('.')
}

function asName(text: string): string {
  return text.replace(/[^A-Za-z0-9_.-]+/g, '-').replace(/^[^A-Za-z0-9_]+/, '') || 'site'
}
