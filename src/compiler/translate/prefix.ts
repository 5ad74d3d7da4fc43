/** `stripPrefix`, and the path in the URL of an upstream: what the upstream sees of the path. */
import type { Server } from '../../language/service/upstream.ts'
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'
import { mainKeys } from './mainUpstream.ts'

export function stripPrefix(subject: Subject): readonly Link[] {
  const { keys } = subject
  if (keys.stripPrefix === undefined) return []
  const prefixes = keys.stripPrefix === 'path' ? pathsOf(subject) : keys.stripPrefix
  if (prefixes.length === 0) return []
  return [
    {
      name: { kind: 'strip', words: prefixes },
      middleware: { stripPrefix: { prefixes: prefixes.map(withoutSlash) } },
    },
  ]
}

function pathsOf(subject: Subject): readonly string[] {
  const paths = subject.keys.path ?? []
  if (paths.length === 0) {
    subject.report(
      'needs-another-key',
      { key: 'stripPrefix', needs: 'path', why: 'it takes off the path of the service' },
      ['stripPrefix'],
    )
  }
  return paths.flatMap((path) => {
    if (path.kind !== 'regex') return path.path === '/' ? [] : [path.path]
    subject.report(
      'cannot-stand-together',
      {
        key: 'stripPrefix',
        other: 'path: { regex: … }',
        why: 'a pattern has no fixed prefix',
        help: 'Name the prefix: `stripPrefix: /api`.',
      },
      ['stripPrefix'],
    )
    return []
  })
}

/** `/app/` and `/app` strip alike: what is left must begin with a slash. */
function withoutSlash(path: string): string {
  return path === '/' ? path : path.replace(/\/$/, '')
}

/**
 * Traefik ignores a path in the URL of a server unless told by `preservePath`, which came with 3.2. When all servers
 * have the same path, `addPrefix` does the same in every version.
 */
export function addUpstreamPath(subject: Subject): readonly Link[] {
  const { upstream } = subject.keys
  const path =
    upstream === undefined || 'reference' in upstream || !isAlone(subject) ? undefined : commonPath(upstream)
  if (path === undefined || path === '') return []
  tellTwice(subject, path)
  return [{ name: { suffix: 'upstream-path' }, middleware: { addPrefix: { prefix: path } } }]
}

/** As in nginx, where the path of the URL takes the place of the location's. */
function tellTwice(subject: Subject, path: string): void {
  const { path: paths = [], stripPrefix, rewrite } = subject.keys
  if (stripPrefix !== undefined || rewrite !== undefined) return
  if (!subject.says('upstream') && !subject.says('path')) return
  if (paths.some((one) => one.kind !== 'regex' && withoutSlash(one.path) === path))
    subject.report('path-twice', { path }, ['upstream'])
}

/** The middleware would stand before the others too. */
export function isAlone(subject: Subject): boolean {
  const { canary, fallback, mirror } = subject.keys
  return (
    mainKeys(subject)[0] === 'upstream' &&
    canary === undefined &&
    fallback === undefined &&
    mirror === undefined
  )
}

/** The path that all servers have, or nothing when they differ. */
export function commonPath({ servers }: { readonly servers?: readonly Server[] }): string | undefined {
  const [first, ...more] = servers ?? []
  return more.every((server) => server.url.path === first?.url.path) ? first?.url.path : undefined
}

/** `addPrefix`: a path in front of the request's. */
export function addPrefix({ keys }: Subject): readonly Link[] {
  return keys.addPrefix === undefined
    ? []
    : [
        {
          name: { kind: 'prefix', words: [keys.addPrefix] },
          middleware: { addPrefix: { prefix: keys.addPrefix } },
        },
      ]
}

/** `rewrite`: another path, by a regular expression. */
export function rewrite({ keys }: Subject): readonly Link[] {
  const { from, to } = keys.rewrite ?? {}
  if (from === undefined || to === undefined) return []
  return [{ name: { suffix: 'rewrite' }, middleware: { replacePathRegex: { regex: from, replacement: to } } }]
}
