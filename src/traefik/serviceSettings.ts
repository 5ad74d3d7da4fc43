/** Settings for which Traefik switches a service or TLS options off, or answers an error to everybody. */
import { entriesOf, type Entries } from './entries.ts'
import { problemOfStatus, type Tell } from './settings.ts'

/** By the kind of the service; ../shared/traefik/semantics.md, c, has the source of each. */
export const checkHttpService: Readonly<Record<string, (settings: Entries, tell: Tell) => void>> = {
  loadBalancer(settings, tell) {
    for (const [index, server] of listOf(settings['servers']).entries()) {
      const problem = problemOfUrl(server['url'])
      if (problem !== undefined)
        tell(['servers', index, ...(server['url'] === undefined ? [] : ['url'])], problem)
    }
    const { path } = entriesOf(settings['healthCheck'])
    if (typeof path === 'string' && /^[a-z][a-z0-9+.-]*:\/\//i.test(path))
      tell(['healthCheck', 'path'], 'a whole URL makes every check fail', 'Write the path alone.')
  },
  mirroring(settings, tell) {
    for (const [index, { percent }] of listOf(settings['mirrors']).entries())
      if (typeof percent === 'number' && (percent < 0 || percent > 100))
        tell(['mirrors', index, 'percent'], 'a share is between 0 and 100')
  },
  failover(settings, tell) {
    const { status } = entriesOf(settings['errors'])
    for (const [index, text] of (Array.isArray(status) ? status : []).entries()) {
      const problem = problemOfStatus(String(text))
      if (problem !== undefined) tell(['errors', 'status', index], problem)
    }
  },
}

/** A stream goes to `host:port`; Traefik skips what is not, with a line in its log only. */
export function checkStreamService(settings: Entries, tell: Tell): void {
  for (const [index, { address }] of listOf(settings['servers']).entries()) {
    if (typeof address !== 'string' || !/^(\[[0-9a-fA-F:.%]+\]|[^:[\]\s]*):[\w-]+$/.test(address))
      tell(
        ['servers', index, ...(address === undefined ? [] : ['address'])],
        'a server of a stream is `host:port`',
      )
  }
}

/** Options that are broken close every connection to the hosts that name them. */
export function checkTlsOptions(options: Entries, tell: Tell): void {
  const { clientAuthType, caFiles } = entriesOf(options['clientAuth'])
  const verifies = typeof clientAuthType === 'string' && clientAuthType.includes('Verify')
  if (verifies && (!Array.isArray(caFiles) || caFiles.length === 0))
    tell(['clientAuth', 'clientAuthType'], `\`${clientAuthType}\` needs \`caFiles\` to verify with`)
}

/** What Go's `url.Parse` refuses, and what Traefik then answers 500 for. */
function problemOfUrl(url: unknown): string | undefined {
  if (typeof url !== 'string' || url === '') return 'a server without a `url` answers an error to everybody'
  if (!/^(https?|h2c):\/\/[^\s/]/i.test(url))
    return 'a server has a URL with `http://`, `https://` or `h2c://`'
  return /[\s"<>^`{|}\\]|%(?![0-9a-f]{2})/i.test(url.replace(/\/.*$/, '')) || !URL.canParse(url)
    ? 'this is no URL'
    : undefined
}

function listOf(value: unknown): readonly Entries[] {
  return Array.isArray(value) ? value.map(entriesOf) : []
}
