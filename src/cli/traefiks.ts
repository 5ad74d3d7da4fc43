/** The Traefiks whose API `serve` was told of, each followed. */
import { resolve } from 'node:path'
import { createApi } from '../applied/api.ts'
import { follow } from '../applied/follow.ts'
import { openRenewing, type Understood } from '../disk/renewing.ts'
import type { TraefikStatus } from '../provider/applied.ts'
import type { ReloadableProvider } from '../provider/provider.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { Log } from './log.ts'

export interface Traefiks {
  readonly all: () => readonly TraefikStatus[]
  close(): void
}

export async function followTraefiks(
  { traefikApi, traefikApiAuthFile }: Pick<ServeOptions, 'traefikApi' | 'traefikApiAuthFile'>,
  cwd: string,
  log: Log,
  provider: ReloadableProvider,
): Promise<{ readonly traefiks: Traefiks } | { readonly problem: string }> {
  if (traefikApiAuthFile !== undefined && traefikApi.length === 0)
    return { problem: '`--traefik-api-auth-file` needs `--traefik-api`.' }
  const credentials =
    traefikApiAuthFile === undefined
      ? undefined
      : await openRenewing({
          paths: [resolve(cwd, traefikApiAuthFile)],
          understand: ([text = '']) => authorizationIn(traefikApiAuthFile, text),
          onRenewed: () =>
            log.say('info', 'the credentials for Traefik were renewed', { event: 'credentials' }),
          onTrouble: (problem) =>
            log.say('warn', `${problem}; what was there goes on`, { event: 'credentials', problem }),
        })
  if (credentials !== undefined && 'problem' in credentials)
    return { problem: `\`--traefik-api-auth-file\`: ${credentials.problem}.` }

  const ending = new AbortController()
  const authorization = (): string | undefined => credentials?.files.current()
  const following = traefikApi.map((url) =>
    follow({
      api: createApi({ url, authorization }, ending.signal),
      expected: () => provider.current(),
      ownerOf: provider.ownerOf,
      log: (event) => log.applied(event),
    }),
  )
  provider.onPublish(() => {
    for (const each of following) each.wake()
  })
  return {
    traefiks: {
      all: () => following.map((each) => each.status()),
      close() {
        for (const each of following) each.close()
        ending.abort()
        credentials?.files.close()
      },
    },
  }
}

/** `user:password` for basic authentication, else a bearer token. */
function authorizationIn(path: string, text: string): Understood<string> {
  const line = text.trim()
  if (line === '') return { problem: `\`${path}\` is empty` }
  if (/[\r\n]/.test(line)) return { problem: `\`${path}\` holds more than one line` }
  if (line.includes(':')) return { value: `Basic ${Buffer.from(line).toString('base64')}` }
  return /^[!-~]+$/.test(line)
    ? { value: `Bearer ${line}` }
    : { problem: `\`${path}\` holds a blank or a character that no token has` }
}
