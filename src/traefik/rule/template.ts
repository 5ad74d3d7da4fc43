/** `{name:pattern}` in hosts, paths and queries of Traefik 2, as gorilla/mux reads it. */
import type { RuleValue } from './node.ts'
import { error, type RuleProblem } from './problem.ts'
import { regexProblem } from './check.ts'

export function templateProblem(value: RuleValue): RuleProblem | undefined {
  const variables = variablesIn(value.text)
  if (variables === undefined)
    return error(value, 'Braces `{` and `}` do not come in pairs here.', 'Write `{name:pattern}`.')
  for (const variable of variables) {
    const colon = variable.indexOf(':')
    const name = colon < 0 ? variable : variable.slice(0, colon)
    const pattern = colon < 0 ? '[^/]+' : variable.slice(colon + 1)
    if (name === '' || pattern === '')
      return error(value, `\`{${variable}}\` lacks a name or a pattern.`, 'Write `{name:pattern}`.')
    const problem = regexProblem({ ...value, text: pattern })
    if (problem !== undefined) return problem
  }
  return undefined
}

/** What stands in the outermost braces; undefined when they do not come in pairs. */
function variablesIn(text: string): readonly string[] | undefined {
  const variables: string[] = []
  let [depth, from] = [0, 0]
  for (const { 0: brace, index } of text.matchAll(/[{}]/g)) {
    if (brace === '{' && depth++ === 0) from = index + 1
    if (brace === '}' && --depth === 0) variables.push(text.slice(from, index))
    if (depth < 0) return undefined
  }
  return depth === 0 ? variables : undefined
}
