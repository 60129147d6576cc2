import type { InputFile } from './format.ts'

/** The same file, which is read so many bytes at a time; `read.most` tells how many were asked for at once. */
export function inPieces({ name, bytes }: InputFile, pieceBytes: number): InputFile & { readonly read: { most: number } } {
  const read = { most: 0 }
  return {
    name,
    bytes: bytes.slice(0, 64 << 10),
    read,
    source: {
      size: bytes.length,
      pieceBytes,
      async read(start, end) {
        if (!(start >= 0 && start <= end && end <= bytes.length)) throw new RangeError(`${start} … ${end} of ${bytes.length}`)
        read.most = Math.max(read.most, end - start)
        return bytes.slice(start, end)
      },
    },
  }
}
