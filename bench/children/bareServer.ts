/** Answers every request with the bytes of one file that are in memory. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import process from 'node:process'

const [, , file = '', port = ''] = process.argv
const body = readFileSync(file)
const headers = {
  'content-type': 'application/json',
  'content-encoding': 'gzip',
  'content-length': body.length,
}
createServer((_request, response) => response.writeHead(200, headers).end(body)).listen(
  Number(port),
  '127.0.0.1',
)
