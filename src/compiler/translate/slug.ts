/** A piece of a name made from a path: `/api/v1/` becomes `api-v1`. */
import type { PathMatch } from '../../language/service/reached.ts'

export function slug(path: PathMatch | undefined): string {
  const text = path === undefined ? '' : path.kind === 'regex' ? path.pattern : path.path
  const words = text.match(/[A-Za-z0-9_.]+/g) ?? []
  const name = words.join('-').slice(0, 60)
  return `${name === '' ? 'root' : name}${path?.kind === 'exact' ? '-exact' : ''}`
}
