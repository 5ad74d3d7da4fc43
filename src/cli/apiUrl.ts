/** The address of Traefik's API as a person writes it: with or without `/api` at its end. */
import type { Parsed } from './option.ts'

export function parseApiUrl(text: string): Parsed<string> {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.search !== '' || url.hash !== '')
    return { problem: 'must be a URL such as `http://traefik:8080`' }
  if (url.username !== '' || url.password !== '')
    return { problem: 'must be without a user: put `user:password` in `--traefik-api-auth-file`' }
  return { value: url.href.replace(/\/+$/, '').replace(/\/api$/, '') }
}
