/** A request on its way through the middlewares: what the next one gets. */
import type { Bytes } from './bytes.ts'
import { escapedPath, type GoPath } from './goUrl.ts'

export interface Going {
  readonly method: string
  readonly host: string
  readonly tls: boolean
  readonly url: GoPath
  /** The query with its `?`. */
  readonly search: string
  /** The same as the client sent it: Traefik changes `;` to `&` only in what it keeps beside, until a middleware writes the path anew. */
  readonly sentSearch: string
  /** By name in Go's spelling; an empty list: it shall not be sent at all. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly clientIp: string
}

export interface Answered {
  readonly status: number
  readonly location?: string
}

/** What one middleware does: the request goes on, or is answered. */
export interface Step {
  readonly name: string
  /** `stripPrefix` */
  readonly type: string
  /** Sentences without a final dot, for people. */
  readonly does: readonly string[]
  readonly next: Going | Answered
}

export function requestUri({ url, sentSearch }: Going): Bytes {
  const path = escapedPath(url)
  return `${path === '' ? '/' : path}${sentSearch}`
}

/** With another path. */
export function moved(going: Going, url: GoPath): Going {
  return { ...going, url, sentSearch: going.search }
}

export function isAnswered(next: Going | Answered): next is Answered {
  return 'status' in next
}

export function withHeader(going: Going, name: string, values: readonly string[] | undefined): Going {
  const headers = new Map(going.headers)
  if (values === undefined) headers.delete(name)
  else headers.set(name, values)
  return { ...going, headers }
}
