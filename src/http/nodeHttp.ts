/**
 * Node's `http`, as CommonJS gets it. A module that imports it gets every property of it read, and one of them loads all of
 * `fetch`: 40 ms of a start in Node 24, and 3 MB.
 */
import type * as Http from 'node:http'
import { createRequire } from 'node:module'

export const { createServer, STATUS_CODES } = createRequire(import.meta.url)('node:http') as typeof Http
