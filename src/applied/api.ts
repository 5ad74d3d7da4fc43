/** Asks Traefik's own API (https://doc.traefik.io/traefik/operations/api/). */

export interface Api {
  /** Without credentials. */
  readonly url: string
  /** Rejects with a `NotAsked`. */
  get(path: string): Promise<unknown>
  /** All pages of a list. */
  list(path: string): Promise<readonly unknown[]>
}

export interface ApiOptions {
  /** Where `/api/version` is found below. */
  readonly url: string
  /** The value of the header `Authorization`, as it is now. */
  readonly authorization: () => string | undefined
}

/** Why Traefik could not be asked: a sentence without a final dot. */
export class NotAsked extends Error {}

/** Milliseconds. */
const TIMEOUT = 5000
/** In pages of a hundred. */
const MOST_PAGES = 200

export function createApi({ url, authorization }: ApiOptions, signal: AbortSignal): Api {
  return {
    url,
    get: async (path) => (await ask(path)).body,
    async list(path) {
      const all: unknown[] = []
      for (let page = 1; page <= MOST_PAGES;) {
        // Each page says whether there is another.
        // oxlint-disable-next-line no-await-in-loop
        const { body, next } = await ask(`${path}${path.includes('?') ? '&' : '?'}page=${page}&per_page=100`)
        if (!Array.isArray(body)) throw new NotAsked(`\`${path}\` answered something else than a list`)
        all.push(...(body as readonly unknown[]))
        if (next <= page) break
        page = next
      }
      return all
    },
  }

  async function ask(path: string): Promise<{ body: unknown; next: number }> {
    const header = authorization()
    let response: Response
    try {
      response = await fetch(url + path, {
        headers: { accept: 'application/json', ...(header === undefined ? {} : { authorization: header }) },
        redirect: 'manual',
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT)]),
      })
      if (response.status === 200) {
        const next = Number(response.headers.get('x-next-page') ?? 1)
        return { body: await response.json(), next }
      }
      await response.body?.cancel()
    } catch (error) {
      throw new NotAsked(wordsFor(error))
    }
    throw new NotAsked(hintFor(response.status))
  }
}

function hintFor(status: number): string {
  if (status === 401 || status === 403) return `its API asks for other credentials (${status})`
  if (status === 404)
    return 'there is no API at this address (404); it needs `api: {}` and a router to `api@internal`'
  return `its API answered ${status}`
}

function wordsFor(error: unknown): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `its API did not answer within ${TIMEOUT / 1000} s`
  if (error instanceof SyntaxError) return 'its API answered something else than JSON'
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined
  return `its API cannot be reached (${String(code ?? (cause instanceof Error ? cause.message : cause))})`
}
