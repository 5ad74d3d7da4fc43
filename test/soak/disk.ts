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
  bad(file: string): void
  absent(file: string): void
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
const CERTIFICATES = join(process.cwd(), 'test/cli/certificates')

export function createDisk(root: string, random: Random): Disk {
  const directory = join(root, 'services')
  let place = directory
  let count = 0
  mkdirSync(join(directory, 'deep/er'), { recursive: true })

  const disk: Disk = {
    directory,
    good: (file, version) => put(pathOf(file), textOf(file, version)),
    bad: (file) => spoil(file),
    absent: (file) => rmSync(pathOf(file), { force: true }),
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

  /** Some are deeper than others. */
  function pathOf(file: string): string {
    return join(place, { 0: 'deep', 1: 'deep/er' }[Number(/\d*$/.exec(file)?.[0]) % 5] ?? '', `${file}.yaml`)
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

  function spoil(file: string): void {
    const path = pathOf(file)
    const text = textOf(file, '0')
    const next = `${path}.tmp`
    switch (random.below(7)) {
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
        if (file === 'anchor') return spoil(file)
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
