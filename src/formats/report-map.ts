import { fromLngLat } from '../core/crs.ts'
import { cgcs2000Zone, zoneOf } from '../core/crs-registry.ts'
import { textColumn } from '../core/grouping.ts'
import type { Drawing } from '../core/print/drawing.ts'
import { denominatorToFit, type MapFrame } from '../core/print/map-frame.ts'
import { box, type Mark } from '../core/print/marks.ts'
import { northArrow } from '../core/print/north-arrow.ts'
import { checkBar, scaleBar } from '../core/print/scale-bar.ts'
import { cutSheetLayer } from '../core/print/sheet-layer.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { boxOfRows, makeResident } from '../core/tiling/resident.ts'
import { shownNumber } from '../core/units.ts'
import type { ReportDocument } from './report-document.ts'
import { classMarks, coloredPieces } from './report-map-classes.ts'

const [WIDTH, FACE, FOOT] = [170, 92, 17]
const NOTE = 5
/** More would make the file heavier than all its figures. */
const MOST_VERTICES = 400_000
const SUBJECT = { fill: '#e9e5d8', line: '#9a9484', lineWidthMm: 0.08 }
/** Closes the hairlines between neighbours of one colour; a line between many small shapes is all that would be seen of them. */
const SEAM_MM = 0.05
const MOST_OUTLINED = 3000
const COLOR = '@colour'
/** Mixed with the ground, a colour is not that of its legend. */
const CLASSED = { fill: '#b9b4a6', line: '#5f5a4e', lineWidthMm: 0.08 }
const PIECES = { fill: '#0f6b62', fillOpacity: 0.55, line: '#0b4a44', lineWidthMm: 0.12 }

/**
 * The map of a report, 170 mm wide: rows of the subject that the result stands on, in the colours of the rings beside it, and on them the
 * pieces it made, in their classes with a legend where they have some; null where there is nothing to be drawn.
 */
export async function reportMap(
  { result, subject, mapNote }: ReportExport,
  { headings, chart, mapClasses }: Pick<ReportDocument, 'headings' | 'chart' | 'mapClasses'>,
  task: Task,
): Promise<Drawing | null> {
  const rows = Uint32Array.from(new Set(result.members.rows)).sort()
  const layers: {
    table: Table
    rows: Uint32Array | null
    paint: typeof PIECES | typeof CLASSED | typeof SUBJECT
    colors?: readonly string[]
  }[] = []
  let hasClasses = false
  if (isDrawable(subject.table)) {
    const colored = result.pieces ? null : coloredRows(subject.table, result, chart)
    layers.push({ table: subject.table, rows: rows.length > 0 ? rows : null, paint: SUBJECT, ...colored })
  }
  if (result.pieces && isDrawable(result.pieces)) {
    const classed = coloredPieces(result.pieces, result.piecesLook?.symbology, mapClasses, COLOR)
    layers.push({ table: result.pieces, rows: null, paint: classed ? CLASSED : PIECES, ...classed })
    hasClasses = classed !== null
  }
  const residents = []
  for (const layer of layers) residents.push({ ...layer, resident: await makeResident(layer.table, task) })
  // of what the result stands on, not of the whole layer: five findings in a district are not five dots
  const known = residents.filter(({ resident, rows: chosen }) => chosen || resident.table === result.pieces)
  const boxes = (known.length > 0 ? known : residents).flatMap(({ resident, rows: chosen }) => {
    const bbox = chosen ? boxOfRows(resident, chosen) : resident.bbox
    return bbox ? [bbox] : []
  })
  if (boxes.length === 0) return null
  const least = (i: number) => Math.min(...boxes.map((each) => each[i]))
  const most = (i: number) => Math.max(...boxes.map((each) => each[i]))
  const [west, south, east, north] = [least(0), least(1), most(2), most(3)]
  const crs = cgcs2000Zone(zoneOf((west + east) / 2), 3, true)
  if (!crs) return null
  const xy = fromLngLat(crs, Float64Array.of(west, south, east, south, east, north, west, north))
  const xs = [xy[0], xy[2], xy[4], xy[6]]
  const ys = [xy[1], xy[3], xy[5], xy[7]]
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const frame: MapFrame = {
    crs,
    centre: [(x0 + x1) / 2, (y0 + y1) / 2],
    denominator: denominatorToFit(x1 - x0, y1 - y0, WIDTH, FACE),
    turnDeg: 0,
    widthMm: WIDTH,
    heightMm: FACE,
  }
  const map: Mark[] = []
  for (const { resident, rows: chosen, paint: plain, colors } of residents) {
    const classField = colors ? COLOR : null
    const choice = { frame, filter: [], rows: chosen, classField, classValues: colors ?? [], labelField: null }
    const layer = await cutSheetLayer(resident, choice, task)
    const isOutlined = layer.classes.reduce((sum, { count }) => sum + count, 0) <= MOST_OUTLINED
    for (const { index, paths } of layer.classes) {
      const fill = colors?.[index]
      const paint = fill ? { ...plain, fill, ...(isOutlined ? {} : { line: fill, lineWidthMm: SEAM_MM }) } : plain
      if (resident.geometry?.kind === 'point') map.push({ kind: 'dots', xy: paths.xy, radiusMm: 0.5, paint })
      else map.push({ kind: 'shapes', paths, paint })
    }
  }
  const legend = classMarks(hasClasses ? mapClasses : [], WIDTH, FACE + FOOT)
  const noteMm = mapNote ? NOTE : 0
  const heightMm = FACE + FOOT + legend.heightMm + noteMm
  return {
    widthMm: WIDTH,
    heightMm,
    marks: [
      { kind: 'clip', x: 0, y: 0, widthMm: WIDTH, heightMm: FACE, marks: map },
      box(0, 0, WIDTH, FACE, { line: '#1d2b2f', lineWidthMm: 0.25 }),
      ...northArrow(WIDTH - 8, 10, 11, 0, headings.north),
      {
        kind: 'text',
        text: `1:${shownNumber(frame.denominator, 0)}`,
        x: 0,
        y: FACE + 6,
        sizeMm: 3.2,
        color: '#1d2b2f',
        isBold: true,
      },
      ...scaleBar(frame.denominator, 32, FACE + 11, 50, 0.9),
      ...checkBar(WIDTH - 51, FACE + 8, 0.9, headings.check),
      ...legend.marks,
      ...(mapNote ? [{ kind: 'text' as const, text: mapNote, x: 0, y: heightMm - 1.2, sizeMm: 2.4, color: '#55666b' }] : []),
    ],
  }
}

/** The table with the colour of each row's outermost sector; null: the chart is no rings. */
function coloredRows(
  table: Table,
  { members: { offsets, rows } }: ReportExport['result'],
  chart: ReportDocument['chart'],
): { readonly table: Table; readonly colors: readonly string[] } | null {
  if (chart?.kind !== 'rings') return null
  const ofRow: (string | null)[] = new Array(table.length).fill(null)
  // a sector stands before those that divide it
  for (const [i, sector] of chart.sectors.entries())
    for (const line of sector.rows)
      for (const row of rows.subarray(offsets[line], offsets[line + 1])) ofRow[row] = chart.colors[i]
  return { table: { ...table, columns: [...table.columns, textColumn(COLOR, ofRow)] }, colors: [...new Set(chart.colors)] }
}

function isDrawable({ geometry }: Table): boolean {
  return geometry !== null && geometry.xy.length > 0 && geometry.xy.length / 2 <= MOST_VERTICES
}
