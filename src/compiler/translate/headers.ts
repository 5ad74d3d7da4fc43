/** `headers`: set or removed on the way. */
import type { Subject } from '../subject.ts'
import type { Link } from './chain.ts'

export function headers({ keys }: Subject): readonly Link[] {
  const { request = {}, response = {} } = keys.headers ?? {}
  const settings = {
    ...(Object.keys(request).length === 0 ? {} : { customRequestHeaders: { ...request } }),
    ...(Object.keys(response).length === 0 ? {} : { customResponseHeaders: { ...response } }),
  }
  return Object.keys(settings).length === 0
    ? []
    : [{ name: { suffix: 'headers' }, middleware: { headers: settings } }]
}
