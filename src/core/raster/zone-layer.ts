import type { AnalysisResult, LayerInput, ReportColumn } from '../analysis.ts'
import { classBreaks } from '../classify.ts'
import { pickRows } from '../geometry.ts'
import { layerTable, type OwnColumn } from '../overlay/piece-table.ts'
import { rampById, rampClasses } from '../ramps.ts'
import type { Symbology, SymbolStyle } from '../symbology.ts'
import type { Table } from '../table.ts'
import { plainNumber } from '../units.ts'

/** What colours the zones. */
const SHOWN = 'mean'
const CLASSES = 5
const LINE: SymbolStyle = { line: '#6f6a58', lineWidth: 0.5 }
const NO_VALUE: SymbolStyle = { ...LINE, fill: '#c9c6bd', fillOpacity: 0.6, hatch: 'sparse-dots' }

/** The zones in use as they are stored, with their figures before their own attributes, coloured by the mean in natural classes. */
export function zoneLayer(
  zones: LayerInput,
  rows: Uint32Array,
  figures: Table,
  report: readonly ReportColumn[],
): Pick<AnalysisResult, 'pieces' | 'piecesLook'> {
  const { geometry, crs, length } = zones.table
  const shown = figures.columns.find(({ name }) => name === SHOWN)
  const means = shown?.type === 'number' ? shown.values.filter((mean) => !Number.isNaN(mean)) : []
  if (!geometry || means.length === 0) return {}
  const decimals = report.find(({ name }) => name === SHOWN)?.decimals ?? 2
  const own = report.flatMap(({ name, label, unit, decimals }): OwnColumn[] => {
    const column = figures.columns.find((each) => each.name === name)
    return column?.type === 'number' ? [{ column, field: { name, label, decimals: decimals ?? 2, ...(unit && { unit }) } }] : []
  })
  const picked = rows.length === length ? geometry : pickRows(geometry, rows)
  const { table, fields } = layerTable('zonal-stats', picked, own, [{ input: zones, rows }])
  return { pieces: { ...table, crs }, piecesLook: { symbology: byMean(means, decimals), fields } }
}

function byMean(means: ArrayLike<number>, decimals: number): Symbology {
  // as the table shows them: a legend is read, and has as many decimals as its limits
  const rounded = (value: number) => Number(plainNumber(value, decimals))
  const breaks = [...new Set(classBreaks(means, CLASSES, 'natural').map(rounded))]
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (let i = 0; i < means.length; i++) {
    low = Math.min(low, means[i])
    high = Math.max(high, means[i])
  }
  const colors = rampClasses(rampById('teal'), breaks.length + 1)
  const styles = colors.map((fill) => ({ ...LINE, fill, fillOpacity: 0.85 }))
  return {
    kind: 'graduated',
    field: SHOWN,
    method: 'natural',
    breaks,
    range: [rounded(low), rounded(high)],
    styles,
    other: NO_VALUE,
  }
}
