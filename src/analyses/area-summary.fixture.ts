import type { LayerInput } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import type { Column, FieldInfo, Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import summary from './area-summary.ts'

const SIZE = 0.001
/** Squares of 0.001° by column and row of a grid; null: no geometry. */
export function squares(cells: readonly ([number, number] | null)[], columns: readonly Column[]): Table {
  const geometry = geometryFromGeoJson(
    'polygon',
    cells.map((cell) => {
      if (!cell) return null
      const [x, y] = [118.5 + cell[0] * SIZE, 37.6 + cell[1] * SIZE]
      const ring = [
        [x, y],
        [x + SIZE, y],
        [x + SIZE, y + SIZE],
        [x, y + SIZE],
        [x, y],
      ]
      return { type: 'Polygon', coordinates: [ring] }
    }),
  )
  return { name: 'parcels', crs: 'EPSG:4490', length: cells.length, columns, geometry }
}
const FIELDS: FieldInfo[] = [
  { name: 'XZ', label: { zh: '镇街', en: 'Town' } },
  { name: 'DLBM', label: { zh: '地类', en: 'Land class' }, codes: 'land' },
  { name: 'TBMJ', label: { zh: '图斑面积', en: 'Area' }, unit: 'm2', role: 'registeredAreaM2' },
]
export function layerOf(table: Table, rows: number[] | null = null): LayerInput {
  return {
    table,
    rows: rows && Uint32Array.from(rows),
    scope: rows ? 'selection' : 'all',
    fields: FIELDS,
    codeLists: {
      land: {
        id: 'land',
        title: { zh: '三调', en: 'Third survey' },
        entries: [
          { code: '0101', label: { zh: '水田', en: 'Paddy field' } },
          { code: '1106', label: { zh: '内陆滩涂', en: 'Inland tidal flat' } },
        ],
      },
    },
    source: {
      title: { zh: '宗地', en: 'Parcels' },
      file: 'parcels.fgb',
      sha256: '0'.repeat(64),
      crs: 'EPSG:4490',
      date: '2024',
      licence: 'MIT',
      isDemonstration: true,
      notes: [],
    },
  }
}
export const run = (layer: LayerInput, groupBy: string[], registered: string[] = [], net = true, task = quietTask()) =>
  summary.run({ layer, groupBy, registered, net, perimeter: false, pointSigma: 0, densify: false }, task)

export const table = squares(
  [[0, 0], [1, 0], [2, 0], [3, 0], [4, 0], null],
  [
    textColumn('XZ', ['永安镇', '黄河口镇', '永安镇', '永安镇', null, '永安镇']),
    textColumn('DLBM', ['1106', '0101', '0101', '0101', '9999', '0101']),
    { name: 'TBMJ', type: 'number', values: Float64Array.of(9800, 9800, 9800, 9800, 9800, 500) },
  ],
)
