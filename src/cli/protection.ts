/** Who may ask `serve`, and over what: the options for it, their files, and what is said about them. */
import { resolve } from 'node:path'
import { openRenewing } from '../disk/renewing.ts'
import { tlsIn } from '../disk/tlsFiles.ts'
import { tokensIn } from '../disk/tokens.ts'
import type { TlsMaterial } from '../http/server.ts'
import type { Snapshot } from '../provider/snapshot.ts'
import type { ServeOptions } from './commands/serve.ts'
import type { Listen } from './listen.ts'
import type { Log } from './log.ts'

type Options = Pick<ServeOptions, 'tokenFile' | 'tlsCert' | 'tlsKey' | 'tlsClientCa'>

export interface Protection {
  readonly tokens?: () => readonly string[]
  readonly tls?: TlsMaterial
  /** Whoever is not known is turned away. */
  readonly isClosed: boolean
  close(): void
}

export type Opened = { readonly protection: Protection } | { readonly problem: string }

/** `renew` is called with certificate and key when both were renewed. */
export async function openProtection(
  { tokenFile, tlsCert, tlsKey, tlsClientCa }: Options,
  cwd: string,
  log: Log,
  renew: (tls: TlsMaterial) => void,
): Promise<Opened> {
  if ((tlsCert === undefined) !== (tlsKey === undefined))
    return { problem: `\`--tls-cert\` and \`--tls-key\` need each other.` }
  if (tlsClientCa !== undefined && tlsCert === undefined)
    return { problem: '`--tls-client-ca` needs `--tls-cert` and `--tls-key`.' }
  const onTrouble = (problem: string): void =>
    log.say('warn', `${problem}; what was there goes on`, { event: 'credentials', problem })
  const renewed = (what: string): void => log.say('info', `${what} renewed`, { event: 'credentials' })

  const token =
    tokenFile === undefined
      ? undefined
      : await openRenewing({
          paths: [resolve(cwd, tokenFile)],
          understand: ([text = '']) => tokensIn(tokenFile, text),
          onRenewed: () => renewed('the token was'),
          onTrouble,
        })
  if (token !== undefined && 'problem' in token) return { problem: `\`--token-file\`: ${token.problem}.` }

  const paths =
    tlsCert === undefined || tlsKey === undefined
      ? undefined
      : { cert: tlsCert, key: tlsKey, clientCa: tlsClientCa }
  const tls =
    paths === undefined
      ? undefined
      : await openRenewing({
          paths: [paths.cert, paths.key, ...(paths.clientCa === undefined ? [] : [paths.clientCa])].map(
            (path) => resolve(cwd, path),
          ),
          understand: (texts) => tlsIn(paths, texts),
          onRenewed(material) {
            renew(material)
            renewed('the TLS certificate was')
          },
          onTrouble,
        })
  if (tls !== undefined && 'problem' in tls) return { problem: `TLS cannot begin: ${tls.problem}.` }

  return {
    protection: {
      ...(token === undefined ? {} : { tokens: () => token.files.current() }),
      ...(tls === undefined ? {} : { tls: tls.files.current() }),
      isClosed: token !== undefined || paths?.clientCa !== undefined,
      close() {
        token?.files.close()
        tls?.files.close()
      },
    },
  }
}

/** Tells when somebody on another machine could read a private key, once for as long as that is so. */
export function createExposureWarning(
  { host, port }: Listen,
  isClosed: boolean,
  log: Log,
): (snapshot: Snapshot) => void {
  let told = false
  return ({ body }) => {
    const exposed = !isClosed && !isLoopback(host) && body.includes('PRIVATE KEY-----')
    if (exposed && !told)
      log.say(
        'warn',
        `the configuration holds a private key, and everybody who reaches ${host}:${port} can read it: ask for a token with \`--token-file\`, or let only Traefik reach it`,
        { event: 'exposed' },
      )
    told = exposed
  }
}

function isLoopback(host: string): boolean {
  return (
    host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host) || /^::ffff:127\./i.test(host)
  )
}
