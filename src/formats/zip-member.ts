import { crc32 } from '../core/crc32.ts'
import type { AppError } from '../core/errors.ts'
import { type FileSource, PIECE_BYTES } from './file-source.ts'

const SLICE_BYTES = 64 << 10
/** asked of the archive at once */
const FEED_BYTES = 1 << 20

/** A member as it lies in its archive. */
export type Packed = Pick<FileSource, 'size' | 'read'>
/** Takes packed bytes and gives what they expand to, to whom it was made for. */
export interface Expander {
  push(bytes: Uint8Array, isLast: boolean): void
}

/** A member that is expanded as it is read: what goes back begins anew. Neither the packed nor the expanded bytes are held. */
export function expandedSource(
  packed: Packed,
  { expanded: size, crc }: { readonly expanded: number; readonly crc: number },
  open: (take: (chunk: Uint8Array) => void) => Expander,
  damaged: (at: number) => AppError,
): FileSource {
  /** expanded and not yet passed by, `keptFrom` … `made` */
  let kept: Uint8Array[] = []
  let keptFrom = 0
  let made = 0
  let fed = 0
  let sum = 0
  let expander: Expander | null = null
  /** the packed bytes at hand, from `atHandFrom` on */
  let atHand: Uint8Array = new Uint8Array(0)
  let atHandFrom = 0

  function begin(): Expander {
    kept = []
    keptFrom = made = fed = sum = 0
    return open((chunk) => {
      if (chunk.length > 0) kept.push(chunk)
      made += chunk.length
      sum = crc32(chunk, sum)
    })
  }
  async function feed(into: Expander): Promise<void> {
    if (fed < atHandFrom || fed >= atHandFrom + atHand.length) {
      atHand = await packed.read(fed, Math.min(packed.size, fed + FEED_BYTES))
      atHandFrom = fed
    }
    const end = Math.min(atHandFrom + atHand.length, fed + SLICE_BYTES)
    try {
      into.push(atHand.subarray(fed - atHandFrom, end - atHandFrom), end === packed.size)
    } catch {
      throw damaged(fed)
    }
    fed = end
    if (made > size || (fed === packed.size && (made < size || sum !== crc))) throw damaged(fed)
  }

  return {
    size,
    pieceBytes: PIECE_BYTES,
    async read(start, end) {
      const own = expander && start >= keptFrom ? expander : begin()
      // until all is read: what is left of a stretch that failed on the way stands nowhere
      expander = null
      const bytes = new Uint8Array(end - start)
      /** up to here everything is passed by or copied */
      let done = keptFrom
      for (;;) {
        while (kept.length > 0 && done < end) {
          const [chunk] = kept
          const from = Math.max(0, start - done)
          const part = chunk.subarray(from, Math.max(from, end - done))
          if (part.length > 0) bytes.set(part, done + from - start)
          // what reaches beyond the end is for who reads on
          if (done + chunk.length > end) {
            kept[0] = chunk.subarray(end - done)
            done = end
          } else {
            kept.shift()
            done += chunk.length
          }
        }
        if (done >= end) break
        if (fed === packed.size) throw damaged(fed)
        await feed(own)
      }
      // what was read now may be asked for again from its beginning, with more behind it
      if (bytes.length > 0) kept.unshift(bytes)
      keptFrom = end - bytes.length
      expander = own
      return bytes
    },
  }
}
