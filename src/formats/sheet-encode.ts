import type { Table } from '../core/table.ts'
import type { Locale } from '../core/text.ts'
import { uniqueNames } from '../core/unique-names.ts'
import type { EncodeInput } from './format.ts'
import { placeColumns } from './place-names.ts'
import { wktOf } from './wkt-geometry.ts'

/** Names of the columns, or their labels. */
export function headingsOf({ table, fields, headings }: Pick<EncodeInput, 'table' | 'fields' | 'headings'>): readonly string[] {
  if (!headings) return table.columns.map(({ name }) => name)
  return uniqueNames(table.columns.map(({ name }) => fields.find((field) => field.name === name)?.label[headings] || name))
}

const DEGREES = { zh: ['经度', '纬度'], en: ['Longitude', 'Latitude'] }
const METRES = { zh: ['X坐标', 'Y坐标'], en: ['Northing', 'Easting'] }

/**
 * Columns for the shapes: longitude and latitude (or northing and easting) of points, unless the table has such columns, else
 * well-known text. A heading names the system where it is not lon/lat.
 * @param isSingle each row has one part at most; left out: as this table says
 * @param headings as those of the other columns
 */
export function shapeColumns(
  table: Table,
  decimals: number,
  { isSingle = hasSingleParts(table), headings }: { readonly isSingle?: boolean; readonly headings?: Locale | undefined } = {},
): { readonly names: readonly string[]; readonly cells: (row: number) => readonly string[] } {
  const { geometry } = table
  if (!geometry) return { names: [], cells: () => [] }
  const { kind, xy, rings, parts, rows } = geometry
  const isLngLat = decimals > 6
  if (kind === 'point' && isSingle) {
    if (placeColumns(table.columns.map(({ name }) => name))) return { names: [], cells: () => [] }
    const cells = (row: number) => {
      if (rows[row] === rows[row + 1]) return ['', '']
      const v = rings[parts[rows[row]]]
      const [x, y] = [xy[v * 2], xy[v * 2 + 1]].map((value) => String(Number(value.toFixed(decimals))))
      return isLngLat ? [x, y] : [y, x]
    }
    return { names: (isLngLat ? DEGREES : METRES)[headings ?? 'zh'], cells }
  }
  const epsg = /^EPSG:(\d+)$/.exec(table.crs)?.[1]
  const name = isLngLat || !epsg ? 'WKT' : `WKT_EPSG${epsg}`
  return { names: [name], cells: (row) => [wktOf(geometry, row, decimals) ?? ''] }
}

function hasSingleParts({ geometry }: Table): boolean {
  return geometry?.rows.every((end, i, rows) => i === 0 || end - rows[i - 1] <= 1) ?? true
}
