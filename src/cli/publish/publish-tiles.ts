import { closeSync, openSync } from 'node:fs'
import { type Classing, classCount } from '../../core/symbology.ts'
import { quietTask, type Task } from '../../core/task.ts'
import { makeDrawn } from '../../core/tiling/drawn.ts'
import { EXTENT } from '../../core/tiling/layer-writer.ts'
import { WORLD, worldX, worldY } from '../../core/tiling/mercator.ts'
import { makeResident } from '../../core/tiling/resident.ts'
import { BUFFER, cutVectorTile } from '../../core/tiling/vector-tile.ts'
import { decodeFlatGeobuf } from '../../formats/flatgeobuf-decode.ts'
import { largestOf } from './largest-features.ts'
import type { WrittenFile } from './output-file.ts'
import type { PublishedFeatures } from './publish-features.ts'
import { Growing, readAll } from './spool.ts'
import { TileSetWriter } from './tile-set-writer.ts'

/** Tiles of this zoom and what lies below them are cut from one part of the file. */
const BLOCK_ZOOM = 12
/** Tiles of higher zooms are drawn from these: a unit is 0.2 m at this latitude. */
export const MAX_ZOOM = 15
/** A tile is 512 pixels: on a phone that shows all of a layer, half of it behind the panel, it is drawn at a quarter of that. */
const NARROW_ZOOMS = 2
/** Above the blocks a tile holds its largest features only, so that it stays some hundred kilobytes. */
const MOST_FEATURES = 8000

export interface TileChoice {
  readonly classField: string | null
  readonly classValues: readonly string[]
  /** of a field of numbers: upper limits; null: none */
  readonly classBreaks: readonly number[] | null
  readonly classSecond?: Classing['classSecond']
  readonly labelField: string | null
}
export interface PublishedTiles extends WrittenFile {
  readonly minZoom: number
  readonly maxZoom: number
  readonly tiles: number
  /** share of the features that the tiles of a zoom show, where it is not all */
  readonly thinned: Readonly<Record<number, number>>
}

/**
 * Vector tiles as core/tiling cuts them: 'shapes' with the feature's number in the FlatGeobuf + 1 as id and c, its class; 'labels' with t.
 * From zoom 12 on they hold every feature.
 */
export async function publishTiles(
  features: PublishedFeatures,
  choice: TileChoice,
  path: string,
  task: Task,
): Promise<PublishedTiles> {
  const writer = new TileSetWriter(`${path}.spool`)
  const file = openSync(features.path, 'r')
  try {
    const minZoom = firstZoom(features.extent)
    const blocks = bucketsOf(features, BLOCK_ZOOM)
    const blockTiles = [...groups(blocks)]
    for (const [done, { tile, numbers }] of blockTiles.entries()) {
      task.progress(done / blockTiles.length, 'stage.tiles')
      await task.breathe()
      const drawn = await drawnOf(features, file, numbers, choice)
      const [x0, y0] = [tile % 2 ** BLOCK_ZOOM, Math.floor(tile / 2 ** BLOCK_ZOOM)]
      for (let z = Math.max(BLOCK_ZOOM, minZoom); z <= MAX_ZOOM; z++) {
        const side = 2 ** (z - BLOCK_ZOOM)
        for (let y = y0 * side; y < (y0 + 1) * side; y++)
          for (let x = x0 * side; x < (x0 + 1) * side; x++) put(writer, z, x, y, cutVectorTile(drawn, z, x, y))
      }
    }
    const thinned: Record<number, number> = {}
    const shown = features.report.count - features.report.withoutGeometry
    for (let z = minZoom; z < BLOCK_ZOOM; z++) {
      const seen = new Set<number>()
      for (const { tile, numbers } of groups(bucketsOf(features, z))) {
        const largest = largestOf(features.boxes, numbers, MOST_FEATURES)
        for (const number of largest) seen.add(number)
        const [x, y] = [tile % 2 ** z, Math.floor(tile / 2 ** z)]
        put(writer, z, x, y, cutVectorTile(await drawnOf(features, file, largest, choice), z, x, y))
        await task.breathe()
      }
      if (seen.size < shown) thinned[z] = Number((seen.size / shown).toFixed(4))
    }
    const metadata = {
      format: 'pbf',
      vector_layers: [
        { id: 'shapes', fields: { c: 'Number' } },
        { id: 'labels', fields: { t: 'String', c: 'Number' } },
      ],
      ...choice,
      thinned,
    }
    const tiles = writer.count
    const written = writer.finish(path, { minZoom, maxZoom: MAX_ZOOM, bbox: features.extent, metadata })
    return { ...written, minZoom, maxZoom: MAX_ZOOM, tiles, thinned }
  } finally {
    closeSync(file)
    writer.remove()
  }
}

