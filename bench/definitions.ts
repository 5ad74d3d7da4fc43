/** The folders that are measured: what people write, in several shapes. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Shape {
  readonly name: string
  /** Services in all. */
  readonly services: number
  /** The text of each file, by path. */
  files(): ReadonlyMap<string, string>
  /** Another text for one of the files, in which `mark` is part of a rule. */
  edited(mark: string): readonly [path: string, text: string]
}

/** One file for each service, as most people have it. */
export function small(count: number): Shape {
  return shape(`${count} files with a service each`, count, 1, serviceText)
}

/** Few files with many services. */
export function huge(count: number, perFile: number): Shape {
  return shape(`${count} files with ${perFile} services each`, count, perFile, serviceText)
}

/** One service with many routes. */
export function routes(count: number): Shape {
  const text = (mark: string) => `services:
  big:
    host: big.example.com
    upstream: http://big:80
    routes:
${range(count)
  .map(
    (index) =>
      `      - { path: /${index === 0 ? mark : `r${index}`}, upstream: "http://r${index}:80", maxBody: 5MB }\n`,
  )
  .join('')}`
  return {
    name: `a service with ${count} routes`,
    services: count,
    files: () => new Map([['big.yaml', text('start')]]),
    edited: (mark) => ['big.yaml', text(mark)],
  }
}

/** Traefik's own words. */
export function native(count: number, perFile: number): Shape {
  return shape(`${count} native files with ${perFile} routers each`, count, perFile, nativeText)
}

export function writeFolder(directory: string, { files }: Shape): void {
  mkdirSync(directory, { recursive: true })
  for (const [path, text] of files()) writeFileSync(join(directory, path), text)
}

/** As editors that are careful do, and `git`: never half a file. */
export function renameInto(directory: string, [path, text]: readonly [string, string]): void {
  writeFileSync(join(directory, '.next'), text)
  renameSync(join(directory, '.next'), join(directory, path))
}

function shape(
  name: string,
  count: number,
  perFile: number,
  write: (first: number, perFile: number, mark: string) => string,
): Shape {
  const file = (index: number, mark: string) =>
    [`${words[index % words.length]}-${index}.yaml`, write(index * perFile, perFile, mark)] as const
  return {
    name,
    services: count * perFile,
    files: () => new Map(range(count).map((index) => file(index, 'app'))),
    edited: (mark) => file(Math.floor(count / 2), mark),
  }
}

function serviceText(first: number, count: number, mark: string): string {
  return `services:\n${range(count)
    .map((index) => {
      const [number, name] = [first + index, nameOf(first + index)]
      const path = index === 0 && mark !== 'app' ? `    path: /${mark}\n` : ''
      return `  ${name}:
    host: ${name}.example.com
${path}    upstream: http://10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}:8080
${KINDS[number % KINDS.length]}`
    })
    .join('')}`
}

/** What services say beside where they are: from nothing to a handful of keys. */
const KINDS = [
  '',
  '    maxBody: 50MB\n',
  '    hsts: { maxAge: 365d }\n    headers:\n      response: { X-Frame-Options: DENY }\n',
  '    timeouts: { response: 60s }\n    allow: [10.0.0.0/8, 192.168.0.0/16]\n',
  '    compress: true\n    rateLimit: 100/s\n',
]

function nativeText(first: number, count: number, mark: string): string {
  const names = range(count).map((index) => nameOf(first + index))
  return `http:
  routers:
${names
  .map(
    (name, index) => `    ${name}:
      entryPoints: [websecure]
      rule: "Host(\`${name}.example.com\`)${index === 0 && mark !== 'app' ? ` && PathPrefix(\`/${mark}\`)` : ''}"
      service: ${name}
      tls: {}
`,
  )
  .join('')}  services:
${names.map((name) => `    ${name}: { loadBalancer: { servers: [{ url: "http://${name}:80" }] } }\n`).join('')}`
}

function nameOf(number: number): string {
  return `${words[number % words.length]}-${number}`
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}

const words = ['shop', 'blog', 'wiki', 'mail', 'git', 'photos', 'metrics', 'auth', 'files', 'chat', 'tasks']
