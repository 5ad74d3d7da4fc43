/** `error_page`: pages that another server has. */
import { proxyOf, type Keys } from './proxy.ts'
import type { Site } from './site.ts'
import { holding, type Spot } from './spot.ts'

export function errorPageKeys(spot: Spot, site: Site, spots: readonly Spot[]): Keys {
  const found: { status: readonly number[]; upstream: string; path: string }[] = []
  for (const directive of holding(site, spot.place, 'error_page')) {
    if (site.fates.of(directive)?.fate === 'needless') continue
    const page = directive.words.at(-1) ?? ''
    const status = directive.words
      .slice(0, -1)
      .filter((word) => /^\d+$/.test(word))
      .map(Number)
    const target = spots.find(({ match }) => match.kind !== 'regex' && match.path === page)
    const proxy = target === undefined ? undefined : proxyOf(target, site)
    if (proxy === undefined || directive.words.some((word) => word.startsWith('='))) {
      site.fates.left(
        directive,
        'Traefik has no files: with a server that has the pages, `errorPages: { status, upstream, path }` says it.',
      )
      continue
    }
    if (found.length > 0) {
      site.fates.left(directive, 'A service has one `errorPages`; this is the second.')
      continue
    }
    site.fates.carried(directive)
    const address = proxy.block?.block?.find(({ name }) => name === 'server')?.words[0] ?? proxy.host
    found.push({ status, upstream: `${proxy.scheme}://${address}`, path: proxy.path ?? page })
  }
  const [first] = found
  return first === undefined ? {} : { errorPages: first }
}
