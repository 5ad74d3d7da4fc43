/** `pointsman static`: Traefik's static configuration that the definitions need. */
import { resolve } from 'node:path'
import { configOf } from '../traefik/objects.ts'
import { renderYaml } from '../traefik/renderYaml.ts'
import { staticConfigOf, type StaticConfig } from '../traefik/staticConfig.ts'
import type { Condition } from '../traefik/staticConditions.ts'
import { staticNeedsOf } from '../traefik/staticNeeds.ts'
import type { Call } from './command.ts'
import type { StaticOptions } from './commands/static.ts'
import { compileOrTell } from './compileOrTell.ts'
import type { ExitCode } from './terminal.ts'
import { tokenIn } from './token.ts'

export async function printStatic({ operands, options, terminal }: Call<StaticOptions>): Promise<ExitCode> {
  const { compose, endpoint, tokenFile, ca, entryPoint, traefikVersion } = options
  const whole = await compileOrTell(operands[0], terminal, { traefikVersion })
  if (whole === undefined) return 1
  const token = tokenFile === undefined ? undefined : tokenIn(resolve(terminal.cwd, tokenFile))
  if (typeof token === 'object') {
    terminal.err(`The token file \`${tokenFile}\` cannot be used: ${token.problem}.\n`)
    return 1
  }

  const needs = staticNeedsOf(configOf(whole.sections))
  const config = staticConfigOf(needs, {
    endpoint,
    // A Compose file is read by many: there the token comes from the environment.
    authorization: token === undefined ? undefined : `Bearer ${compose ? TOKEN : token}`,
    ca,
    addresses: new Map(entryPoint),
    storage: compose ? '/acme/acme.json' : 'acme.json',
  })
  terminal.out(compose ? composeText(config, needs.conditions) : yamlText(config, needs.conditions))
  return 0
}

function yamlText({ value, guesses }: StaticConfig, conditions: readonly Condition[]): string {
  const comment = (path: readonly string[]): readonly string[] => {
    const about = path.join('.')
    return [
      ...textsAbout(about, conditions),
      ...(guesses.has(about) ? [guesses.get(about) ?? ''] : []),
    ].flatMap(wrapped)
  }
  return [
    "# Traefik's static configuration, read once at its start. Made by `pointsman static`.\n",
    ...textsAbout(undefined, conditions)
      .flatMap(wrapped)
      .map((text) => `# ${text}\n`),
    renderYaml(value, { comment }),
  ].join('')
}

/** The lines of the service `traefik` in a Compose file. */
function composeText({ value, guesses }: StaticConfig, conditions: readonly Condition[]): string {
  const about = new Set(conditions.map((condition) => condition.about))
  const notes = [...about].flatMap((one) =>
    textsAbout(one, conditions).map((text) => `${one === undefined ? '' : `${one}: `}${text}`),
  )
  const guessed = [...guesses].map(([path, text]) => `${path}: ${text}`)
  const command = argumentsOf(value).map((argument) => `  - ${JSON.stringify(composed(argument))}`)
  const ports = Object.values(Object(value['entryPoints'])).flatMap((point) => {
    const [, port, udp = ''] = /:(\d+)(\/udp)?$/.exec(String(Object(point).address)) ?? []
    return port === undefined ? [] : [`  - ${JSON.stringify(`${port}:${port}${udp}`)}`]
  })
  return [
    '# For the service `traefik` of a Compose file. Made by `pointsman static --compose`.',
    ...[...notes, ...guessed].flatMap((note) =>
      wrapped(note).map((line, index) => `# ${index === 0 ? '' : '  '}${line}`),
    ),
    'command:',
    ...command,
    'ports:',
    ...ports,
    '',
  ].join('\n')
}

/** `{ api: {}, ping: { manualRouting: true } }` is `--api=true` and `--ping.manualRouting=true`. */
function argumentsOf(value: unknown, path = '--'): readonly string[] {
  if (typeof value !== 'object' || value === null) return [`${path}=${String(value)}`]
  const entries = Object.entries(value)
  if (entries.length === 0) return [`${path}=true`]
  return entries.flatMap(([key, item]) => argumentsOf(item, path === '--' ? `--${key}` : `${path}.${key}`))
}

/** As Compose's interpolation leaves it. */
function composed(argument: string): string {
  return argument
    .split(TOKEN)
    .map((part) => part.replaceAll('$', () => '$$'))
    .join(TOKEN)
}

const TOKEN = '${POINTSMAN_TOKEN:?}'

/** Lines of about 96 characters. */
function wrapped(text: string): readonly string[] {
  return text.match(/\S.{0,95}(?=\s|$)/g) ?? []
}

function textsAbout(about: string | undefined, conditions: readonly Condition[]): readonly string[] {
  return conditions.filter((condition) => condition.about === about).map(({ text }) => text)
}
