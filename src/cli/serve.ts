/** `pointsman serve`: watch, compile, serve, until told to end. */
import { resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createFolder } from '../disk/folder.ts'
import { openState } from '../disk/state.ts'
import { createWatcher } from '../disk/watcher.ts'
import { buildApp } from '../http/app.ts'
import { strangeLine } from '../language/strangeLine.ts'
import { createProvider } from '../provider/provider.ts'
import { createSettle } from '../provider/settle.ts'
import { openDefinitions } from './definitions.ts'
import { urlOf, type Listen } from './listen.ts'
import { createLog } from './log.ts'
import type { Call } from './command.ts'
import type { ServeOptions } from './commands/serve.ts'
import { createExposureWarning, openProtection, type Protection } from './protection.ts'
import { followTraefiks } from './traefiks.ts'
import type { ExitCode } from './terminal.ts'

/** A stream of events cannot put a reload off for longer. Milliseconds. */
const SETTLE_CEILING = 500
/** Docker waits ten seconds, an impatient person two. Milliseconds. */
const LONGEST_END = 1500

export async function serve({ operands, options, terminal, version }: Call<ServeOptions>): Promise<ExitCode> {
  const directory = resolve(terminal.cwd, operands[0] ?? 'services')
  const definitions = openDefinitions(directory, terminal.env, options)
  const format = options.logFormat === 'auto' ? (terminal.isTty ? 'pretty' : 'json') : options.logFormat
  const log = createLog(terminal, format, (file) => provider.sourceOf(file))
  const state =
    options.state === undefined
      ? undefined
      : openState({
          directory: resolve(terminal.cwd, options.state),
          definitions: directory,
          onTrouble: ({ message }) => log.say('warn', message, { event: 'state' }),
        })
  const folder = createFolder(directory, strangeLine)
  const provider = createProvider({
    folder,
    compile: (files) => definitions.compile(files),
    allowEmpty: options.allowEmpty,
    log: (event) => log.provider(event),
    ...(state === undefined ? {} : { remembered: state.remembered }),
  })
  const opened = await openProtection(options, terminal.cwd, log, (tls) => app.renew(tls))
  if ('problem' in opened) {
    terminal.err(`${opened.problem}\n`)
    return 2
  }
  const { protection } = opened
  const followed = await followTraefiks(options, terminal.cwd, log, provider)
  if ('problem' in followed) {
    terminal.err(`${followed.problem}\n`)
    return 2
  }
  const { hold } = options
  const { traefiks } = followed
  const app = buildApp({
    provider,
    hold,
    version,
    ...protection,
    traefiks: traefiks.all,
    ...(state === undefined ? {} : { stateWrites: () => state.writes() }),
    sourceOf: provider.sourceOf,
    log: (event) => log.http(event),
  })

  let bound: Listen
  try {
    const url = await app.fastify.listen({ host: options.listen.host, port: options.listen.port })
    bound = { ...options.listen, port: Number(new URL(url).port) }
  } catch (error) {
    terminal.err(`${cannotListen(options.listen, error)}\n`)
    return 1
  }
  const endpoint = `${urlOf(bound, protection.tls === undefined ? 'http' : 'https')}/config`
  log.say('info', `Pointsman ${version} serves ${directory} at ${endpoint}`, {
    event: 'listening',
    directory,
    endpoint,
  })
  provider.onPublish(createExposureWarning(bound, protection.isClosed, log))

  const settle = createSettle({
    quiet: options.settle,
    ceiling: Math.max(SETTLE_CEILING, options.settle),
    run: reload,
  })
  const watcher = createWatcher({
    directory,
    polling: options.watchPolling,
    onHint(path, happened) {
      folder.hint(path)
      settle.hint(happened === 'come' ? path : undefined)
    },
    onTrouble: ({ message }) => log.say('warn', message, { event: 'watching' }),
  })
  // What other servers take for "read your files again", and what logrotate and systemd units send.
  terminal.onHangup(() => {
    log.say('info', 'looks at everything again at SIGHUP', { event: 'hangup' })
    folder.hint()
    settle.hint()
  })
  await reload()
  log.hint(whatNext(endpoint, protection))

  const signal = await new Promise<string>((end) => terminal.onSignal(end))
  log.say('info', `ending at ${signal}`, { event: 'ending', signal })
  traefiks.close()
  protection.close()
  app.release()
  // A look that does not come back, as on a disk that hangs, keeps nobody waiting.
  await Promise.race([
    Promise.all([settle.close(), watcher.close(), app.fastify.close()]),
    pause(LONGEST_END, undefined, { ref: false }),
  ])
  await state?.close()
  return 0

  async function reload(): Promise<void> {
    const { kind } = await provider.reload()
    watcher.also(definitions.stillRead(provider.readsFrom()))
    watcher.distrust(folder.isUnheard())
    if (kind !== 'held') state?.keep(provider.lastGood())
  }
}

function cannotListen({ host, port }: Listen, error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const where = `${host}:${port}`
  if (code === 'EADDRINUSE')
    return `Something else listens on ${where} already. Choose another address with --listen.`
  if (code === 'EACCES')
    return `This user may not listen on ${where}. Choose a port above 1023 with --listen.`
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND')
    return `This machine has no address ${host}. Choose another one with --listen.`
  throw error
}

function whatNext(endpoint: string, { tokens, tls }: Protection): string {
  const curl = `curl${tls === undefined ? '' : ' --cacert CA'}${tokens === undefined ? '' : ' -u :TOKEN'}`
  const headers = tokens === undefined ? '' : "\n        headers: { Authorization: 'Bearer TOKEN' }"
  return `
Look at it:      ${curl} ${endpoint}
Tell Traefik, in its static configuration:

    providers:
      http:
        endpoint: ${endpoint}
        pollInterval: 500ms${headers}

Then edit a file in the folder: the change is live at once. Ctrl-C ends.

`
}
