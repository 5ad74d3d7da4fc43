/** Tells from a name alone whether a file or directory below the definitions folder concerns us. */

/**
 * Names with a dot in front (also the `..data` and `..2026_11_24_…` of Kubernetes) and what editors leave lying about:
 * `x~`, `#x#`, `.#x`, swap and backup files, and `4913`, with which vim tries whether a directory can be written.
 */
export function isPassedOver(name: string): boolean {
  return name.startsWith('.') || dropping.test(name)
}

const dropping = /~$|^#.*#$|^4913$|\.(?:swp|tmp|bak)$/

export function isDefinition(name: string): boolean {
  return name.endsWith('.yaml') || name.endsWith('.yml')
}
