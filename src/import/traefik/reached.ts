/** Which requests a rule takes, in the words of a service: hosts, paths, and what else must match. */
import { parseRule } from '../../traefik/rule/parse.ts'
import type { Matcher, RuleNode } from '../../traefik/rule/node.ts'

type Keys = Readonly<Record<string, unknown>>

/** Nothing where a service has no words for it. */
export function reachedKeys(rule: string): Keys | undefined {
  const { node, problems } = parseRule(rule, 'http')
  if (node === undefined || problems.some(({ severity }) => severity === 'error')) return undefined
  const parts =
    node.kind === 'and'
      ? node.operands.flatMap((part) => (part.kind === 'and' ? part.operands : [part]))
      : [node]
  let host: readonly string[] | undefined
  let path: readonly unknown[] | undefined
  const lists: Record<string, readonly string[]> = {}
  const pairs: Record<string, Record<string, string>> = {}
  for (const part of parts) {
    const matchers = eitherOf(part)
    const [first] = matchers ?? []
    if (matchers === undefined || first === undefined) return undefined
    const values = matchers.map((matcher) => matcher.values[0]?.text ?? '')
    if (all(matchers, 'Host') && host === undefined) host = values
    else if (matchers.every(isEveryPath)) continue
    else if (matchers.every(isPath) && path === undefined) path = pathsOf(matchers)
    else if (all(matchers, 'Method') && lists['method'] === undefined) lists['method'] = values
    else if (all(matchers, 'ClientIP') && lists['clientIp'] === undefined) lists['clientIp'] = values
    else if (matchers.length === 1 && (first.name === 'Header' || first.name === 'Query')) {
      const key = first.name.toLowerCase()
      pairs[key] = { ...pairs[key], [first.values[0]?.text ?? '']: first.values[1]?.text ?? '' }
    } else return undefined
  }
  if (host === undefined) return undefined
  const match = { ...lists, ...pairs }
  return {
    host,
    ...(path === undefined ? {} : { path: path.length === 1 ? path[0] : path }),
    ...(Object.keys(match).length === 0 ? {} : { match }),
  }
}

function eitherOf(node: RuleNode): readonly Matcher[] | undefined {
  if (node.kind === 'matcher') return [node]
  if (node.kind !== 'or') return undefined
  const parts = node.operands.map(eitherOf)
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? [])
}

function all(matchers: readonly Matcher[], name: string): boolean {
  return matchers.every((matcher) => matcher.name === name)
}

function isPath({ name }: Matcher): boolean {
  return name === 'Path' || name === 'PathPrefix' || name === 'PathRegexp'
}

function isEveryPath({ name, values }: Matcher): boolean {
  return name === 'PathPrefix' && values[0]?.text === '/'
}

/** `/x` and everything below `/x/` together are `/x`. */
function pathsOf(matchers: readonly Matcher[]): readonly unknown[] {
  const texts = (name: string) =>
    matchers.filter((matcher) => matcher.name === name).map(({ values }) => values[0]?.text ?? '')
  const [exact, prefix] = [new Set(texts('Path')), new Set(texts('PathPrefix'))]
  return matchers.flatMap(({ name, values }): unknown[] => {
    const text = values[0]?.text ?? ''
    if (name === 'PathRegexp') return [{ regex: text }]
    if (name === 'Path') return prefix.has(`${text}/`) ? [text] : [{ exact: text }]
    if (text.endsWith('/') && exact.has(text.slice(0, -1))) return []
    return [text.endsWith('/') && text !== '/' ? text : { prefix: text }]
  })
}
