/** Sizes of bodies: `1MiB`, `50MB`. */
import type { Format } from '../shapes/scalar.ts'

const UNITS: Readonly<Record<string, number>> = {
  b: 1,
  kb: 1000,
  mb: 1000 ** 2,
  gb: 1000 ** 3,
  kib: 1024,
  mib: 1024 ** 2,
  gib: 1024 ** 3,
}

const sizePattern = /^(\d+(?:\.\d+)?) ?([kmg]i?b|b)$/i

/** Bytes. */
export const sizeFormat: Format<number> = {
  expects: 'a size such as `10MiB` or `50MB`',
  parse(text) {
    const parts = sizePattern.exec(text)
    if (parts === null) {
      const decimal = text.replace(',', '.')
      const help = /^\d+ ?[kmg]$/i.test(text)
        ? `Write \`${text.toUpperCase().replace(' ', '')}iB\`.`
        : /^[1-9]\d*$/.test(text)
          ? `Write \`${text}B\` for bytes${text.length < 5 ? `, or \`${text}MB\`` : ''}.`
          : sizePattern.test(decimal)
            ? `Write \`${decimal}\`.`
            : 'Write a number and `B`, `kB`, `MB`, `GB`, `KiB`, `MiB` or `GiB`.'
      return { mistake: /^\d+$/.test(text) ? 'has no unit' : 'is not a size', help }
    }
    const bytes = Math.round(Number(parts[1]) * (UNITS[(parts[2] ?? '').toLowerCase()] ?? 0))
    return bytes > Number.MAX_SAFE_INTEGER || bytes === 0
      ? { mistake: 'is not a size that can be a limit' }
      : bytes
  },
  schema: { pattern: '^\\d+(\\.\\d+)? ?([kKmMgG][iI]?)?[bB]$' },
}
