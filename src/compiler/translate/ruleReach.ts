/** What a `rule` adds to the routers of a service, and how it stands beside its other keys. */
import { writeRule } from '../../traefik/rule/write.ts'
import type { RuleNode } from '../../traefik/rule/node.ts'
import type { Rule } from '../../traefik/rule.ts'
import { isOlder } from '../../traefik/version.ts'
import type { Context } from '../context.ts'
import type { Subject } from '../subject.ts'
import { specificity, weightOfHost, type Weight } from './priority.ts'
import type { Wanted } from './routers.ts'

export interface RuleReach {
  readonly rule: Rule
  readonly namesHosts: boolean
  readonly weight: Weight
  /** Its text, or nothing when it only names hosts: then it means the same as `host`. */
  readonly beyondHosts: string
}

/** Routers for other hosts or other paths than the service's own have a rule that does not hold this one. */
export function ruleReach({ rule, keys }: Subject, wanted: Wanted): RuleReach | undefined {
  if (rule === undefined || wanted.hosts !== undefined) return undefined
  const { node, namesHosts, text } = rule
  const elsewhere = wanted.bare === true || wanted.paths !== undefined
  if (elsewhere && (keys.host ?? []).length > 0) return undefined
  const written = writeRule(node)
  const stands = namesHosts || (keys.host ?? []).length === 0
  const alone =
    stands &&
    (keys.path ?? wanted.paths) === undefined &&
    keys.match === undefined &&
    wanted.matchers === undefined
  return {
    rule: alone ? { text, loose: false } : written,
    namesHosts,
    weight: onlyHosts(node) ? weightOf(node) : narrowed(weightOf(node)),
    beyondHosts: onlyHosts(node) ? '' : written.text,
  }
}

/** Reports what cannot stand beside a rule, and what the Traefik that is served does not know. */
export function checkRule(subject: Subject, { traefikVersion: version }: Context): void {
  const { rule } = subject
  if (rule === undefined || !subject.says('rule')) return
  for (const key of ['path', 'match'] as const) {
    if (subject.says(key))
      subject.report(
        'cannot-stand-together',
        {
          key,
          other: 'rule',
          why: 'a rule says all of it',
          help: `Say it in the rule, or leave the rule out.`,
        },
        [key],
        [],
        'key',
      )
  }
  if (rule.namesHosts && subject.says('host')) {
    const why = 'this rule names its hosts itself'
    subject.report(
      'cannot-stand-together',
      { key: 'host', other: 'rule', why, help: 'Leave `host` out, or the `Host` in the rule.' },
      ['host'],
      [],
      'key',
    )
  }
  for (const { what, since, offset, length } of rule.needs) {
    if (version !== undefined && isOlder(version, since))
      subject.report('needs-newer-traefik', { what, since, version }, ['rule'], [], { offset, length })
  }
}

/** What takes only some requests of its hosts goes before what takes them all, whatever it is that it asks for. */
function narrowed(weight: Weight): Weight {
  return { ...weight, matchers: Math.max(1, weight.matchers) }
}

/** Of alternatives the least counts: a rule goes before others only as far as all of it does. */
function weightOf(node: RuleNode): Weight {
  if (node.kind === 'not') return { host: 0, path: 0, matchers: 1 }
  if (node.kind === 'matcher') {
    const value = node.values[0]?.text ?? ''
    switch (node.name) {
      case 'Host':
        return { host: value === '*' ? 0 : weightOfHost(value), path: 0, matchers: 0 }
      case 'HostRegexp':
        return { host: takesEveryHost(value) ? 0 : 1, path: 0, matchers: 0 }
      case 'Path':
        return { host: 0, path: specificity({ kind: 'exact', path: value }), matchers: 0 }
      case 'PathPrefix':
        return { host: 0, path: specificity({ kind: 'prefix', path: value }), matchers: 0 }
      case 'PathRegexp':
        return { host: 0, path: specificity({ kind: 'regex', pattern: value }), matchers: 0 }
      default:
        return { host: 0, path: 0, matchers: 1 }
    }
  }
  const parts = node.operands.map(weightOf)
  const best = node.kind === 'and' ? Math.max : Math.min
  const matchers = parts.map((part) => part.matchers)
  return {
    host: best(...parts.map((part) => part.host)),
    path: best(...parts.map((part) => part.path)),
    matchers: node.kind === 'and' ? matchers.reduce((sum, one) => sum + one, 0) : Math.min(...matchers),
  }
}

/** Such as `.+`: whatever no other service takes. */
function takesEveryHost(pattern: string): boolean {
  return /^(\.[*+])?$/.test(pattern.replace(/\(\?[a-z]+\)|[()^$]/g, ''))
}

function onlyHosts(node: RuleNode): boolean {
  return node.kind === 'or' ? node.operands.every(onlyHosts) : node.kind === 'matcher' && node.name === 'Host'
}
