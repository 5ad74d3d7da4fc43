/** `GET /config` with gzip at 1,000 services. The anchors: nginx serving the same bytes with gzip_static, and a bare `node:http`. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { waitFor } from '../test/cli/program.ts'
import { small } from './definitions.ts'
import { interleaved, ratio, table } from './figures.ts'
import { connectTo, throughput } from './rawClient.ts'
import { whileServing } from './serving.ts'

const CONNECTIONS = 16
const DURATION = 1500

export async function config(print: (line: string) => void): Promise<void> {
  await whileServing(
    small(1000),
    async ({ port, url }) => {
      const body = await (await fetch(`${url}/config`, { headers: { 'accept-encoding': 'identity' } })).text()
      const client = await connectTo(port)
      const answer = await client.ask('/config')
      client.close()
      const gzip = answer.subarray(answer.indexOf('\r\n\r\n') + 4)
      const root = mkdtempSync(join(tmpdir(), 'pointsman-bench-'))
      const ports = [await freePort(), await freePort()] as const
      const children = [startNginx(root, body, gzip, ports[0]), startNode(root, ports[1])]
      try {
        const subjects = {
          pointsman: () => throughput(port, '/config', CONNECTIONS, DURATION),
          ...(children[0] === undefined ? {} : { nginx: () => measure(ports[0]) }),
          'node:http': () => measure(ports[1]),
        }
        const medians = await interleaved(5, subjects)
        if (children[0] === undefined)
          print('nginx is not here (`apt-get install nginx-light`): its row is skipped.\n')
        const anchor = medians(children[0] === undefined ? 'node:http' : 'nginx')
        table(
          print,
          [`${gzip.length} bytes`, 'requests per second', 'ratio'],
          Object.keys(subjects).map((name) => [name, medians(name).toFixed(0), ratio(medians(name), anchor)]),
        )
      } finally {
        for (const child of children) child?.kill('SIGTERM')
        rmSync(root, { recursive: true })
      }
    },
    ['--hold', '0'],
  )
}

async function measure(port: number): Promise<number> {
  await waitFor(
    'the anchor listens',
    () =>
      connectTo(port).then(
        (client) => {
          client.close()
          return true
        },
        () => undefined,
      ),
    () => String(port),
  )
  return throughput(port, '/config', CONNECTIONS, DURATION)
}

function startNginx(root: string, body: string, gzip: Buffer, port: number): ChildProcess | undefined {
  mkdirSync(join(root, 'html'))
  writeFileSync(join(root, 'html/config'), body)
  writeFileSync(join(root, 'html/config.gz'), gzip)
  if (spawnSync('nginx', ['-v']).status !== 0) return undefined
  writeFileSync(
    join(root, 'nginx.conf'),
    `${process.getuid?.() === 0 ? 'user root; ' : ''}worker_processes 1; daemon off; pid ${root}/pid; error_log ${root}/error.log;
events {}
http {
  access_log off; keepalive_requests 1000000; default_type application/json;
  client_body_temp_path ${root}/t1; proxy_temp_path ${root}/t2; fastcgi_temp_path ${root}/t3;
  uwsgi_temp_path ${root}/t4; scgi_temp_path ${root}/t5; open_file_cache max=10;
  server { listen 127.0.0.1:${port}; root ${root}/html; gzip_static on; }
}
`,
  )
  return spawn('nginx', ['-p', root, '-c', join(root, 'nginx.conf')], { stdio: 'ignore' })
}

function startNode(root: string, port: number): ChildProcess {
  const script = fileURLToPath(new URL('./children/bareServer.js', import.meta.url))
  return spawn(process.execPath, [script, join(root, 'html/config.gz'), String(port)], { stdio: 'inherit' })
}

export async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
