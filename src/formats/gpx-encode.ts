import { toLngLat } from '../core/crs.ts'
import { AppError, type Note } from '../core/errors.ts'
import { type Column, cellAt, findColumn, type Geometry } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import type { EncodeInput } from './format.ts'
import { escapeXml } from './ooxml-parts.ts'
import { controlsDropped, pointsSplit, shapelessDropped } from './write-losses.ts'

/** Elements of a waypoint in the order of the schema; height comes from the shape. */
const POINT_TEXTS = ['time', 'name', 'cmt', 'desc', 'src', 'sym', 'type'] as const
const LINE_TEXTS = ['name', 'cmt', 'desc', 'src', 'number', 'type'] as const
type Texts = readonly (readonly [element: string, column: Column])[]

/** GPX 1.1: points as waypoints, lines as tracks with a segment a part. @throws AppError gpx.noShapes */
export async function encodeGpx(input: EncodeInput, task: Task): Promise<Uint8Array> {
  const { table, rows } = input
  if (!table.geometry || table.geometry.kind === 'polygon') throw new AppError('gpx.noShapes', { layer: table.name })
  const geometry = { ...table.geometry, xy: toLngLat(table.crs, table.geometry.xy) }
  const texts = textsOf(input)
  const chunks = [
    `<?xml version="1.0" encoding="UTF-8"?>\n<gpx version="1.1" creator="Kenli One Map" xmlns="http://www.topografix.com/GPX/1/1">\n<metadata><name>${escapeXml(table.name)}</name></metadata>`,
  ]
  const count = rows?.length ?? table.length
  for (let i = 0; i < count; i++) {
    chunks.push(rowXml(geometry, rows ? rows[i] : i, texts))
    if ((i & 511) === 0) {
      task.progress(i / count, 'stage.write')
      await task.breathe()
    }
  }
  chunks.push('</gpx>\n')
  return new TextEncoder().encode(chunks.filter(Boolean).join('\n'))
}

/** Fields without an element in GPX, rows without a shape, points that are parted. */
export function gpxLosses(input: EncodeInput): readonly Note[] {
  const used = new Set(textsOf(input).map(([, column]) => column.name))
  const lost = input.table.columns.map(({ name }) => name).filter((name) => !used.has(name) && !['gpx', 'ele'].includes(name))
  const detail = { format: 'GPX', count: lost.length, fields: lost.slice(0, 8).join('、') }
  const dropped: Note[] = lost.length > 0 ? [{ code: 'write.fieldsDropped', detail, level: 'warning' }] : []
  return [...dropped, ...shapelessDropped(input, 'GPX'), ...pointsSplit(input, 'GPX'), ...controlsDropped(input, 'GPX')]
}

function textsOf({ table, fields }: EncodeInput): Texts {
  const names: readonly string[] = table.geometry?.kind === 'line' ? LINE_TEXTS : POINT_TEXTS
  return names.flatMap((element) => {
    const role = element === 'name' ? fields.find((field) => field.role === 'name')?.name : undefined
    const column = findColumn(table, element) ?? (role === undefined ? undefined : findColumn(table, role))
    return column ? [[element, column] as const] : []
  })
}

function rowXml({ kind, xy, z, rings, parts, rows }: Geometry, row: number, texts: Texts): string {
  const [first, end] = [rows[row], rows[row + 1]]
  if (first === end) return ''
  const inner = texts
    .map(([element, column]) => {
      const value = cellAt(column, row)
      if (value === null) return ''
      const text = column.type === 'date' ? dateTime(Number(value)) : String(value)
      return `<${element}>${escapeXml(text)}</${element}>`
    })
    .join('')
  const point = (name: string, v: number, more = '') => {
    const height = z && !Number.isNaN(z[v]) ? `<ele>${Number(z[v].toFixed(3))}</ele>` : ''
    return `<${name} lat="${Number(xy[v * 2 + 1].toFixed(9))}" lon="${Number(xy[v * 2].toFixed(9))}">${height}${more}</${name}>`
  }
  const all: string[] = []
  for (let p = first; p < end; p++) {
    if (kind === 'point') {
      all.push(point('wpt', rings[parts[p]], inner))
      continue
    }
    const points: string[] = []
    for (let v = rings[parts[p]]; v < rings[parts[p] + 1]; v++) points.push(point('trkpt', v))
    all.push(`<trkseg>${points.join('')}</trkseg>`)
  }
  return kind === 'point' ? all.join('\n') : `<trk>${inner}${all.join('')}</trk>`
}
/** GPX wants a time of day too. */
function dateTime(ms: number): string {
  const text = dateText(ms)
  return text.length === 10 ? `${text}T00:00:00Z` : text
}
