/** Middlewares that change the path of a request: what each makes of it, to the byte. */
import { toBytes, toText, type Bytes } from './bytes.ts'
import { goRegexp, replaceAll } from './goRegexp.ts'
import { escapedPath, joinPath, unescape } from './goUrl.ts'
import { moved, withHeader, type Going, type Step } from './going.ts'
import { flagOf, listOf, textOf } from './raw.ts'

type Settings = Readonly<Record<string, unknown>>
type Done = Pick<Step, 'does' | 'next'>

export function stripPrefix(settings: Settings, going: Going): Done {
  const prefix = listOf(settings['prefixes'])
    .map(toBytes)
    .find((one) => going.url.path.startsWith(one))
  if (prefix === undefined) return untouched(going, 'the path begins with none of its prefixes')
  return strip(going, prefix, flagOf(settings['forceSlash']))
}

export function stripPrefixRegex(settings: Settings, going: Going): Done {
  for (const pattern of listOf(settings['regex'])) {
    const compiled = goRegexp(pattern)
    if ('unsupported' in compiled) return unknown(going, pattern, compiled.unsupported)
    const path = toText(going.url.path)
    const [from = 0, to = 0] = compiled.find(path) ?? []
    const found = toBytes(path.slice(from, to))
    if (found !== '' && going.url.path.startsWith(found)) return strip(going, found, false)
  }
  return untouched(going, 'the path begins with nothing that its patterns match')
}

/** What is left must be a path that Traefik would have left as it is; else it answers 400 (since v3.7.2). */
function strip(going: Going, prefix: Bytes, forceSlash: boolean): Done {
  const lead = (rest: Bytes): Bytes =>
    forceSlash ? `/${rest.replace(/^\//, '')}` : rest === '' || rest.startsWith('/') ? rest : `/${rest}`
  const { path, rawPath } = going.url
  const stripped = {
    path: lead(path.slice(prefix.length)),
    rawPath: rawPath === '' ? '' : lead(rawPath.slice(escapedLength(rawPath, prefix.length))),
  }
  const url = stripped.path === '' ? stripped : joinPath(stripped)
  if (url.path !== stripped.path)
    return { does: [`takes \`${toText(prefix)}\` off; what is left is no clean path`], next: { status: 400 } }
  const before = going.headers.get('X-Forwarded-Prefix') ?? []
  return {
    does: [`takes \`${toText(prefix)}\` off the path: \`${shown(going)}\` becomes \`${shown({ url })}\``],
    next: withHeader(moved(going, url), 'X-Forwarded-Prefix', [...before, toText(prefix)]),
  }
}

function escapedLength(rawPath: Bytes, decoded: number): number {
  let at = 0
  for (let count = 0; at < rawPath.length && count < decoded; count++)
    at += rawPath[at] === '%' && at + 2 < rawPath.length ? 3 : 1
  return at
}

export function addPrefix(settings: Settings, going: Going): Done {
  const prefix = toBytes(textOf(settings['prefix']))
  const lead = (path: Bytes): Bytes => (path.startsWith('/') ? path : `/${path}`)
  const { path, rawPath } = going.url
  const url = { path: lead(prefix + path), rawPath: rawPath === '' ? '' : lead(prefix + rawPath) }
  return {
    does: [`puts \`${toText(prefix)}\` in front: \`${shown(going)}\` becomes \`${shown({ url })}\``],
    next: moved(going, url),
  }
}

export function replacePath(settings: Settings, going: Going): Done {
  return replace(going, toBytes(textOf(settings['path'])), false)
}

export function replacePathRegex(settings: Settings, going: Going): Done {
  const pattern = textOf(settings['regex']).trim()
  const compiled = goRegexp(pattern)
  if ('unsupported' in compiled) return unknown(going, pattern, compiled.unsupported)
  const current = toText(currentPath(going))
  if (compiled.find(current) === undefined) return untouched(going, `\`${pattern}\` does not match the path`)
  return replace(going, toBytes(replaceAll(compiled, current, textOf(settings['replacement']).trim())), true)
}

function replace(going: Going, rawPath: Bytes, checked: boolean): Done {
  const path = unescape(rawPath)
  if (path === undefined) return { does: ['makes a path with a broken `%`'], next: { status: 500 } }
  const replaced = { path, rawPath }
  const url = !checked || path === '' ? replaced : joinPath(replaced)
  if (url.path !== path) return { does: ['makes a path that is not clean'], next: { status: 400 } }
  const before = going.headers.get('X-Replaced-Path') ?? []
  return {
    does: [`replaces the path: \`${shown(going)}\` becomes \`${shown({ url })}\``],
    next: withHeader(moved(going, url), 'X-Replaced-Path', [...before, currentPath(going)]),
  }
}

function currentPath({ url }: Going): Bytes {
  return url.rawPath === '' ? escapedPath(url) : url.rawPath
}

function shown({ url }: Pick<Going, 'url'>): string {
  return escapedPath(url) || '/'
}

export function untouched(going: Going, why: string): Done {
  return { does: [`does nothing: ${why}`], next: going }
}

export function unknown(going: Going, pattern: string, why: string): Done {
  return {
    does: [`cannot be evaluated here (\`${pattern}\`: ${why}); taken as if it did nothing`],
    next: going,
  }
}
