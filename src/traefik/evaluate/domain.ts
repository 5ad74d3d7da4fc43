/** Compares a name with the value of `Host` or `HostSNI`: a wildcard stands for exactly the first label. */

/** pkg/muxer/muxer.go, `DomainMatchHostExpression` */
export function matchesDomain(domain: string, wanted: string): boolean {
  const name = wanted.startsWith('*') ? domain.replace(/^[^.]*/, '*') : domain
  return name.toLowerCase() === wanted.toLowerCase()
}
