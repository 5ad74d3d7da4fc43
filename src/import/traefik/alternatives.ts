/** A rule as the list of its alternatives: how it is put together does not matter, only which requests it takes. */
import { parseRule } from '../../traefik/rule/parse.ts'
import type { RuleNode } from '../../traefik/rule/node.ts'

/** More than these are compared as they are written. */
const MOST = 512

/** Takes every request, so beside another matcher it says nothing. */
const EVERYTHING = 'PathPrefix("/")'

/** Each a list of matchers that must all hold, as a sorted text. */
export function alternativesOf(rule: string): readonly string[] {
  const { node } = parseRule(rule, 'http')
  const all = node === undefined ? undefined : expand(node)
  return all === undefined
    ? [rule]
    : [
        ...new Set(
          all.map((matchers) =>
            [...new Set(matchers)]
              .filter((one, _, { length }) => one !== EVERYTHING || length === 1)
              .sort()
              .join(' && '),
          ),
        ),
      ]
}

function expand(node: RuleNode): readonly (readonly string[])[] | undefined {
  switch (node.kind) {
    case 'matcher':
      return [
        [
          `${node.name}(${node.values.map(({ text }) => JSON.stringify(valueOf(node.name, text))).join(', ')})`,
        ],
      ]
    case 'not': {
      const inner = expand(node.operand)
      return inner === undefined
        ? undefined
        : [
            [
              `!(${inner
                .map((matchers) => matchers.join(' && '))
                .sort()
                .join(' || ')})`,
            ],
          ]
    }
    case 'or': {
      const parts = node.operands.map(expand)
      const all = parts.flatMap((part) => part ?? [])
      return parts.includes(undefined) || all.length > MOST ? undefined : all
    }
    case 'and': {
      let product: readonly (readonly string[])[] = [[]]
      for (const operand of node.operands) {
        const part = expand(operand)
        if (part === undefined || part.length * product.length > MOST) return undefined
        product = product.flatMap((left) => part.map((right) => [...left, ...right]))
      }
      return product
    }
  }
}

/** Hosts and methods are compared without regard to case. */
function valueOf(name: string, text: string): string {
  if (name === 'Host') return text.toLowerCase().replace(/\.$/, '')
  return name === 'Method' ? text.toUpperCase() : text
}
