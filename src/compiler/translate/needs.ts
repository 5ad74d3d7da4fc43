/** Says that a definition needs a newer Traefik than the one it is for. */
import { isOlder } from '../../traefik/version.ts'
import type { Context } from '../context.ts'
import type { ValuePath } from '../locate.ts'
import type { Subject } from '../subject.ts'

export function needs(
  subject: Subject,
  context: Context,
  since: string,
  what: string,
  path: ValuePath,
): void {
  if (!isOlder(context.traefikVersion, since)) return
  subject.report('needs-newer-traefik', { what, since, version: context.traefikVersion ?? '' }, path)
}
