/** What would take a request or a connection if it were served: services that are switched off, and files with a mistake. */
import { redirectRouter } from '../../compiler/redirectGroups.ts'
import { hideSecrets } from '../../diagnostics/hide.ts'
import { tcpRouters, type TcpRouter } from '../../traefik/evaluate/connection.ts'
import { httpRouters, type HttpRouter } from '../../traefik/evaluate/httpRouters.ts'
import { configOf, sectionsOf } from '../../traefik/objects.ts'
import type { Good } from '../compileOrTell.ts'
import type { Nearby } from './routerAccount.ts'

export interface Absent {
  readonly http: readonly HttpRouter[]
  readonly tcp: readonly TcpRouter[]
  tell(router: HttpRouter | TcpRouter): Nearby
  /** Sentences about files with a mistake that name the host, and of which nothing more is known. */
  naming(host: string): readonly string[]
}

export function createAbsent({ absent, mistaken, shown }: Good): Absent {
  const told = new Map<HttpRouter | TcpRouter, Nearby>()
  const routers = absent.map(({ name, service, why }) => {
    const redirects = service.redirects.map((redirect) =>
      redirectRouter(`${name}-http`, redirect, [redirect.rule]),
    )
    const config = configOf(sectionsOf([...service.objects, ...redirects]))
    const place = service.place()
    const file = shown(place.file)
    const because =
      why === 'mistake'
        ? `it would take this, but \`${file}\` has a mistake: what was good in it before is served, or nothing`
        : 'it would take this, but `enabled: false` switches it off'
    const both = { http: httpRouters(config), tcp: tcpRouters(config) }
    for (const router of [...both.http, ...both.tcp]) {
      const { rule, priority } = router
      told.set(router, {
        name,
        rule: hideSecrets(rule),
        priority,
        file,
        line: place.line,
        because: [because],
      })
    }
    return { ...both, name, file: place.file }
  })

  return {
    http: routers.flatMap(({ http }) => http),
    tcp: routers.flatMap(({ tcp }) => tcp),
    tell(router) {
      const nearby = told.get(router)
      if (nearby === undefined) throw new Error(`\`${router.name}\` is none of those that are absent.`)
      return nearby
    },
    naming: (host) =>
      [...mistaken].flatMap(([path, text]) => {
        const line = lineNaming(host.replace(/:\d*$/, '').toLowerCase(), text)
        return line === undefined
          ? []
          : [
              `\`${host}\` stands in ${shown(path)}:${line}, a file with a mistake: nothing of it counts here.`,
            ]
      }),
  }
}

function lineNaming(name: string, text: string): number | undefined {
  const names = [name, name.replace(/^[^.]*/, '*')]
  const index = text.split('\n').findIndex((line) => wordsOf(line).some((word) => names.includes(word)))
  return name === '' || index < 0 ? undefined : index + 1
}

/** Without what is a comment. */
function wordsOf(line: string): readonly string[] {
  return line
    .replace(/(^|\s)#.*/, '')
    .toLowerCase()
    .split(/[^\w.*-]+/)
}
