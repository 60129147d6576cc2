import { joinBytes } from '../core/join-bytes.ts'
import type { GrowingFile } from './format.ts'

/** A file that is handed on as a whole. */
export class MemoryFile implements GrowingFile {
  #head: Uint8Array = new Uint8Array(0)
  readonly #chunks: Uint8Array[] = []

  leave(): void {}
  add(bytes: Uint8Array): void {
    this.#chunks.push(bytes)
  }
  fill(bytes: Uint8Array): void {
    this.#head = bytes
  }
  bytes(): Uint8Array<ArrayBuffer> {
    return joinBytes([this.#head, ...this.#chunks])
  }
}
