/** Imported nginx sites answer in a real Traefik what a real nginx answers: clients and upstreams see the same. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import { importDefinitions } from '../../src/import/import.ts'
import { ask } from './ask.ts'
import { casesOf, type ImportCase } from './cases.ts'
import { comparable } from './comparable.ts'
import { noTraefik } from '../traefik/fed.ts'
import { noNginx, startNginx, startTraefik } from './proxies.ts'
import { realWorld } from './realWorld.ts'
import { CERTIFICATE, KEY, startUpstreams } from './upstreams.ts'

const skip = noNginx === false ? noTraefik : noNginx

test(
  'what is imported from nginx answers in Traefik as it does in nginx',
  { skip, timeout: 300_000 },
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'pointsman-replay-'))
    const traefik = await startTraefik()
    t.teardown(() => {
      traefik.close()
      rmSync(folder, { recursive: true, force: true })
    })
    let [asked, same, known] = [0, 0, 0]
    const cases = casesOf('nginx').filter(({ requests }) => requests.length > 0)
    for (const [index, one] of cases.entries()) {
      const { text, close, names } = await onLoopback(one, join(folder, String(index)))
      const imported = importDefinitions(text, one.file, realWorld())
      if ('problem' in imported) throw new Error(`${one.name}: ${imported.problem}`)
      const { config } = createCompiler()(
        [{ path: 'imported.yaml', text: imported.text, changed: 0 }],
        realWorld(),
      )
      if (config === undefined) throw new Error(`${one.name} does not compile:\n${imported.text}`)
      const nginx = await startNginx(text, join(folder, `${index}-nginx`))
      try {
        await traefik.serve(config)
        for (const request of one.requests) {
          for (let time = 0; time < request.times; time++) {
            const [before, after] = [await ask(request, nginx.ports), await ask(request, traefik.ports)]
            const [expected, actual] = comparable(before, after, nginx.ports.http, names)
            const what = `${one.name}: ${request.method} ${request.url.href} ${JSON.stringify(request.headers)}`
            asked++
            if (request.differs === undefined) {
              if (t.same(actual, expected, what)) same++
            } else if (t.notSame(actual, expected, `${what} differs: ${request.differs}`)) known++
          }
        }
      } finally {
        await nginx.close()
        close()
      }
    }
    t.comment(`${cases.length} sites, ${asked} requests: ${same} the same, ${known} known to differ`)
  },
)

/** The case with its upstreams and files on this machine. */
async function onLoopback(
  { text, files }: ImportCase,
  folder: string,
): Promise<{ text: string; names: ReadonlyMap<string, string>; close: () => void }> {
  const everything = [text, ...files.values()].join('\n')
  const names = [
    ...new Set(
      [...everything.matchAll(/\b([a-z][\w.-]*|127\.0\.0\.1):(\d{2,5})\b/g)].map(([whole]) => whole),
    ),
  ]
  const upstreams = await startUpstreams(
    names.map((name) => ({
      name,
      tls: new RegExp(`https://${name}\\b`).test(everything) || /https:\/\/authentik;/.test(everything),
    })),
  )
  const places = [...files].map(([path, content], index) => ({
    path,
    content,
    real: /BEGIN CERTIFICATE/.test(content)
      ? CERTIFICATE
      : /PRIVATE KEY/.test(content)
        ? KEY
        : `${folder}-${index}`,
  }))
  for (const { content, real } of places) if (real.startsWith(folder)) writeFileSync(real, placed(content))
  return { text: placed(text), names: upstreams.addresses, close: () => upstreams.close() }

  function placed(some: string): string {
    // Longer names first: `app:80` is the beginning of `app:8080`.
    const replaced = [
      ...[...upstreams.addresses].sort((a, b) => b[0].length - a[0].length),
      ...places.map(({ path, real }) => [path, real] as const),
    ].reduce((whole, [name, here]) => whole.replaceAll(name, here), some)
    // Certificates that the case does not have: nginx needs some.
    return replaced
      .replace(/ssl_certificate \/etc\/[^;]*;/g, `ssl_certificate ${CERTIFICATE};`)
      .replace(/ssl_certificate_key \/etc\/[^;]*;/g, `ssl_certificate_key ${KEY};`)
      .replace(/^ *ssl_dhparam .*\n/gm, '')
  }
}