function put(writer: TileSetWriter, z: number, x: number, y: number, tile: Uint8Array): void {
  if (tile.length > 0) writer.add(z, x, y, tile)
}

/** The zoom at which a narrow screen shows the whole layer. */
function firstZoom([west, south, east, north]: PublishedFeatures['extent']): number {
  const span = Math.max(worldX(east) - worldX(west), worldY(south) - worldY(north), 1)
  return Math.max(0, Math.min(BLOCK_ZOOM, Math.floor(Math.log2(WORLD / span)) - NARROW_ZOOMS))
}

/** Features up to 2²⁹. */
const NUMBERS = 2 ** 29

/** tile · 2²⁹ + feature for each tile that a feature's box meets, buffer included; ascending. */
function bucketsOf({ boxes }: PublishedFeatures, z: number): Float64Array {
  const size = WORLD / 2 ** z
  const margin = (BUFFER / EXTENT) * size
  const last = 2 ** z - 1
  const place = (world: number) => Math.max(0, Math.min(last, Math.floor(world / size)))
  const found = new Growing()
  for (let number = 0; 4 * number < boxes.length; number++) {
    const [west, south, east, north] = boxes.subarray(4 * number, 4 * number + 4)
    if (!(west <= east)) continue
    const [x0, x1] = [place(worldX(west) - margin), place(worldX(east) + margin)]
    const [y0, y1] = [place(worldY(north) - margin), place(worldY(south) + margin)]
    for (let y = y0; y <= y1; y++) for (let x = x0; x <= x1; x++) found.push((y * 2 ** z + x) * NUMBERS + number)
  }
  return found.view().sort()
}

function* groups(buckets: Float64Array): Generator<{ readonly tile: number; readonly numbers: Uint32Array }> {
  for (let from = 0; from < buckets.length; ) {
    const tile = Math.floor(buckets[from] / NUMBERS)
    let to = from
    while (to < buckets.length && buckets[to] < (tile + 1) * NUMBERS) to++
    yield { tile, numbers: Uint32Array.from(buckets.subarray(from, to), (key) => key - tile * NUMBERS) }
    from = to
  }
}

/** @param numbers ascending */
async function drawnOf(features: PublishedFeatures, file: number, numbers: Uint32Array, choice: TileChoice) {
  const { head, starts } = features
  let length = head.length
  for (const number of numbers) length += starts[number + 1] - starts[number]
  const bytes = new Uint8Array(length)
  bytes.set(head)
  let at = head.length
  for (let from = 0; from < numbers.length; ) {
    // neighbours on the ground mostly follow each other in the file
    let to = from + 1
    while (to < numbers.length && numbers[to] === numbers[to - 1] + 1) to++
    const run = starts[numbers[to - 1] + 1] - starts[numbers[from]]
    readAll(file, bytes.subarray(at, at + run), starts[numbers[from]])
    at += run
    from = to
  }
  const [{ table }] = await decodeFlatGeobuf([{ name: 'part.fgb', bytes }], {}, quietTask())
  const paint = Array.from({ length: classCount(choice) + 1 }, () => ({
    fill: '#000000',
    fillOpacity: 1,
    line: null,
  }))
  const drawn = makeDrawn(await makeResident(table, quietTask()), { ...choice, rows: null, filter: [], paint })
  // words can be put in later, at the places that are here for all
  return { ...drawn, numbers, hasAnchors: true }
}
