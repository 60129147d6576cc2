import type { Inflate } from 'fflate'
import { crc32 } from '../core/crc32.ts'
import type { AppError } from '../core/errors.ts'
import { type FileSource, PIECE_BYTES } from './file-source.ts'

const SLICE_BYTES = 64 << 10

/** A deflated member that is expanded as it is read: what goes back begins anew. */
export function inflatedSource(
  packed: Uint8Array,
  size: number,
  crc: number,
  open: (take: (chunk: Uint8Array) => void) => Inflate,
  damaged: (at: number) => AppError,
): FileSource {
  /** expanded and not yet passed by, `keptFrom` … `made` */
  let kept: Uint8Array[] = []
  let keptFrom = 0
  let made = 0
  let fed = 0
  let sum = 0
  let inflate: Inflate | null = null

  function begin(): Inflate {
    kept = []
    keptFrom = made = fed = sum = 0
    return open((chunk) => {
      kept.push(chunk)
      made += chunk.length
      sum = crc32(chunk, sum)
    })
  }
  function feed(into: Inflate): void {
    const end = Math.min(packed.length, fed + SLICE_BYTES)
    try {
      into.push(packed.subarray(fed, end), end === packed.length)
    } catch {
      throw damaged(fed)
    }
    fed = end
    if (made > size || (fed === packed.length && (made < size || sum !== crc))) throw damaged(fed)
  }

  return {
    size,
    pieceBytes: PIECE_BYTES,
    async read(start, end) {
      inflate = inflate && start >= keptFrom ? inflate : begin()
      while (made < end) {
        if (fed === packed.length) throw damaged(fed)
        feed(inflate)
        while (kept.length > 1 && keptFrom + kept[0].length <= start) keptFrom += kept.shift()!.length
      }
      while (kept.length > 1 && keptFrom + kept[0].length <= start) keptFrom += kept.shift()!.length
      const bytes = new Uint8Array(end - start)
      let at = keptFrom
      for (const chunk of kept) {
        const from = Math.max(0, start - at)
        const part = chunk.subarray(from, Math.max(from, end - at))
        if (at + from < end) bytes.set(part, at + from - start)
        at += chunk.length
      }
      return bytes
    },
  }
}
