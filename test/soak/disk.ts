/** The folder that is edited, broken, renamed and swapped, and what it holds at the moment. */
import {
  cpSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Random } from './random.ts'

export interface Disk {
  readonly directory: string
  good(file: string, version: string): void
  /** `kinds`: of mistakes, see `ABOUT_ITSELF`. */
  bad(file: string, kinds?: readonly [number, ...number[]]): void
  absent(file: string): void
  /** Gives it another path. */
  move(file: string): void
  /** Its path below the folder. */
  nameOf(file: string): string
  /** Takes the folder away; what is edited until it comes back is edited where it is. */
  takeAway(): void
  bringBack(): void
  /** Edits a copy, and puts that in the place of the folder. */
  swap(edit: () => void): void
  /** One half of the pair of this file. */
  renew(file: string, pair: string, part: Part): void
}

export type Part = 'c.pem' | 'k.pem'

export const PAIRS = ['one', 'two'] as const
const ALL = [0, 1, 2, 3, 4, 5, 6] as const
/** It still names its service, or nothing at all. */
export const ABOUT_ITSELF = [0, 1, 2, 3, 4, 6] as const
/** It names a service. */
export const TELLING = [0, 5, 6] as const
const CERTIFICATES = join(process.cwd(), 'test/cli/certificates')

export function createDisk(root: string, random: Random): Disk {
  const directory = join(root, 'services')
  /** How often each file was given another path. */
  const moves = new Map<string, number>()
  let place = directory
  let count = 0
  mkdirSync(join(directory, 'deep/er'), { recursive: true })

  const disk: Disk = {
    directory,
    good: (file, version) => put(pathOf(file), textOf(file, version)),
    bad: (file, kinds = ALL) => spoil(file, kinds),
    nameOf,
    absent: (file) => rmSync(pathOf(file), { force: true }),
    move(file) {
      const before = pathOf(file)
      moves.set(file, (moves.get(file) ?? 0) + 1)
      renameSync(before, pathOf(file))
    },
    takeAway() {
      place = join(root, 'away')
      renameSync(directory, place)
    },
    bringBack() {
      renameSync(place, directory)
      place = directory
    },
    swap(edit) {
      place = join(root, 'next')
      cpSync(directory, place, { recursive: true, verbatimSymlinks: true })
      edit()
      renameSync(directory, join(root, 'before'))
      renameSync(place, directory)
      place = directory
      rmSync(join(root, 'before'), { recursive: true })
    },
    renew(file, pair, part) {
      const folder = join(root, 'certificates', file)
      mkdirSync(folder, { recursive: true })
      const bytes = readFileSync(join(CERTIFICATES, `${pair}-${part}`))
      if (random.often(40)) return writeFileSync(join(folder, part), bytes)
      // As certbot: a new file, and the link is put to it.
      const target = `${++count}-${part}`
      writeFileSync(join(folder, target), bytes)
      symlinkSync(target, join(folder, 'next'))
      renameSync(join(folder, 'next'), join(folder, part))
    },
  }
  return disk

  function pathOf(file: string): string {
    return join(place, nameOf(file))
  }

  /** Some are deeper than others; none is used again, for what stood there may be missed still. */
  function nameOf(file: string): string {
    const move = moves.get(file) ?? 0
    const depth = (Number(/\d*$/.exec(file)?.[0]) + move) % 5
    return join({ 0: 'deep', 1: 'deep/er' }[depth] ?? '', `${file}${move === 0 ? '' : `-${move}`}.yaml`)
  }

  function put(path: string, text: string): void {
    const temporary = `${path}.tmp`
    switch (random.below(4)) {
      case 0:
        // In place, which would write through a link.
        rmSync(path, { force: true })
        return writeFileSync(path, text)
      case 1:
        rmSync(path, { force: true })
        writeFileSync(path, text.slice(0, text.length / 2))
        return writeFileSync(path, text)
      default:
        writeFileSync(temporary, text)
        return renameSync(temporary, path)
    }
  }

  function spoil(file: string, kinds: readonly [number, ...number[]]): void {
    const path = pathOf(file)
    const text = textOf(file, '0')
    const next = `${path}.tmp`
    switch (random.of(kinds)) {
      case 0:
        writeFileSync(next, text.replace('upstream', 'upstrem'))
        break
      case 1:
        writeFileSync(next, 'services: [')
        break
      case 2:
        symlinkSync('nowhere', next)
        break
      case 3:
        writeFileSync(next, Buffer.from([0x73, 0xff, 0xfe]))
        break
      case 4:
        writeFileSync(next, '')
        truncateSync(next, 1024 * 1024 + 1)
        break
      case 5:
        // What another file has: the one that is served keeps it.
        if (file === 'anchor') return spoil(file, ABOUT_ITSELF)
        writeFileSync(next, `services: { anchor: { host: ${file}-0.example.com, upstream: http://a } }`)
        break
      default:
        writeFileSync(next, text.slice(0, text.indexOf('upstream')))
    }
    renameSync(next, path)
  }
}

function textOf(file: string, version: string): string {
  const tls = file.startsWith('tls')
    ? `, tls: { cert: ../certificates/${file}/c.pem, key: ../certificates/${file}/k.pem }`
    : ''
  return `# ${version}\nservices:\n  ${file}: { host: ${file}-${version}.example.com, upstream: 'http://${file}:80'${tls} }\n`
}
