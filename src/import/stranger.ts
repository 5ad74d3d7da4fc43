/** Files that look like something to import and are something else: what they are, and what to do with them. */
import { isMapping } from './draft.ts'

/** A sentence, and the line it is about. */
export interface Stranger {
  readonly problem: string
  readonly line: number
}

/** Of a text that nginx would not read. */
export function strangerToNginx(text: string): Stranger | undefined {
  const lines = text.split('\n')
  for (const [pattern, problem] of FORMATS) {
    const index = lines.findIndex((line) => pattern.test(line))
    if (index >= 0) return { problem, line: index + 1 }
  }
  return undefined
}

/** The first that fits decides. */
const FORMATS: readonly (readonly [RegExp, string])[] = [
  [
    /^\s*\[\[?[\w."' -]+\]\]?\s*(#.*)?$/,
    'It is TOML, which `import` does not read: write the file as YAML, then import it.',
  ],
  [
    /^\s*<\/?(VirtualHost|IfModule|Location|Directory|Proxy)\b[^>]*>/i,
    'It is a configuration of Apache, which `import` does not read: it reads nginx, Traefik and Docker labels.',
  ],
  [
    /^\s*(frontend|backend)\s*[\w.-]*\s*$/,
    'It is a configuration of HAProxy, which `import` does not read: it reads nginx, Traefik and Docker labels.',
  ],
  [
    /^\s*(reverse_proxy|file_server|php_fastcgi|handle(_path)?|encode|respond|redir|forward_auth|tls|header)(\s[^;]*)?$/,
    'It is a Caddyfile, which `import` does not read: it reads nginx, Traefik and Docker labels.',
  ],
]

type Tree = Readonly<Record<string, unknown>>

/** Of a mapping that has none of the roots of a dynamic file. */
export function strangerToTraefik(tree: Tree, lineOf: (key: string) => number): Stranger {
  const known = Object.keys(tree).find((key) => STATIC.includes(key.toLowerCase()))
  if (known !== undefined)
    return {
      problem: `It is static configuration of Traefik, which it reads at its start: \`${known}\` is no part of a dynamic file. Import the files that \`providers.file\` names; \`pointsman static\` prints the static configuration that definitions need.`,
      line: lineOf(known),
    }
  const [first] = Object.keys(tree)
  return {
    problem:
      'It is neither a dynamic file of Traefik, which has `http`, `tcp`, `udp` or `tls`, nor a Compose file, which has `services`.',
    line: first === undefined ? 1 : lineOf(first),
  }
}

const STATIC = [
  'accesslog',
  'api',
  'certificatesresolvers',
  'core',
  'entrypoints',
  'experimental',
  'global',
  'hostresolver',
  'log',
  'metrics',
  'ocsp',
  'ping',
  'providers',
  'serverstransport',
  'spiffe',
  'tcpserverstransport',
  'tracing',
]

/** Of services without a label of Traefik. */
export function strangerToLabels(services: Tree, lineOf: (name: string) => number): Stranger {
  const own = Object.entries(services).find(
    ([, service]) =>
      typeof service === 'string' ||
      (isMapping(service) && OWN.some((key) => key in service) && !COMPOSE.some((key) => key in service)),
  )
  if (own === undefined) return { problem: 'None of its services has a label of Traefik.', line: 1 }
  return {
    problem: `It is a definition file of Pointsman already, as \`${own[0]}\` shows: put it into the folder of definitions as it is.`,
    line: lineOf(own[0]),
  }
}

const OWN = ['host', 'upstream', 'rule', 'routes', 'redirects', 'auth', 'tcp', 'udp']
const COMPOSE = ['image', 'build', 'container_name', 'labels', 'extends']
