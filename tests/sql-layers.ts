import { parcelFabric } from '../scripts/bench/fabric.ts'
import type { SqlInput } from '../src/cli/sql/sql-analysis.ts'
import type { LayerInput } from '../src/core/analysis.ts'
import type { Table } from '../src/core/table.ts'

export function layerOf(table: Table): LayerInput {
  const source = {
    title: { zh: '测试', en: 'Test' },
    file: 'test.fgb',
    sha256: '',
    crs: table.crs,
    date: '',
    licence: '',
    isDemonstration: false,
    notes: [],
  }
  return { table, rows: null, scope: 'all', fields: [], codeLists: {}, source }
}

/** A small fabric for every layer that the analysis asks for. */
export function inputOf(id: string): Pick<SqlInput, 'layers' | 'plane'> {
  const zones = ['zones', 'later-zones', 'roads', 'wells'].map((name) => `model:${name}`)
  const names = { overlap: ['subject', 'against'], change: ['before', 'after'], grading: ['layer', ...zones] }[id] ?? ['layer']
  const layer = layerOf(parcelFabric(9))
  const { table } = layer
  const zone = {
    ...layer,
    table: {
      ...table,
      columns: table.columns.flatMap((column) => [
        { ...column, name: 'code' },
        { ...column, name: 'kind' },
      ]),
    },
  }
  return {
    layers: Object.fromEntries(names.map((name) => [name, [name.startsWith('model:') ? zone : layer]])),
    plane: '+proj=cea +lon_0=118.7 +lat_ts=37.65 +ellps=GRS80 +x_0=0 +y_0=0 +units=m +no_defs',
  }
}
