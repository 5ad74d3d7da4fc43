/**
 * Golden cases of `import`: a sentence, the file that is imported, other files, requests, and what comes out.
 *
 *     Everything is proxied.
 *
 *     --- site.conf
 *     server { … }
 *     --- requests
 *     GET http://app.example.com/x?y=z Accept-Language: de
 */
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Surroundings } from '../../src/import/surroundings.ts'
import { inputOf } from '../compiler/golden.ts'

const FOLDER = join(process.cwd(), 'test/import/cases')

export interface ImportCase {
  /** `nginx/authentik.txt` */
  readonly name: string
  readonly path: string
  readonly sentence: string
  /** Everything but what is expected. */
  readonly input: string
  /** The file that is imported. */
  readonly file: string
  readonly text: string
  /** Other files, by their paths. */
  readonly files: ReadonlyMap<string, string>
  readonly env: Readonly<Record<string, string>>
  /** What Traefik's own provider makes of it. */
  readonly traefik: string
  readonly requests: readonly Asked[]
  readonly expected: string
}

export interface Asked {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  /** Bytes of the body. */
  readonly body: number
  /** How often, one after the other. */
  readonly times: number
  /** Why the two are known to answer differently: `!= a name that no server has`. */
  readonly differs?: string
}

export function casesOf(kind: string): readonly ImportCase[] {
  return readdirSync(join(FOLDER, kind))
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readCase(`${kind}/${name}`))
}

function readCase(name: string): ImportCase {
  const path = join(FOLDER, name)
  const whole = readFileSync(path, 'utf8')
  const input = inputOf(whole)
  const [head = '', ...sections] = input.split(/^--- /m)
  const named = sections.map((section) => {
    const end = section.indexOf('\n')
    return [section.slice(0, end).trim(), section.slice(end + 1)] as const
  })
  const [first] = named
  const rest = new Map(named.slice(1))
  const requests = rest.get('requests') ?? ''
  const env = rest.get('env') ?? ''
  const traefik = rest.get('traefik') ?? ''
  rest.delete('traefik')
  rest.delete('requests')
  rest.delete('env')
  return {
    name,
    path,
    sentence: head.trim().split('\n')[0] ?? '',
    input,
    file: first?.[0] ?? '',
    text: first?.[1] ?? '',
    files: rest,
    traefik: name.startsWith('traefik/') ? (first?.[1] ?? '') : traefik,
    env: Object.fromEntries(
      lines(env).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    ),
    requests: lines(requests).map(asked),
    expected: whole.slice(input.length).trim(),
  }
}

function lines(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '')
}

/** `POST http://app.example.com/ 900`, `6x GET http://app.example.com/login`, and at the end `!= why they differ`. */
function asked(line: string): Asked {
  const [request = '', differs] = line.split(' != ')
  const [, times = '1', method = '', url = '', rest = ''] =
    /^(?:(\d+)x )?(\w+) (\S+) ?(.*)$/.exec(request) ?? []
  const header = /^([\w-]+): (.*)$/.exec(rest)
  return {
    method,
    url: new URL(url),
    headers: header === null ? {} : { [header[1] ?? '']: header[2] ?? '' },
    body: /^\d+$/.test(rest) ? Number(rest) : 0,
    times: Number(times),
    ...(differs === undefined ? {} : { differs }),
  }
}

/** The certificates say in words what real ones would hold. */
export function worldOf({ files, env }: Pick<ImportCase, 'files' | 'env'>): Surroundings {
  return {
    env,
    now: () => new Date('2026-01-01'),
    readFile(path) {
      const text = files.get(path)
      return text === undefined ? { problem: 'there is no such file' } : { text }
    },
    include(pattern) {
      const [before = '', behind] = pattern.split('*')
      const fits = (path: string) =>
        behind === undefined ? path === pattern : path.startsWith(before) && path.endsWith(behind)
      const found = [...files]
        .filter(([path]) => fits(path))
        .map(([path, text]) => ({ path, reading: { text } }))
      return found.length > 0 ? found : [{ path: pattern, reading: { problem: 'there is no such file' } }]
    },
    inspectCertificate(certificate) {
      const names = /^names: (.*)$/m.exec(certificate)?.[1]?.split(' ') ?? []
      return { names, notBefore: new Date(0), notAfter: new Date('2999-01-01') }
    },
  }
}
