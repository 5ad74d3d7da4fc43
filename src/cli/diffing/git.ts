/** The definitions of a folder as they were at a revision, read from git's objects: the work tree is left alone. */
import { execFile, execFileSync, spawn } from 'node:child_process'
import { buffer } from 'node:stream/consumers'
import { posix, relative, resolve, sep } from 'node:path'
import { promisify } from 'node:util'
import type { FileReading } from '../../compiler/source.ts'
import { decode } from '../../disk/decode.ts'
import { isDefinition, isPassedOver } from '../../disk/passedOver.ts'

export interface Revision {
  /** By path below the folder. */
  readonly texts: ReadonlyMap<string, string>
  /** A file that definitions name, if git holds it: what it does not hold is not of the revision. */
  read(absolute: string): FileReading | undefined
}

interface Entry {
  readonly mode: string
  readonly hash: string
}

export async function readRevision(
  directory: string,
  revision: string,
): Promise<Revision | { readonly problem: string }> {
  const top = await git(directory, ['rev-parse', '--show-toplevel'])
  if ('problem' in top) return { problem: `\`${directory}\` is in no git repository: ${top.problem}.` }
  const root = top.out.replace(/\n$/, '')
  const tree = await git(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{tree}`])
  if ('problem' in tree) return { problem: `git knows no revision \`${revision}\`.` }
  const listing = await git(root, ['ls-tree', '-r', '-z', '--full-tree', tree.out.trim()])
  if ('problem' in listing) return { problem: `git cannot list \`${revision}\`: ${listing.problem}.` }

  const entries = new Map<string, Entry>()
  for (const line of listing.out.split('\0')) {
    const [, mode = '', hash = '', path = ''] = /^(\d+) \w+ ([0-9a-f]+)\t([^]*)$/.exec(line) ?? []
    if (path !== '') entries.set(path, { mode, hash })
  }
  const prefix = await git(directory, ['rev-parse', '--show-prefix'])
  if ('problem' in prefix) return { problem: `git cannot place \`${directory}\`: ${prefix.problem}.` }
  const folder = prefix.out.replace(/\n$/, '')
  const wanted = [...entries]
    .filter(([path]) => path.startsWith(folder) && isWanted(path.slice(folder.length)))
    .flatMap(([path]) => {
      const entry = followed(path, entries, root)
      return entry === undefined ? [] : [[path.slice(folder.length), entry] as const]
    })
  const blobs = await readBlobs(
    root,
    wanted.map(([, { hash }]) => hash),
  )
  const texts = new Map<string, string>()
  for (const [index, [path]] of wanted.entries()) {
    const decoded = decode(blobs[index] ?? Buffer.alloc(0))
    if (!('text' in decoded)) return { problem: `\`${path}\` is not UTF-8 at \`${revision}\`.` }
    texts.set(path, decoded.text)
  }

  return {
    texts,
    read(absolute) {
      const path = relative(root, absolute).split(sep).join('/')
      const entry = followed(path, entries, root)
      if (entry === undefined) return undefined
      const decoded = decode(
        execFileSync('git', ['cat-file', 'blob', entry.hash], { cwd: root, maxBuffer: MOST }),
      )
      return 'text' in decoded ? decoded : { problem: `it is not text: byte ${decoded.offset} is not UTF-8` }
    },
  }
}

const MOST = 256 * 1024 * 1024

function isWanted(path: string): boolean {
  const segments = path.split('/')
  return isDefinition(segments.at(-1) ?? '') && !segments.some((segment) => isPassedOver(segment))
}

/** A symbolic link within the repository leads to what git holds there. */
function followed(path: string, entries: ReadonlyMap<string, Entry>, root: string): Entry | undefined {
  let at = path
  for (let step = 0; step < 10; step++) {
    const entry = entries.get(at)
    if (entry === undefined || entry.mode !== LINK) return entry
    const target = execFileSync('git', ['cat-file', 'blob', entry.hash], { cwd: root, encoding: 'utf8' })
    at = posix.normalize(posix.join(posix.dirname(at), target))
  }
  return undefined
}

const LINK = '120000'

/** Each as `<hash> blob <size>`, a line break, the bytes, and a line break. */
async function readBlobs(root: string, hashes: readonly string[]): Promise<readonly Buffer[]> {
  if (hashes.length === 0) return []
  const child = spawn('git', ['cat-file', '--batch'], { cwd: root, stdio: ['pipe', 'pipe', 'ignore'] })
  child.stdin.end(hashes.map((hash) => `${hash}\n`).join(''))
  const output = await buffer(child.stdout)
  const blobs: Buffer[] = []
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at)
    const size = Number(output.toString('latin1', at, end).split(' ')[2])
    if (end < 0 || !Number.isInteger(size)) throw new Error('git cat-file answered what it never does.')
    blobs.push(output.subarray(end + 1, end + 1 + size))
    at = end + 1 + size + 1
  }
  return blobs
}

const run = promisify(execFile)

async function git(
  directory: string,
  args: readonly string[],
): Promise<{ readonly out: string } | { readonly problem: string }> {
  try {
    const { stdout } = await run('git', [...args], { cwd: resolve(directory), maxBuffer: MOST })
    return { out: stdout }
  } catch (error) {
    if (!(error instanceof Error) || !('code' in error)) throw error
    if (error.code === 'ENOENT') return { problem: 'there is no program `git`, or no such folder' }
    const text = 'stderr' in error ? String(error.stderr).trim().split('\n')[0] : ''
    return { problem: text === '' || text === undefined ? `it ended with ${String(error.code)}` : text }
  }
}
