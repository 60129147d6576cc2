import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { overlay, type Pieces } from '../overlay/layer-overlay.ts'
import type { PairAreas } from '../overlay/pair-areas.ts'
import { PieceBuilder } from '../overlay/piece-builder.ts'
import type { SymbolStyle } from '../symbology.ts'
import type { Column, FieldInfo } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import { classColumns, NO_CLASS, type SharedClasses } from './class-fields.ts'
import type { Transfers } from './transfers.ts'

/** What changed its class, and what only one epoch has, as a layer in the colours of the class after. */
export async function changePieces(
  before: LayerInput,
  after: LayerInput,
  classes: SharedClasses,
  transfers: Transfers,
  sliverM2: number,
  task: Task,
): Promise<Pick<AnalysisResult, 'pieces' | 'piecesLook'>> {
  const { pairs } = transfers
  const changed = pickPairs(pairs, (i) => classes.before[pairs.zone[i]] !== classes.after[pairs.subject[i]])
  const a = { sound: transfers.after, rows: transfers.afterRows }
  const b = { sound: transfers.before, rows: transfers.beforeRows }
  const shared = await overlay(a, b, 'intersection', stretchOf(task, 0, 0.6), { pairs: changed })
  const onlyAfter = await restOf(a, b, transfers.afterRestM2, pairs, stretchOf(task, 0.6, 0.8))
  const onlyBefore = await restOf(b, a, transfers.beforeRestM2, transposed(pairs), stretchOf(task, 0.8, 1))
  const builder = new PieceBuilder()
  const from: number[] = []
  const to: number[] = []
  const areas: number[] = []
  const put = (pieces: Pieces, classesOf: (piece: number) => [number, number]) => {
    for (let piece = 0; piece < pieces.a.length; piece++) {
      builder.copyRow(pieces.geometry, pieces.geometry.xy, piece)
      if (!builder.endRow()) continue
      const [before0, after0] = classesOf(piece)
      from.push(before0)
      to.push(after0)
      areas.push(pieces.areaM2[piece])
    }
  }
  put(shared, (piece) => [classes.before[shared.b[piece]], classes.after[shared.a[piece]]])
  if (onlyAfter) put(onlyAfter, (piece) => [NO_CLASS, classes.after[onlyAfter.a[piece]]])
  if (onlyBefore) put(onlyBefore, (piece) => [classes.before[onlyBefore.a[piece]], NO_CLASS])
  if (areas.length === 0) return {}
  const columns: Column[] = [
    ...classColumns('from', from, classes),
    ...classColumns('to', to, classes),
    { name: 'area_m2', type: 'number', values: Float64Array.from(areas) },
    { name: 'sliver', type: 'boolean', values: Uint8Array.from(areas, (areaM2) => (areaM2 < sliverM2 ? 1 : 0)) },
  ]
  return {
    pieces: { name: 'change', crs: 'EPSG:4490', length: areas.length, columns, geometry: builder.finish() },
    piecesLook: { symbology: lookOf(to, classes), fields: fieldsOf(before, after, classes) },
  }
}

function pickPairs(pairs: PairAreas, isWanted: (i: number) => boolean): PairAreas {
  const kept = [...pairs.areaM2.keys()].filter(isWanted)
  return {
    subject: Uint32Array.from(kept, (i) => pairs.subject[i]),
    zone: Uint32Array.from(kept, (i) => pairs.zone[i]),
    areaM2: Float64Array.from(kept, (i) => pairs.areaM2[i]),
  }
}
function transposed(pairs: PairAreas): PairAreas {
  const order = [...pairs.areaM2.keys()].sort((i, j) => pairs.zone[i] - pairs.zone[j] || pairs.subject[i] - pairs.subject[j])
  return {
    subject: Uint32Array.from(order, (i) => pairs.zone[i]),
    zone: Uint32Array.from(order, (i) => pairs.subject[i]),
    areaM2: Float64Array.from(order, (i) => pairs.areaM2[i]),
  }
}

/** The parts of one epoch's rows that the other does not cover; only rows that have such a part are looked at. */
async function restOf(
  a: Parameters<typeof overlay>[0],
  b: Parameters<typeof overlay>[1],
  restM2: Float64Array,
  pairs: PairAreas,
  task: Task,
): Promise<Pieces | null> {
  const rows = Uint32Array.from([...restM2.keys()].filter((row) => restM2[row] > 0))
  if (rows.length === 0) return null
  const own = pickPairs(pairs, (i) => restM2[pairs.subject[i]] > 0)
  return overlay({ sound: a.sound, rows }, b, 'erase', task, { pairs: own })
}

const LINE: SymbolStyle = { line: '#8f1d16', lineWidth: 0.8 }

function lookOf(to: readonly number[], classes: SharedClasses): NonNullable<AnalysisResult['piecesLook']>['symbology'] {
  const colors = new Map(classes.list?.entries.map(({ code, color }) => [code, color]))
  const used = [...new Set(to)].filter((number) => number !== NO_CLASS && classes.codes[number] !== null)
  return {
    kind: 'categories',
    field: 'to',
    classes: used
      .sort((a, b) => a - b)
      .map((number) => {
        const value = classes.codes[number] as string
        return {
          value,
          label: classes.names[number],
          style: { ...LINE, fill: colors.get(value) ?? '#e9c46a', fillOpacity: 0.85 },
        }
      }),
    other: { ...LINE, fill: '#bdbdbd', fillOpacity: 0.85 },
  }
}

function fieldsOf(before: LayerInput, after: LayerInput, { list }: SharedClasses): FieldInfo[] {
  const codes = list ? { codes: list.id } : {}
  const title = (layer: LayerInput) => layer.source.title ?? { zh: layer.table.name, en: layer.table.name }
  return [
    { name: 'from', label: { zh: '变化前地类', en: 'Class before' }, ...codes },
    { name: 'from_name', label: { zh: `变化前（${title(before).zh}）`, en: `Before (${title(before).en})` } },
    { name: 'to', label: { zh: '变化后地类', en: 'Class after' }, role: 'landClass', ...codes },
    { name: 'to_name', label: { zh: `变化后（${title(after).zh}）`, en: `After (${title(after).en})` }, role: 'name' },
    { name: 'area_m2', label: { zh: '图形面积', en: 'Area' }, unit: 'm2', decimals: 2 },
    { name: 'sliver', label: { zh: '碎图斑', en: 'Sliver' } },
  ]
}
