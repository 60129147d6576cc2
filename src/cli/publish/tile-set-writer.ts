import { squeeze, type TileSetHead, tileId, tileSetStart } from '../../formats/pmtiles-encode.ts'
import { OutputFile, type WrittenFile } from './output-file.ts'
import { Growing, Spool } from './spool.ts'

/**
 * PMTiles: tiles come in any order and wait in a file beside; they are written along the Hilbert curve. The same tiles give the same bytes.
 */
export class TileSetWriter {
  readonly #spool: Spool
  readonly #ids = new Growing()

  constructor(spoolPath: string) {
    this.#spool = new Spool(spoolPath)
  }

  get count(): number {
    return this.#ids.length
  }

  add(z: number, x: number, y: number, tile: Uint8Array): void {
    this.#ids.push(tileId(z, x, y))
    this.#spool.append(squeeze(tile))
  }

  finish(path: string, head: TileSetHead): WrittenFile {
    const ids = this.#ids.view()
    const order = Uint32Array.from(ids, (_, i) => i).sort((a, b) => ids[a] - ids[b])
    const entries = Array.from(order, (record) => ({ id: ids[record], length: this.#spool.lengthOf(record) }))
    const file = new OutputFile(path)
    try {
      file.write(tileSetStart(head, entries))
      for (const block of this.#spool.inOrder(order)) file.write(block)
    } catch (error) {
      file.abandon()
      throw error
    }
    return file.finish()
  }

  remove(): void {
    this.#spool.remove()
  }
}
