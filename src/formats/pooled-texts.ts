import { TextPool } from './text-builder.ts'

const NULL = 0xffffffff
/** of a UTF-16 unit in UTF-8 */
const MOST_BYTES = 3

/**
 * Texts of a column as a reader of markup finds them. Each is kept once as bytes: a piece of a string that was read would keep the whole
 * of it alive.
 */
export class PooledTexts {
  private readonly pool = new TextPool()
  private codes = new Uint32Array(256).fill(NULL)
  private scratch = new Uint8Array(1024)
  private readonly encoder = new TextEncoder()

  set(row: number, text: string): void {
    if (row >= this.codes.length) {
      const grown = new Uint32Array(Math.max(row + 1, this.codes.length * 2)).fill(NULL)
      grown.set(this.codes)
      this.codes = grown
    }
    if (text.length * MOST_BYTES > this.scratch.length) this.scratch = new Uint8Array(text.length * MOST_BYTES)
    const { written } = this.encoder.encodeInto(text, this.scratch)
    this.codes[row] = this.pool.codeOf(this.scratch, 0, written)
  }

  /** @param rows how many there are; null where none was set */
  finish(rows: number): (string | null)[] {
    const { codes } = this
    const texts = this.pool.utf8Texts()
    return Array.from({ length: rows }, (_, row) => (row < codes.length && codes[row] !== NULL ? texts[codes[row]] : null))
  }
}
