/** `stripPrefix`, and the path in the URL of an upstream: what the upstream sees of the path. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

export function stripPrefix(subject: Subject): readonly Link[] {
  const { keys } = subject
  if (keys.stripPrefix === undefined) return []
  const prefixes = keys.stripPrefix === 'path' ? pathsOf(subject) : keys.stripPrefix
  if (prefixes.length === 0) return []
  return [
    { name: { suffix: 'strip' }, middleware: { stripPrefix: { prefixes: prefixes.map(withoutSlash) } } },
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
export function addUpstreamPath({ keys }: Subject): readonly Link[] {
  const path = commonPath(keys.upstream)
  return path === undefined || path === ''
    ? []
    : [{ name: { suffix: 'upstream-path' }, middleware: { addPrefix: { prefix: path } } }]
}

/** The path that all servers have, or nothing when they differ. */
export function commonPath(upstream: Subject['keys']['upstream']): string | undefined {
  if (upstream === undefined || !('servers' in upstream)) return undefined
  const [first, ...more] = upstream.servers ?? []
  return more.every((server) => server.url.path === first?.url.path) ? first?.url.path : undefined
}
