import { crsOf, toLngLat } from '../core/crs.ts'
import { AppError, type Note } from '../core/errors.ts'
import { northWestOf } from '../core/field/register-points.ts'
import { planarArea } from '../core/geometry.ts'
import { inZone } from '../core/in-zone.ts'
import { type Column, cellAt, findColumn, type Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { type AreaUnit, toM2 } from '../core/units.ts'
import type { EncodeInput, HeaderLine } from './format.ts'
import { encodeText } from './gb18030-encoder.ts'
import { TXT_FIELDS, type TxtColumn } from './txt-fields.ts'

const SECTION = '属性描述'
/** cells behind those that the format names */
const MORE = /^附加\d+$/
const SHAPES = { polygon: '面', line: '线', point: '点' }

/**
 * 界址点坐标 text: header, then each row as a parcel. X is north, Y is east, three decimals; rings are closed, outer ones first,
 * clockwise from the north-west corner, points numbered through the parcel. Lines end with CRLF.
 * @throws AppError txt.noShapes: rows without shapes; txt.noZone: the layer lies outside the zones of China
 */
export async function encodeBoundaryText(input: EncodeInput, task: Task): Promise<Uint8Array> {
  const table = inZone(input.table, task)
  if (!table) throw new AppError('txt.noZone', { layer: input.table.name })
  const { geometry } = table
  if (!geometry) throw new AppError('txt.noShapes', { layer: table.name })
  const lines = headerLines(table.crs, input.header ?? [])
  const columns = columnsFor(input)
  const areaUnit = columns.area ? unitOf(input, columns.area) : 'ha'
  const count = input.rows?.length ?? table.length
  for (let i = 0; i < count; i++) {
    const row = input.rows ? input.rows[i] : i
    writeParcel(table, row, columns, areaUnit, lines)
    if ((i & 255) === 0) {
      task.progress(i / count, 'stage.write')
      await task.breathe()
    }
  }
  return encodeText(`${lines.join('\r\n')}\r\n`, input.encoding)
}

/** Fields without a place in the format or with another name in it, areas in its unit, signs that part its cells. */
export function boundaryTextLosses(input: EncodeInput): readonly Note[] {
  const notes: Note[] = []
  const columns = columnsFor(input)
  const used = Object.values(columns).map((column) => column?.name)
  const isKept = (name: string) => used.includes(name) || MORE.test(name)
  const lost = input.table.columns.map(({ name }) => name).filter((name) => !isKept(name))
  const note = (code: string, detail: Note['detail'], level: Note['level']) => notes.push({ code, detail, level })
  if (lost.length > 0)
    note('write.fieldsDropped', { format: 'TXT', count: lost.length, fields: lost.slice(0, 8).join('、') }, 'warning')
  for (const { key, name } of TXT_FIELDS) {
    const from = columns[key]?.name
    if (from !== undefined && from !== name) note('write.fieldRenamed', { from, to: name }, 'info')
  }
  if (columns.area && unitOf(input, columns.area) !== 'ha') note('txt.areasInHectares', { field: columns.area.name }, 'info')
  const changed = input.table.columns
    .filter(({ name }) => isKept(name))
    .reduce((sum, column) => sum + changedIn(column, input), 0)
  if (changed > 0) note('txt.textsChanged', { count: changed }, 'warning')
  return notes
}
function changedIn(column: Column, { rows, table }: EncodeInput): number {
  if (column.type !== 'text') return 0
  const isChanged = column.dictionary.map((text) => text !== null && cellText(text) !== text)
  if (!isChanged.includes(true)) return 0
  const codes = rows ? rows.map((row) => column.codes[row]) : column.codes.subarray(0, table.length)
  return codes.reduce((sum, code) => sum + Number(isChanged[code]), 0)
}
function unitOf({ fields }: EncodeInput, area: Column): AreaUnit {
  return (fields.find(({ name }) => name === area.name)?.unit ?? 'ha') as AreaUnit
}
/** a comma would begin the next cell, an @ end the parcel's line */
function cellText(text: string): string {
  return text.replaceAll(',', '，').replace(/[\r\n@]+/g, ' ')
}

function headerLines(crs: string, kept: readonly HeaderLine[]): string[] {
  const zone = crsOf(crs)?.zone
  const values = new Map<string, string>([
    ['格式版本号', '1.01'],
    ['数据产生单位', ''],
    ['数据产生日期', ''],
    ['坐标系', '2000国家大地坐标系'],
    ['几度分带', String(zone?.width ?? 3)],
    ['投影类型', '高斯克吕格'],
    ['计量单位', '米'],
    ['带号', String(zone?.number ?? '')],
    ['精度', '0.001'],
    ['转换参数', ',,,,,,'],
  ])
  const ours = new Set(['坐标系', '几度分带', '投影类型', '计量单位', '带号', '精度', '转换参数'])
  for (const { section, key, value } of kept)
    if ((section === SECTION || section === '') && !ours.has(key)) values.set(key, value)
  const lines: string[] = []
  for (const section of new Set(kept.map((line) => line.section)))
    if (section !== SECTION && section !== '') {
      lines.push(`[${section}]`)
      for (const line of kept) if (line.section === section) lines.push(`${line.key}=${line.value}`)
    }
  return [`[${SECTION}]`, ...Array.from(values, ([key, value]) => `${key}=${value}`), ...lines, '[地块坐标]']
}

/** Columns of the table that go into the line of a parcel: by the format's own names, else by what the fields mean. */
function columnsFor({ table, fields }: EncodeInput): Partial<Record<TxtColumn, Column>> {
  const byRole = (...roles: string[]) => {
    const field = roles.map((role) => fields.find((each) => each.role === role)).find(Boolean)
    return field && findColumn(table, field.name)
  }
  const meant: Partial<Record<TxtColumn, Column | undefined>> = {
    number: byRole('unitCode', 'id'),
    // a right holder is no name of a parcel, and personal
    name: byRole('name'),
    area: byRole('registeredAreaM2'),
    landClass: byRole('landClass'),
  }
  return Object.fromEntries(TXT_FIELDS.map(({ key, name }) => [key, findColumn(table, name) ?? meant[key]]))
}

function writeParcel(
  table: Table,
  row: number,
  columns: Partial<Record<TxtColumn, Column>>,
  areaUnit: AreaUnit,
  lines: string[],
): void {
  const geometry = table.geometry as NonNullable<Table['geometry']>
  const points: string[] = []
  let areaM2 = 0
  let ring = 0
  let name = 0
  for (let part = geometry.rows[row]; part < geometry.rows[row + 1]; part++)
    for (let r = geometry.parts[part]; r < geometry.parts[part + 1]; r++) {
      ring++
      const vertices = orderOf(geometry, r, table.crs)
      if (geometry.kind === 'polygon') areaM2 += planarArea(geometry.xy, geometry.rings[r], geometry.rings[r + 1])
      const first = name + 1
      vertices.forEach((v, i) => {
        const isClosing = geometry.kind === 'polygon' && i === vertices.length - 1
        if (!isClosing) name++
        const x = geometry.xy[v * 2 + 1].toFixed(3)
        const y = geometry.xy[v * 2].toFixed(3)
        points.push(`J${isClosing ? first : name},${ring},${x},${y}`)
      })
    }
  const value = (key: TxtColumn) => {
    const column = columns[key]
    return column ? cellText(String(cellAt(column, row) ?? '')) : ''
  }
  const stated = columns.area && statedHa(columns.area, row, areaUnit)
  const area = stated ?? (areaM2 > 0 ? (areaM2 / 10_000).toFixed(4) : '')
  const more = table.columns
    .filter(({ name: each }) => MORE.test(each))
    .map((column) => cellText(String(cellAt(column, row) ?? '')))
  const cells = [points.length, area, value('number'), value('name'), SHAPES[geometry.kind], value('sheet'), value('use')]
  lines.push([...cells, value('landClass'), ...more, '@'].join(','), ...points)
}

/** The area that the layer states, in the format's hectares; null: it states none. */
function statedHa(column: Column, row: number, unit: AreaUnit): string | null {
  const value = Number(cellAt(column, row) ?? Number.NaN)
  if (!(value > 0)) return null
  return unit === 'ha' ? String(value) : (toM2(value, unit) / 10_000).toFixed(4)
}

/** Vertices of a ring: of polygons clockwise from the north-west corner and back to it, else as they are. */
function orderOf({ kind, xy, rings }: NonNullable<Table['geometry']>, ring: number, crs: string): number[] {
  const start = rings[ring]
  const vertices = Array.from({ length: rings[ring + 1] - start }, (_, i) => i)
  if (kind !== 'polygon') return vertices.map((i) => start + i)
  vertices.pop()
  const own = xy.subarray(2 * start, 2 * rings[ring + 1])
  if (planarArea(own, 0, vertices.length + 1) > 0) vertices.reverse()
  const first = vertices.length > 0 ? northWestOf(toLngLat(crs, own), vertices) : 0
  return [...vertices.slice(first), ...vertices.slice(0, first), vertices[first] ?? 0].map((i) => start + i)
}
