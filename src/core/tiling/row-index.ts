import Flatbush from 'flatbush'

/** So many questions are answered by looking at every box: a few of them cost less than a tree over all boxes. */
const SCANS = 24

/**
 * Which rows' boxes meet a box. The tree is made when it is worth it, or when there is time: a layer that has just come is drawn whole
 * first, and of its tiles each looks at a good part of the rows anyway.
 */
export class RowIndex {
  readonly #boxes: Uint32Array
  readonly #rows: Uint32Array
  #tree: Flatbush | null = null
  #scans = 0

  /**
   * @param boxes of row i at 4 i: west, north, east, south
   * @param rows those that have one, ascending
   */
  constructor(boxes: Uint32Array, rows: Uint32Array) {
    this.#boxes = boxes
    this.#rows = rows
  }

  /** Makes the tree now, so that no question waits for it. */
  prepare(): void {
    if (this.#tree || this.#rows.length === 0) return
    const boxes = this.#boxes
    const tree = new Flatbush(this.#rows.length, 16, Uint32Array)
    for (const row of this.#rows) tree.add(boxes[4 * row], boxes[4 * row + 1], boxes[4 * row + 2], boxes[4 * row + 3])
    tree.finish()
    this.#tree = tree
  }

  /** Borders included; ascending. */
  meeting(x0: number, y0: number, x1: number, y1: number): Uint32Array {
    if (!this.#tree && this.#scans++ >= SCANS) this.prepare()
    if (!this.#tree) return this.#scan(x0, y0, x1, y1)
    const items = this.#tree.search(x0, y0, x1, y1)
    const found = new Uint32Array(items.length)
    for (let i = 0; i < items.length; i++) found[i] = this.#rows[items[i]]
    return found.sort()
  }

  #scan(x0: number, y0: number, x1: number, y1: number): Uint32Array {
    const boxes = this.#boxes
    const rows = this.#rows
    const found = new Uint32Array(rows.length)
    let count = 0
    for (let i = 0; i < rows.length; i++) {
      const at = 4 * rows[i]
      if (boxes[at] <= x1 && boxes[at + 2] >= x0 && boxes[at + 1] <= y1 && boxes[at + 3] >= y0) found[count++] = rows[i]
    }
    return found.slice(0, count)
  }
}
