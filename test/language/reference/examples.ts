/** Puts an example of a key into a whole definition that can be compiled. */
import { load } from 'js-yaml'

/** `example`: lines as they stand in a service. */
export function inService(example: string): string {
  const said = Object.keys(load(example) as object)
  const has = (...keys: readonly string[]) => keys.some((key) => said.includes(key))
  return [
    ...AROUND,
    'services:',
    '  shop:',
    ...(has('host', 'rule') ? [] : ['    host: shop.example.com']),
    ...(has('upstream', 'split', 'upstreams')
      ? []
      : [`    upstream: ${has('upstreamTls') ? 'https' : 'http'}://shop:8080`]),
    ...indented(example, 4),
    '',
  ].join('\n')
}

/** Lines as they stand in `defaults`. */
export function inDefaults(example: string): string {
  return [
    'defaults:',
    ...indented(example, 2),
    'services:',
    '  shop: { host: shop.example.com, upstream: http://shop:8080 }',
    '',
  ].join('\n')
}

/** What examples name and do not define. */
const AROUND = ['auth:', '  authentik: { outpost: http://authentik:9000 }']

function indented(example: string, width: number): readonly string[] {
  return example.split('\n').map((line) => `${' '.repeat(width)}${line}`)
}
