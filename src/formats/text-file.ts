import { joinBytes } from '../core/join-bytes.ts'

/** A string holds half a gigabyte, which a million lines can exceed; what is written goes on as UTF-8 from this many characters on. */
const PIECE_CHARACTERS = 1 << 20

/** A text of any length that grows. */
export class TextFile {
  readonly #encoder = new TextEncoder()
  #done: Uint8Array[] = []
  #waiting: string[] = []
  #characters = 0

  add(text: string): void {
    this.#waiting.push(text)
    this.#characters += text.length
    if (this.#characters >= PIECE_CHARACTERS) this.#flush()
  }
  bytes(): Uint8Array<ArrayBuffer> {
    this.#flush()
    return joinBytes(this.#done)
  }
  #flush(): void {
    if (this.#waiting.length > 0) this.#done.push(this.#encoder.encode(this.#waiting.join('')))
    this.#waiting = []
    this.#characters = 0
  }
}
