/** Versions of Traefik, compared by their numbers. */

/** `3.5`, `v3.5.2`; nothing when it is no version. */
export function parseVersion(text: string): readonly [number, number, number] | undefined {
  const parts = /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?$/.exec(text)
  return parts === null ? undefined : [Number(parts[1]), Number(parts[2] ?? 0), Number(parts[3] ?? 0)]
}

/** Negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const left = parseVersion(a) ?? [0, 0, 0]
  const right = parseVersion(b) ?? [0, 0, 0]
  return left[0] - right[0] || left[1] - right[1] || left[2] - right[2]
}

/** Nobody said which Traefik it is: then it is not older than anything. */
export function isOlder(version: string | undefined, than: string): boolean {
  return version !== undefined && compareVersions(version, than) < 0
}
