/** Finds the definition files below a folder, following symbolic links and meeting each file once. */
import { readdir, realpath, type Dirent } from 'node:fs'
import { codeOf, isGone } from './errno.ts'
import { inParallel } from './inParallel.ts'
import { isDefinition, isPassedOver } from './passedOver.ts'
import { sight } from './sighting.ts'

export type Walk =
  /** A sentence without a final dot. */
  | { readonly problem: string }
  | {
      readonly files: readonly Found[]
      /** Where the folder and each symbolic link in it led, by the path of the link. */
      readonly led: ReadonlyMap<string, string>
    }

export interface Found {
  /** Below the folder, with `/` between segments, as a person sees it. */
  readonly path: string
  /** Where it is, free of symbolic links; absent for a link that leads nowhere. */
  readonly real: string | undefined
  /** A link led out of the folder to it. */
  readonly outside?: boolean
}

/** More is a link to the root of the disk, not a folder of definitions. */
const directoryLimit = 20_000

export async function walk(directory: string): Promise<Walk> {
  const root = await resolveLink(directory)
  if (root.real === undefined) return { problem: aboutDirectory(root.code, `\`${directory}\``) }

  const files = new Map<string, Found>()
  const led = new Map([[directory, root.real]])
  const entered = new Set<string>()
  let links: Found[] = []
  let problem: string | undefined

  async function enter(path: string, real: string): Promise<void> {
    if (problem !== undefined || entered.has(real)) return
    entered.add(real)
    if (entered.size > directoryLimit) {
      problem = `there are more than ${directoryLimit} directories below \`${directory}\``
      return
    }
    const listing = await list(real)
    if ('code' in listing) {
      // A directory that went away since it was listed is simply absent; one that hides its files must not lose them.
      if (path === '' || !isGone(listing.code)) {
        problem = aboutDirectory(
          listing.code,
          path === '' ? `\`${directory}\`` : `the directory \`${path}\` in it`,
        )
      }
      return
    }
    const below: Found[] = []
    for (const entry of listing.entries) {
      if (isPassedOver(entry.name)) continue
      const found = {
        path: path === '' ? entry.name : `${path}/${entry.name}`,
        real: `${real}/${entry.name}`,
      }
      if (entry.isDirectory()) below.push(found)
      else if (entry.isSymbolicLink()) links.push(found)
      else if (isDefinition(entry.name)) files.set(found.real, found)
    }
    await inParallel(below, 16, (found) => enter(found.path, found.real ?? ''))
  }

  await enter('', root.real)
  // Links come after everything that is there by itself, so that a file keeps its own path and not that of a link to it.
  // oxlint-disable-next-line no-unmodified-loop-condition -- `enter` sets it
  while (links.length > 0 && problem === undefined) {
    const wave = links.sort((a, b) => (a.path < b.path ? -1 : 1))
    links = []
    for (const link of wave) await follow(link)
  }
  if (problem !== undefined) return { problem }
  const inside = `${root.real}/`
  const all = [...files.values()].map((file) =>
    file.real === undefined || file.real.startsWith(inside) ? file : { ...file, outside: true },
  )
  return { files: all.sort((a, b) => (a.path < b.path ? -1 : 1)), led }

  async function follow({ path, real: link = '' }: Found): Promise<void> {
    const { real } = await resolveLink(link)
    if (real === undefined) {
      if (isDefinition(path)) files.set(link, { path, real })
      return
    }
    led.set(link, real)
    if (await isDirectory(real)) await enter(path, real)
    else if (isDefinition(path) && !files.has(real)) files.set(real, { path, real })
  }
}

/** Whether the folder and all its links still lead where they led: if not, what was read may be half old and half new. */
export async function stillLeads(led: ReadonlyMap<string, string>): Promise<boolean> {
  const same = await inParallel([...led], 16, async ([link, real]) => (await resolveLink(link)).real === real)
  return !same.includes(false)
}

type Resolved = { readonly real: string } | { readonly real: undefined; readonly code: string }

function resolveLink(path: string): Promise<Resolved> {
  return new Promise((resolve) => {
    realpath.native(path, (error, real) =>
      resolve(error ? { real: undefined, code: codeOf(error) } : { real }),
    )
  })
}

type Listing = { readonly entries: readonly Dirent[] } | { readonly code: string }

function list(directory: string): Promise<Listing> {
  return new Promise((resolve) => {
    readdir(directory, { withFileTypes: true }, (error, entries) =>
      resolve(error ? { code: codeOf(error) } : { entries }),
    )
  })
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await sight(path)).kind === 'directory'
  } catch (error) {
    // What cannot be seen is taken for a file: reading it says why.
    return codeOf(error) === 'never'
  }
}

function aboutDirectory(code: string, name: string): string {
  if (code === 'ENOENT') return `there is no directory ${name}`
  if (code === 'ENOTDIR') return `${name} is not a directory`
  if (code === 'EACCES' || code === 'EPERM') return `${name} cannot be read by this user (${code})`
  return `${name} cannot be read (${code})`
}
