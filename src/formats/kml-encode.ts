import { toLngLat } from '../core/crs.ts'
import { type Column, cellAt, type Geometry } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import type { EncodeInput } from './format.ts'
import { escapeXml } from './ooxml-parts.ts'
import { ZIP_TIME } from './report-lines.ts'
import { headingsOf } from './sheet-encode.ts'

/** 9 decimals of a degree are 0.1 mm */
const DECIMALS = 9
const TYPES: Readonly<Record<Column['type'], string>> = { number: 'double', boolean: 'bool', date: 'string', text: 'string' }

/** KMZ of one document: a placemark a row, attributes as SchemaData, so that codes stay text. Lon/lat, WGS 84. */
export async function encodeKmz(input: EncodeInput, task: Task): Promise<Uint8Array> {
  const { zipSync, strToU8 } = await import('fflate')
  const { table, rows, fields, metadata } = input
  const xy = table.geometry ? toLngLat(table.crs, table.geometry.xy) : null
  const geometry = table.geometry && xy ? { ...table.geometry, xy } : null
  const headings = headingsOf(input)
  const named = fields.find(({ role }) => role === 'name')?.name ?? 'name'
  const nameAt = table.columns.findIndex(({ name }) => name === named)
  const simple = table.columns.map(({ type }, c) => `<SimpleField type="${TYPES[type]}" name="${escapeXml(headings[c])}"/>`)
  const chunks: string[] = [
    `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2">\n<Document><name>${escapeXml(table.name)}</name>`,
    ...(metadata ? [`<description>${escapeXml(JSON.stringify(metadata))}</description>`] : []),
    `<Schema name="layer" id="layer">${simple.join('')}</Schema>`,
  ]
  const count = rows?.length ?? table.length
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[i] : i
    const data = table.columns.map((column, c) => {
      const text = valueText(column, row)
      return text === null
        ? ''
        : `<SimpleData name="${escapeXml(headings[c])}">${escapeXml(text).replaceAll('\r', '&#13;')}</SimpleData>`
    })
    const name = nameAt >= 0 && named !== headings[nameAt] ? valueText(table.columns[nameAt], row) : null
    chunks.push(
      `<Placemark>${name === null ? '' : `<name>${escapeXml(name)}</name>`}<ExtendedData><SchemaData schemaUrl="#layer">${data.join('')}</SchemaData></ExtendedData>${geometry ? shapeXml(geometry, row) : ''}</Placemark>`,
    )
    if ((i & 255) === 0) {
      task.progress(i / count, 'stage.write')
      await task.breathe()
    }
  }
  chunks.push('</Document>\n</kml>\n')
  return zipSync({ 'doc.kml': [strToU8(chunks.join('\n')), { level: 6, mtime: ZIP_TIME }] })
}

function valueText(column: Column, row: number): string | null {
  const value = cellAt(column, row)
  if (value === null) return null
  // a truth of KML is 1 or 0: other programs read the word true as 0
  if (typeof value === 'boolean') return value ? '1' : '0'
  return column.type === 'date' ? dateText(Number(value)) : String(value)
}

function shapeXml({ kind, xy, z, rings, parts, rows }: Geometry, row: number): string {
  const [first, end] = [rows[row], rows[row + 1]]
  if (first === end) return ''
  const round = (value: number) => Number(value.toFixed(DECIMALS))
  const coordinates = (ring: number) => {
    const tuples: string[] = []
    for (let v = rings[ring]; v < rings[ring + 1]; v++) {
      const height = z && !Number.isNaN(z[v]) ? `,${Number(z[v].toFixed(3))}` : ''
      tuples.push(`${round(xy[v * 2])},${round(xy[v * 2 + 1])}${height}`)
    }
    return `<coordinates>${tuples.join(' ')}</coordinates>`
  }
  const part = (p: number) => {
    if (kind === 'point') return `<Point>${coordinates(parts[p])}</Point>`
    if (kind === 'line') return `<LineString>${coordinates(parts[p])}</LineString>`
    const all: string[] = []
    for (let r = parts[p]; r < parts[p + 1]; r++) {
      const side = r === parts[p] ? 'outerBoundaryIs' : 'innerBoundaryIs'
      all.push(`<${side}><LinearRing>${coordinates(r)}</LinearRing></${side}>`)
    }
    return `<Polygon>${all.join('')}</Polygon>`
  }
  const all = Array.from({ length: end - first }, (_, i) => part(first + i))
  return all.length === 1 ? all[0] : `<MultiGeometry>${all.join('')}</MultiGeometry>`
}
