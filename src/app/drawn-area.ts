import { englishTwin } from '../core/english-twin.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import type { FieldInfo, Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'

const ENGLISH = englishTwin('name')

/** A polygon that was drawn to ask what lies inside, as a layer of one row with its name. @param ring lon/lat, closed */
export function drawnArea(
  title: Text,
  ring: readonly (readonly [number, number])[],
): { readonly table: Table; readonly fields: readonly FieldInfo[] } {
  const table: Table = {
    name: title.zh,
    crs: 'EPSG:4490',
    length: 1,
    columns: [textColumn('name', [title.zh]), textColumn(ENGLISH, [title.en])],
    geometry: geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lng, lat])] }]),
  }
  const fields: FieldInfo[] = [
    { name: 'name', label: { zh: '名称', en: 'Name' }, role: 'name' },
    { name: ENGLISH, label: { zh: '名称（英文）', en: 'Name (English)' } },
  ]
  return { table, fields }
}
