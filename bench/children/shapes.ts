/** The shape that the arguments of a child name. */
import process from 'node:process'
import { huge, native, routes, small, type Shape } from '../definitions.ts'

const [kind = '', count = '', perFile = ''] = (process.argv[2] ?? '').split(':')

export const wanted: Shape =
  kind === 'huge'
    ? huge(Number(count), Number(perFile))
    : kind === 'native'
      ? native(Number(count), Number(perFile))
      : kind === 'routes'
        ? routes(Number(count))
        : small(Number(count))
