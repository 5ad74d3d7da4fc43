/** The body as the pieces that it is written of: blocks of objects, and the brackets between them. */
import { LISTS } from '../traefik/objects.ts'

export interface Piece {
  readonly bytes: Buffer
  /** As raw DEFLATE blocks of which none is the last and none looks back: they may stand in any stream. */
  readonly deflated: Buffer
}

/** `blocks` by section, none empty; one after the other they make what `render` writes. */
export function piecesOf(blocks: ReadonlyMap<string, readonly Piece[]>): readonly Piece[] {
  const pieces: Piece[] = []
  let text = '{'
  let root = ''
  const put = (piece: Piece): void => {
    pieces.push(literal(text), piece)
    text = ''
  }
  for (const [section, some] of [...blocks].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const [own = '', key = ''] = section.split('.')
    text += own === root ? ',' : `${root === '' ? '' : '},'}"${own}":{`
    root = own
    const [open, close] = LISTS.has(section) ? '[]' : '{}'
    text += `"${key}":${open}`
    for (const [index, piece] of some.entries()) {
      if (index > 0) text = ','
      put(piece)
    }
    text += close
  }
  return [...pieces, literal(`${text}${root === '' ? '' : '}'}}`)]
}

/** A stored block: 5 bytes and the text. */
function literal(text: string): Piece {
  const bytes = Buffer.from(text)
  const head = Buffer.alloc(5)
  head.writeUInt16LE(bytes.length, 1)
  head.writeUInt16LE(0xffff - bytes.length, 3)
  return { bytes, deflated: Buffer.concat([head, bytes]) }
}
