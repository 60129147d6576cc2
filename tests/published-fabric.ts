import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import { parcelFabric } from '../scripts/bench/fabric.ts'
import type { RangedLayer } from '../src/core/ranged-layer.ts'
import type { Column, Table } from '../src/core/table.ts'
import { quietTask } from '../src/core/task.ts'
import { askRanged, type RangedTable } from '../src/core/tiling/ranged-tables.ts'
import { createTileService } from '../src/core/tiling/tile-service.ts'
import { openCodeIndex } from '../src/formats/code-index.ts'
import { openColumnFile } from '../src/formats/column-file.ts'
import format, { encodeFlatGeobuf } from '../src/formats/flatgeobuf.ts'
import { openFlatGeobuf } from '../src/formats/flatgeobuf-ranges.ts'
import { type ByteSource, byteSource } from '../src/formats/geotiff-source.ts'
import { onemap } from './onemap.ts'

export const COUNT = 3000

/** With a date, a truth and gaps beside what the fabric has. */
function layerWithAllTypes(): Table {
  const fabric = parcelFabric(COUNT)
  const extra: Column[] = [
    {
      name: 'RQ',
      type: 'date',
      values: Float64Array.from({ length: COUNT }, (_, i) => (i % 7 === 0 ? Number.NaN : i * 86_400_000)),
    },
    { name: 'SF', type: 'boolean', values: Uint8Array.from({ length: COUNT }, (_, i) => (i % 5 === 0 ? 255 : i % 2)) },
    { name: 'BZ', type: 'text', codes: Uint32Array.from({ length: COUNT }, (_, i) => i % 3), dictionary: ['', null, '"引号"\n'] },
  ]
  return { ...fabric, columns: [...fabric.columns, ...extra] }
}

export interface PublishedFabric {
  readonly whole: Table
  readonly layer: RangedLayer
  readonly far: RangedTable
  /** the same layer as a table, and as it stays in its file */
  readonly near: ReturnType<typeof createTileService>
  readonly ranged: ReturnType<typeof createTileService>
  readonly folder: string
  /** bytes read of each file by what `counted` opens */
  readonly read: Record<string, number>
  readonly bytesOf: (name: string) => Uint8Array
  readonly counted: (name: string) => ByteSource
  readonly remove: () => void
}

/** A layer that is published by the command line: as a table, and as it stays in its file, to be asked the very same questions. */
export async function publishedFabric(table: Table = layerWithAllTypes()): Promise<PublishedFabric> {
  const task = quietTask()
  const folder = mkdtempSync(join(tmpdir(), 'ranged-'))
  const read: Record<string, number> = {}
  const near = createTileService()
  const ranged = createTileService()
  const bytesOf = (name: string) => new Uint8Array(readFileSync(join(folder, name)))
  function counted(name: string): ByteSource {
    const source = byteSource(new Blob([bytesOf(name) as BlobPart]), name)
    return {
      ...source,
      fetchSlice: (slice, stop) => {
        read[name] = (read[name] ?? 0) + slice.length
        return source.fetchSlice(slice, stop)
      },
    }
  }
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ version: 1, codeLists: [], groups: [], layers: [] }))
  writeFileSync(join(folder, 'source.fgb'), await encodeFlatGeobuf(table))
  const words = ['--id', 'parcels', '--folder', folder, '--date', '2026-03-31']
  const run = await onemap('layers', 'add', join(folder, 'source.fgb'), ...words)
  expect(run.exit, run.stderr).toBe(0)
  const [decoded] = await format.decode!([{ name: 'parcels.fgb', bytes: bytesOf('parcels.fgb') }], {}, task)
  const whole = decoded.table
  await near.putTable({ id: 't', table: whole }, task)
  const { signal } = task
  const layer = await openFlatGeobuf(counted('parcels.fgb'), 'parcels.fgb', signal)
  const codes = await openCodeIndex(counted('parcels.codes'), 'parcels.codes', signal).catch(() => null)
  const far = askRanged(layer, codes, await openColumnFile(counted('parcels.columns'), 'parcels.columns', signal))
  ranged.putRanged('t', far)
  return { whole, layer, far, near, ranged, folder, bytesOf, counted, read, remove: () => rmSync(folder, { recursive: true }) }
}
