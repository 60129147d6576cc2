import { shapeOfRow } from '../edits/apply-edits.ts'
import type { RowShape } from '../edits/edits.ts'
import { textColumn } from '../grouping.ts'
import { cellAt, findColumn, type Geometry, type Table } from '../table.ts'

/** A drawn feature: its shape in lon/lat degrees, rings closed, and what it is called. */
export interface Drawn {
  readonly shape: RowShape
  readonly name: string
}

export const NAME_FIELD = 'name'

/** Features as a table, CGCS2000 lon/lat. */
export function drawingTable(title: string, kind: Geometry['kind'], features: readonly Drawn[]): Table {
  const xy: number[] = []
  const rings = [0]
  const parts = [0]
  const rows = [0]
  for (const { shape } of features) {
    for (const part of shape) {
      for (const ring of part) {
        xy.push(...ring)
        rings.push(xy.length / 2)
      }
      parts.push(rings.length - 1)
    }
    rows.push(parts.length - 1)
  }
  return {
    name: title,
    crs: 'EPSG:4490',
    length: features.length,
    columns: [
      textColumn(
        NAME_FIELD,
        features.map(({ name }) => name),
      ),
    ],
    geometry: {
      kind,
      xy: Float64Array.from(xy),
      rings: Uint32Array.from(rings),
      parts: Uint32Array.from(parts),
      rows: Uint32Array.from(rows),
    },
  }
}

export function drawnFeatures(table: Table): readonly Drawn[] {
  const { geometry } = table
  const names = findColumn(table, NAME_FIELD)
  return Array.from({ length: table.length }, (_, row) => ({
    shape: geometry ? shapeOfRow(geometry, row) : [],
    name: names ? String(cellAt(names, row) ?? '') : '',
  }))
}
