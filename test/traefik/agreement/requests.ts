/** Random requests: near to what the definitions are about, with the oddities of paths that clients send. */
import type { Asked } from '../../../src/traefik/evaluate/asked.ts'
import type { Random } from '../../soak/random.ts'
import { HOSTS } from './definitions.ts'

export function randomRequest(random: Random): Asked {
  const tls = random.often(45)
  const name = random.of([...HOSTS, 'other.example.com', 'x.a.example.com', 'nowhere.test'])
  const host = random.often(80)
    ? name
    : random.of([name.toUpperCase(), `${name}:8443`, `${name}.`, `${name}:80`, '[::1]', '[::1]:443'])
  return {
    tls,
    entryPoint: tls ? 'websecure' : 'web',
    method: random.of(['GET', 'GET', 'GET', 'GET', 'POST', 'HEAD', 'OPTIONS', 'PUT']),
    host,
    target: `${path(random)}${random.often(30) ? `?${query(random)}` : ''}`,
    headers: headers(random),
    clientIp: random.of(['127.0.0.1', '127.0.0.2', '127.0.0.3', '127.0.0.9']),
    sni: random.often(90) ? name : random.of([...HOSTS]),
  }
}

function path(random: Random): string {
  const whole = random.often(70)
    ? random.of([
        '/',
        '/a',
        '/a/',
        '/a/b',
        '/b',
        '/api',
        '/apifoo',
        '/a%20b',
        '/%C3%A9',
        '/a%2Fb',
        '/v1/users',
        "/it's",
        '/(x)',
        '/b/',
        '/API/x',
      ])
    : `/${Array.from({ length: 1 + random.below(3) }, () => random.of(SEGMENTS)).join('/')}`
  return random.often(80) ? whole : whole.replace('/', random.of(['//', '/./', '/x/../', '/%2e%2e/', '/.//']))
}

const SEGMENTS = [
  'a',
  'b',
  '',
  '.',
  '..',
  '%2e',
  '%41',
  '%c3%a9',
  'é',
  'a%2fb',
  "'",
  '(x)',
  '%7Bid%7D',
  '{id}',
  'a|b',
  '[x]',
  'x;y',
  '%3B',
  '%zz',
  '%',
  '%FF',
  'v1',
  'users',
  '*',
  '@',
  ':',
  '~',
  '%25',
  '%00',
  '"',
  '^',
] as const

function query(random: Random): string {
  return random.of([
    'q',
    'q=',
    'q=1',
    'q=2&q=1',
    'q=x;k=a+b',
    'k=%C3%A9',
    'k=a%20b',
    'q=%zz',
    '&&q',
    'q=1&q',
    '%71=1',
    'x',
    '',
  ])
}

function headers(random: Random): [string, string][] {
  const list: [string, string][] = []
  if (random.often(30)) list.push([random.of(['X-One', 'x-one', 'X-ONE']), random.of(['1', '2', ' 3 ', ''])])
  if (random.often(15)) list.push(['X-One', '2'])
  if (random.often(15)) list.push(['X-Two', random.of(['2', 'a, b'])])
  if (random.often(8))
    list.push([
      random.of(['X-Forwarded-Proto', 'X-Forwarded-For', 'X-Real-IP', 'X_Forwarded_Proto']),
      random.of(['https', '10.0.0.1']),
    ])
  if (random.often(8))
    list.push(
      ['Origin', random.of(['https://ok.example', 'https://bad.example'])],
      ['Access-Control-Request-Method', 'GET'],
    )
  return list
}
