/** What `pointsman init` writes: the smallest files that show something. */

/** `upstream` as Traefik reaches it. */
export function firstService(upstream: string): string {
  return `# One service: requests for this host go to this upstream. HTTP is redirected to HTTPS.
services:
  whoami:
    host: whoami.localhost
    upstream: ${upstream}
`
}

export const COMPOSE = `services:
  traefik:
    image: docker.io/library/traefik:v3.7
    command:
      - --entryPoints.web.address=:80
      - --entryPoints.websecure.address=:443
      - --providers.http.endpoint=http://pointsman:9790/config
      - --providers.http.pollInterval=500ms
    ports:
      - '127.0.0.1:80:80'
      - '127.0.0.1:443:443'

  pointsman:
    image: pointsman
    # The folder, never a single file: a mounted file does not follow when an editor renames a new one over it.
    volumes:
      - ./services:/services:ro
    read_only: true
    cap_drop: [ALL]
    security_opt: ['no-new-privileges:true']

  whoami:
    image: docker.io/traefik/whoami:v1.11
`

export const STATIC = `entryPoints:
  web: { address: ':80' }
  websecure: { address: ':443' }
providers:
  http:
    endpoint: http://127.0.0.1:9790/config
    pollInterval: 500ms
`
