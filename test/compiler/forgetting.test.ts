/** Of a service that is gone nothing stays in memory, whatever stage it went through. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { test } from 'tap'
import { createCompiler } from '../../src/compiler/compile.ts'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

const world = {
  env: {},
  now: () => new Date(0),
  readFile: () => ({ problem: 'there is none' }),
  inspectCertificate: () => ({ problem: 'there is none' }),
}

/** They are forgotten with the second turn of what is remembered of files. */
const COMPILES = 250

test('remembers nothing of services that went', async (t) => {
  const compile = createCompiler()
  const stays = 'services:\n  stays: { host: stays.example.com, upstream: http://a:80 }'
  const passing = {
    plain: '{ host: a.example.com, upstream: http://a:80 }',
    'with a priority': '{ host: a.example.com, upstream: http://a:80, priority: 4711 }',
    'with a wildcard': '{ host: "*.a.example.com", upstream: http://a:80 }',
    'with routes': '{ host: a.example.com, upstream: http://a:80, routes: [{ path: /api, priority: 7 }] }',
    'on an entry point': '{ host: a.example.com, upstream: http://a:80, entryPoint: lan }',
    'a TCP service': '{ tcp: { entryPoint: db, sni: a.example.com, upstream: a:80 } }',
  }
  const traces = Object.entries(passing).map(([what, text]) => [what, traceOf(text)] as const)
  for (let count = 0; count < COMPILES; count++) compile([source('stays.yaml', stays)], world)
  await new Promise((resolve) => setImmediate(resolve))
  collectGarbage()
  for (const [what, trace] of traces) t.equal(trace.deref(), undefined, what)

  function traceOf(text: string): WeakRef<object> {
    const sources = [source('stays.yaml', stays), source('passing.yaml', `services:\n  passing: ${text}`)]
    const { services, diagnostics } = compile(sources, world)
    t.same(diagnostics, [])
    const service = services.get('passing')
    if (service === undefined) throw new Error(`There is no service of ${text}.`)
    return new WeakRef(service.redirects[0] ?? service)
  }
})

function source(path: string, text: string) {
  return { path, text, changed: 0 }
}
