/** Imported Traefik files and labels answer as the original does in the same Traefik. */
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'
import { importDefinitions } from '../../src/import/import.ts'
import { noTraefik } from '../traefik/fed.ts'
import { ask } from './ask.ts'
import { casesOf, worldOf } from './cases.ts'
import { comparable } from './comparable.ts'
import { startTraefik } from './proxies.ts'
import { startUpstreams } from './upstreams.ts'

test('what is imported answers as the original does', { skip: noTraefik, timeout: 300_000 }, async (t) => {
  const [original, ours] = await Promise.all([startTraefik(), startTraefik()])
  t.teardown(() => [original, ours].forEach((one) => one.close()))
  let asked = 0
  const cases = ['traefik', 'labels']
    .flatMap((kind) => casesOf(kind))
    .filter(({ requests }) => requests.length > 0)
  for (const one of cases) {
    const imported = importDefinitions(one.text, one.file, worldOf(one))
    if ('problem' in imported) throw new Error(`${one.name}: ${imported.problem}`)
    const names = [
      ...new Set([...one.traefik.matchAll(/https?:\/\/([a-z][\w-]*:\d+)/g)].map(([, name = '']) => name)),
    ]
    const upstreams = await startUpstreams(
      names.map((name) => ({ name, tls: one.traefik.includes(`https://${name}`) })),
    )
    const placed = (text: string): string =>
      [...upstreams.addresses].reduce(
        (all, [name, address]) => all.replaceAll(`//${name}`, `//${address}`),
        text,
      )
    try {
      const { config } = createCompiler()(
        [{ path: 'imported.yaml', text: placed(imported.text), changed: 0 }],
        worldOf(one),
      )
      if (config === undefined) throw new Error(`${one.name} does not compile:\n${imported.text}`)
      await Promise.all([original.serveText(placed(one.traefik)), ours.serve(config)])
      for (const request of one.requests) {
        const [before, after] = [await ask(request, original.ports), await ask(request, ours.ports)]
        const [expected, actual] = comparable(before, after, original.ports.http, upstreams.addresses)
        asked++
        t.same(actual, expected, `${one.name}: ${request.method} ${request.url.href}`)
      }
    } finally {
      upstreams.close()
    }
  }
  t.comment(`${cases.length} files, ${asked} requests`)
})
