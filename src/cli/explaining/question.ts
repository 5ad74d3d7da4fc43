/** The request that a person asks about, as a browser would send it. */
import type { Asked } from '../../traefik/evaluate/asked.ts'

/** What is not said by the URL. */
export interface Manner {
  readonly method: string
  readonly headers: readonly (readonly [string, string])[]
  readonly clientIp: string
  /** By whether it is over TLS. */
  entryPointFor(tls: boolean): string
}

/** Without a scheme it is HTTPS. Or a sentence about what is wrong with it. */
export function readQuestion(text: string, manner: Manner): Asked | { readonly problem: string } {
  const written = /^[^/?#]*:\/\//.test(text) ? text : `https://${text}`
  const url = URL.canParse(written) ? new URL(written) : undefined
  const scheme = url === undefined ? undefined : SCHEMES[url.protocol]
  if (url === undefined || scheme === undefined)
    return {
      problem: `\`${text}\` is no URL that Traefik could be asked for: write \`https://shop.example.com/cart\`.`,
    }
  const headers: (readonly [string, string])[] = [...manner.headers]
  if (url.username !== '') {
    const credentials = [url.username, url.password].map(decoded).join(':')
    headers.push(['Authorization', `Basic ${Buffer.from(credentials).toString('base64')}`])
  }
  if (scheme.socket) headers.push(['Connection', 'Upgrade'], ['Upgrade', 'websocket'])
  const said = headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
  return {
    tls: scheme.tls,
    entryPoint: manner.entryPointFor(scheme.tls),
    method: manner.method,
    host: said ?? url.host,
    target: url.pathname + url.search,
    headers: headers.filter(([name]) => name.toLowerCase() !== 'host'),
    clientIp: manner.clientIp,
    // An address is no name: browsers send none then.
    sni: /^[\d.]+$|^\[/.test(url.hostname) ? '' : url.hostname.replace(/\.$/, ''),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text // A `%` that is none of an escape.
  }
}

export function urlOf({ tls, host, target }: Asked): string {
  return `${tls ? 'https' : 'http'}://${host}${target}`
}

const SCHEMES: Readonly<Record<string, { readonly tls: boolean; readonly socket: boolean }>> = {
  'http:': { tls: false, socket: false },
  'https:': { tls: true, socket: false },
  'ws:': { tls: false, socket: true },
  'wss:': { tls: true, socket: true },
}
