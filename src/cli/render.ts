/** `pointsman render`: what would be served, for Traefik's eyes or for people's. */
import type { CompiledService } from '../compiler/compilation.ts'
import { pathOf, REDIRECTS, type Origin } from '../compiler/origins.ts'
import { suggest } from '../diagnostics/suggest.ts'
import { createSnapshot } from '../provider/snapshot.ts'
import { configOf, sectionsOf } from '../traefik/objects.ts'
import { renderYaml } from '../traefik/renderYaml.ts'
import { holdsPrivateKey, withoutSecrets } from '../traefik/secrets.ts'
import type { Call } from './command.ts'
import type { RenderOptions } from './commands/render.ts'
import { compileOrTell, type Whole } from './compileOrTell.ts'
import type { ExitCode } from './terminal.ts'

export async function render({ operands, options, terminal }: Call<RenderOptions>): Promise<ExitCode> {
  const { service: name } = options
  const whole = await compileOrTell(operands[0], terminal, options)
  if (whole === undefined) return 1
  const { sections, services } = whole

  if (name !== undefined) {
    const service = services.get(name)
    if (service === undefined) {
      const near = suggest(name, [...services.keys()])
      terminal.err(
        `There is no service \`${name}\` that is served.${near === undefined ? '' : ` Did you mean \`${near}\`?`}\n`,
      )
      return 1
    }
    terminal.out(serviceText(name, service, whole))
    return 0
  }

  const made = createSnapshot(sections, services.keys(), new Date())
  // What Traefik would refuse has been told already.
  if (!('snapshot' in made)) return 1
  const { revision, body } = made.snapshot
  const text = options.yaml
    ? `# Made by \`pointsman render --yaml\`; revision ${revision}.\n${renderYaml(configOf(sections))}`
    : body.toString()
  terminal.out(text)
  if (terminal.isTty) {
    // The prompt shall not stand behind the last byte.
    if (!options.yaml) terminal.err('\n')
    if (holdsPrivateKey(text))
      terminal.err('A private key is among what was printed, and is on your screen now.\n')
  }
  return 0
}

function serviceText(name: string, service: CompiledService, { shown, sharesOf }: Whole): string {
  const origins = service.origins()
  const shares = sharesOf(service)
  const sections = sectionsOf([...service.objects, ...shares])
  const { file, line } = service.place()
  return [
    `# What ${name} becomes (${shown(file)}:${line}); above each object, the lines that make it what it is.\n`,
    renderYaml(withoutSecrets(configOf(sections)), { comment }),
  ].join('')

  function comment([root, key, object, ...deeper]: readonly string[]): readonly string[] {
    if (object === undefined || deeper.length > 0) return []
    const objects = sections.get(`${root}.${key}`)
    // In a list, an object stands at its place among the others.
    const found = objects?.find((one, index) => one.name === object || String(index) === object)
    if (found === undefined) return []
    return shares.includes(found)
      ? [`${listed(origins.get(REDIRECTS) ?? [], shown)}; shared: this is what ${name} has in its rule`]
      : [listed(origins.get(pathOf(found)) ?? [], shown)]
  }
}

/** `services/shop.yaml:3 host, :5 hsts, services/defaults.yaml:2 defaults.tls` */
function listed(origins: readonly Origin[], shown: Whole['shown']): string {
  return origins
    .map(({ key, place: { file, line } }, index) => {
      const isSame = origins[index - 1]?.place.file === file
      return `${isSame ? '' : shown(file)}:${line} ${key}`
    })
    .join(', ')
}
