/** Cuts sorted objects into blocks that are admitted, written and compressed once, and kept as long as their objects are. */
import { constants, deflateRawSync } from 'node:zlib'
import { admitObject, type Violation } from '../traefik/admit.ts'
import { renderObject } from '../traefik/render.ts'
import { needsOf, type Need } from '../traefik/needs.ts'
import type { TraefikObject } from '../traefik/objects.ts'
import type { Piece } from './pieces.ts'

export interface Block extends Piece {
  readonly objects: readonly TraefikObject[]
  readonly violations: readonly Violation[]
  /** What it needs of Traefik beyond the first version. */
  readonly needs: readonly Need[]
}

/** In objects, on average: about 16 KiB, the least that compresses well. */
const SIZE = 64

/** By their first object. */
const known = new WeakMap<TraefikObject, Block>()

/** `objects` are immutable, and the same object as long as they are the same. */
export function blocksOf(objects: readonly TraefikObject[]): readonly Block[] {
  const blocks: Block[] = []
  for (let from = 0; from < objects.length;) {
    const block = knownAt(objects, from) ?? blockAt(objects, from)
    blocks.push(block)
    from += block.objects.length
  }
  return blocks
}

function knownAt(objects: readonly TraefikObject[], from: number): Block | undefined {
  const [first] = objects.slice(from, from + 1)
  const block = first === undefined ? undefined : known.get(first)
  if (block === undefined || !block.objects.every((object, index) => objects[from + index] === object))
    return undefined
  const end = from + block.objects.length
  return end === objects.length || isLast(objects[end - 1]) ? block : undefined
}

function blockAt(objects: readonly TraefikObject[], from: number): Block {
  let end = from + 1
  while (end < objects.length && !isLast(objects[end - 1])) end++
  const own = objects.slice(from, end)
  const block = createBlock(own)
  const [first] = own
  if (first !== undefined) known.set(first, block)
  return block
}

/** Where a block ends is said by the name of its last object: one more object changes one block and not all behind it. */
function isLast(object: TraefikObject | undefined): boolean {
  let hash = 0
  const name = object?.name ?? ''
  for (let index = 0; index < name.length; index++) hash = (Math.imul(hash, 31) + name.charCodeAt(index)) | 0
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 16) % SIZE === 0
}

function createBlock(objects: readonly TraefikObject[]): Block {
  const bytes = Buffer.from(objects.map(renderObject).join(','))
  let deflated: Buffer | undefined
  return {
    objects,
    violations: objects.flatMap(admitObject),
    needs: objects.flatMap(needsOf),
    bytes,
    get deflated() {
      return (deflated ??= deflateRawSync(bytes, { level: LEVEL, finishFlush: constants.Z_SYNC_FLUSH }))
    },
  }
}

/** At 5,000 services level 6 takes six times as long and saves nothing: docs/performance.md. */
const LEVEL = 1
