/** Bytes that are handed to the browser at once; it may put them on its disk. */
const PIECE_BYTES = 4 << 20

/** A file that grows: what was written is a Blob, which takes no memory of the thread that writes it. */
export class GrowingBlob {
  #done: Blob[] = []
  #waiting: Uint8Array<ArrayBuffer>[] = []
  #bytes = 0

  add(bytes: Uint8Array): void {
    this.#waiting.push(bytes as Uint8Array<ArrayBuffer>)
    this.#bytes += bytes.length
    if (this.#bytes >= PIECE_BYTES) this.#flush()
  }
  /** @param before what comes first in the file, and was known last */
  finish(type: string, before: readonly Uint8Array[] = []): Blob {
    this.#flush()
    return new Blob([...(before as readonly Uint8Array<ArrayBuffer>[]), ...this.#done], { type })
  }
  #flush(): void {
    if (this.#waiting.length > 0) this.#done.push(new Blob(this.#waiting))
    this.#waiting = []
    this.#bytes = 0
  }
}
