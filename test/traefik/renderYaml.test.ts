/** YAML for Traefik's file provider is the value that was given, whatever the value. */
import * as fc from 'fast-check'
import { CORE_SCHEMA, YAML11_SCHEMA, load } from 'js-yaml'
import { test } from 'tap'
import { NASTY, NASTY_LINES } from './nasty.ts'
import { renderYaml } from '../../src/traefik/renderYaml.ts'

const ALL = [...NASTY, ...NASTY_LINES]

const text = fc.oneof(
  fc.constantFrom(...ALL),
  fc.string({ unit: 'binary' }).filter((one) => one.isWellFormed()),
  fc
    .array(fc.constantFrom('{', '}', ':', '#', ' ', '-', '\n', 'a', '1', ': ', '{{'), { maxLength: 8 })
    .map((parts) => parts.join('')),
)
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.boolean(),
    fc.integer(),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__' && key !== '<<'),
      tie('tree'),
      { maxKeys: 4 },
    ),
  ),
}))

test('what is written is read as what was given, by YAML 1.1 and 1.2, and holds no template', (t) => {
  for (const one of ALL) {
    for (const value of [[one], { [one === '<<' ? 'a' : one]: one }, { a: [{ b: one }] }]) check(value)
  }
  fc.assert(fc.property(fc.array(tree), check), { numRuns: 3000, seed: 20261125 })
  t.end()

  function check(value: object): void {
    const written = renderYaml(value)
    if (written.includes('{{')) throw new Error(`A template begins in:\n${written}`)
    for (const schema of [CORE_SCHEMA, YAML11_SCHEMA]) {
      const read: unknown = load(written, { schema })
      if (sorted(read) !== sorted(value))
        throw new Error(`${sorted(value)}\nwas read as\n${sorted(read)}\nfrom\n${written}`)
    }
  }
})

test('it is as a person would write it where that is safe', (t) => {
  t.equal(
    renderYaml({
      http: {
        routers: {
          shop: {
            rule: 'Host(`a.example.com`) && PathPrefix(`/b/`)',
            priority: 3,
            tls: {},
            entryPoints: ['web'],
          },
        },
        services: {
          shop: { loadBalancer: { servers: [{ url: 'http://shop:80', weight: 1 }, { url: 'http://b' }] } },
        },
      },
      tls: { certificates: [{ certFile: '-----BEGIN X-----\nabc=\n-----END X-----\n', keyFile: undefined }] },
    }),
    `http:
  routers:
    shop:
      entryPoints:
        - web
      priority: 3
      rule: Host(\`a.example.com\`) && PathPrefix(\`/b/\`)
      tls: {}
  services:
    shop:
      loadBalancer:
        servers:
          - url: http://shop:80
            weight: 1
          - url: http://b
tls:
  certificates:
    - certFile: |
        -----BEGIN X-----
        abc=
        -----END X-----
`,
  )
  t.equal(renderYaml({}), '{}\n')
  t.end()
})

test('comments stand above what they are about, and are comments whatever is in them', (t) => {
  const comment = (path: readonly string[]) =>
    path.join('.') === 'a.b' ? ['from\nx: {{ 1 }}', 'and more'] : []
  const written = renderYaml({ a: { b: 1 } }, { comment })
  t.equal(written, 'a:\n  # from?x: {? 1 }}\n  # and more\n  b: 1\n')
  t.end()
})

/** Mappings whose keys came in another order are the same. */
function sorted(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  )
}
