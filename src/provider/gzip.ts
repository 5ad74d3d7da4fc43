/** Puts compressed pieces together into one gzip member (RFC 1952). */
import { crc32 } from 'node:zlib'
import type { Piece } from './pieces.ts'

export function gzipOf(pieces: readonly Piece[]): Buffer {
  let checksum = 0
  let length = 0
  for (const { bytes } of pieces) {
    checksum = crc32(bytes, checksum)
    length += bytes.length
  }
  const trailer = Buffer.alloc(8)
  trailer.writeUInt32LE(checksum)
  trailer.writeUInt32LE(length % 2 ** 32, 4)
  return Buffer.concat([HEADER, ...pieces.map(({ deflated }) => deflated), END, trailer])
}

/** DEFLATE, no name, no time, no operating system. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff])
/** An empty last block. */
const END = Buffer.from([3, 0])
