/** Rules of Traefik 2, which `ruleSyntax: v2` still takes: only the names of their matchers are looked at. */
import { suggest } from '../../diagnostics/suggest.ts'
import type { Protocol } from './matchers.ts'
import { error, type RuleProblem } from './problem.ts'

/** pkg/muxer/http/matcher_v2.go and pkg/muxer/tcp/matcher_v2.go */
const NAMES: Readonly<Record<Protocol, readonly string[]>> = {
  http: [
    'Host',
    'HostHeader',
    'HostRegexp',
    'ClientIP',
    'Path',
    'PathPrefix',
    'Method',
    'Headers',
    'HeadersRegexp',
    'Query',
  ],
  tcp: ['HostSNI', 'HostSNIRegexp', 'ClientIP', 'ALPN'],
}

export function checkFormerSyntax(text: string, protocol: Protocol): readonly RuleProblem[] {
  const known = NAMES[protocol]
  // What stands in quotes is blanked out, so that offsets stay.
  const bare = text.replace(/`[^`]*`|"(?:\\.|[^"\\])*"/g, (quoted) => ' '.repeat(quoted.length))
  return [...bare.matchAll(/[A-Za-z]+(?=\s*\()/g)].flatMap(({ 0: name, index }) => {
    if (known.some((one) => one.toLowerCase() === name.toLowerCase())) return []
    const near = suggest(name, known)
    const help = near === undefined ? `There are ${known.join(', ')}.` : `Did you mean \`${near}\`?`
    const message = `There is no matcher \`${name}\` in rules of Traefik 2, which \`ruleSyntax: v2\` asks for.`
    return [error({ offset: index, length: name.length }, message, help)]
  })
}
