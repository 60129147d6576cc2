import { joinBytes } from '../core/join-bytes.ts'
import { labelPoint } from '../core/label-point.ts'
import { type Column, cellAt, type FieldInfo, type Geometry, type Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { usedRows } from '../core/used-rows.ts'
import { OWN_APPLICATION } from './dxf-entity.ts'
import { encodeDxfText, gbkLength, MOST_LETTER_BYTES } from './dxf-text.ts'
import type { EncodeInput } from './format.ts'
import { CONTROLS } from './write-losses.ts'

const MAX_LAYERS = 200
/** a string of extended data holds 255 bytes */
const XDATA_BYTES = 250
const SLICE_ROWS = 500
/** AutoCAD's colours 1 … 7, without white, which nobody sees on paper */
const COLORS = [1, 2, 3, 4, 5, 6, 30, 94, 140, 200]

/**
 * DXF of AutoCAD 2000 (AC1015) in GBK, which CASS, AutoCAD, GDAL and QGIS read alike: of later releases, which are UTF-8, the latter two go by
 * the code page all the same. Each ring is a closed polyline, each line a polyline, on a layer per class of land (else one layer), with the
 * unit's code as text. Attributes and the rings' belonging go along as extended data, which our own reader takes up.
 */
export async function encodeDxf({ table, rows, fields }: EncodeInput, task: Task): Promise<Uint8Array> {
  const chosen = usedRows(rows, table.length)
  const layers = new LayerNames(table, fields)
  const label = columnOf(table, fields, 'unitCode') ?? columnOf(table, fields, 'name')
  const out = new Output()
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i]
    if (table.geometry) writeRow(out, table, table.geometry, row, i, layers.of(row))
    const text = label && table.geometry ? cellAt(label, row) : null
    if (text !== null && text !== '') writeLabel(out, table.geometry!, row, String(text), layers.of(row))
    if (i % SLICE_ROWS === 0) {
      task.progress(i / chosen.length, 'stage.write')
      await task.breathe()
    }
  }
  const entities = out.finish()
  const head = new Output(out.handle)
  writeHead(head, layers.all())
  const tail = new Output()
  tail.put(0, 'ENDSEC').put(0, 'SECTION').put(2, 'OBJECTS')
  tail.put(0, 'DICTIONARY').put(5, 'C').put(330, '0').put(100, 'AcDbDictionary').put(281, 1).put(3, 'ACAD_GROUP').put(350, 'D')
  tail.put(0, 'DICTIONARY').put(5, 'D').put(330, 'C').put(100, 'AcDbDictionary').put(281, 1)
  tail.put(0, 'ENDSEC').put(0, 'EOF')
  return joinBytes([head.finish(), entities, tail.finish()])
}

/** The layer of each row: the name of its class, its code where there is no name. */
class LayerNames {
  private readonly column: Column | undefined
  private readonly used = new Map<string, number>()
  private readonly fallback: string
  constructor(table: Table, fields: readonly FieldInfo[]) {
    this.fallback = layerName(table.name) || 'LAYER'
    this.column = columnOf(table, fields, 'landClass') ?? columnOf(table, fields, 'town')
    const column = this.column
    if (column?.type === 'text' && column.dictionary.length > MAX_LAYERS) this.column = undefined
  }
  of(row: number): string {
    const value = this.column ? cellAt(this.column, row) : null
    const name = (value === null ? '' : layerName(String(value))) || this.fallback
    if (!this.used.has(name)) this.used.set(name, COLORS[this.used.size % COLORS.length])
    return name
  }
  all(): ReadonlyMap<string, number> {
    return this.used
  }
}

/** Without what AutoCAD does not allow in a name. */
function layerName(text: string): string {
  return text
    .replace(/[<>/\\":;?*|=`,\n\r]/g, '_')
    .trim()
    .slice(0, 200)
}
function columnOf(table: Table, fields: readonly FieldInfo[], role: FieldInfo['role']): Column | undefined {
  const name = fields.find((field) => field.role === role)?.name
  return table.columns.find((column) => column.name === name)
}

function writeRow(out: Output, table: Table, geometry: Geometry, row: number, index: number, layer: string): void {
  const { kind, xy, z, rings, parts, rows } = geometry
  let isFirst = true
  for (let part = rows[row]; part < rows[row + 1]; part++)
    for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
      const [start, end] = [rings[ring], rings[ring + 1]]
      if (kind === 'point') {
        out.entity('POINT', layer).put(100, 'AcDbPoint')
        out
          .number(10, xy[start * 2])
          .number(20, xy[start * 2 + 1])
          .number(30, heightOf(z, start))
      } else {
        const isRing = kind === 'polygon'
        const count = end - start - (isRing ? 1 : 0)
        out
          .entity('LWPOLYLINE', layer)
          .put(100, 'AcDbPolyline')
          .put(90, count)
          .put(70, isRing ? 1 : 0)
        const height = heightOf(z, start)
        if (height !== 0) out.number(38, height)
        for (let v = start; v < start + count; v++) out.number(10, xy[v * 2]).number(20, xy[v * 2 + 1])
      }
      out.put(1001, OWN_APPLICATION).put(1000, `#=${index}`)
      if (ring === parts[part]) out.put(1000, '#part=1')
      if (isFirst) writeAttributes(out, table, row)
      isFirst = false
    }
}

function writeAttributes(out: Output, table: Table, row: number): void {
  for (const column of table.columns) {
    const value = cellAt(column, row)
    if (value === null) continue
    const name = column.name.replace(/[=\n\r]/g, '_').replace(/^#/, '_')
    const text = column.type === 'date' ? new Date(value as number).toISOString().replace('T00:00:00.000Z', '') : String(value)
    const most = Math.max(MOST_LETTER_BYTES, XDATA_BYTES - gbkLength(name))
    // a long value goes on in further strings of the same name
    for (const piece of piecesOf(oneLine(text), most)) out.put(1000, `${name}=${piece}`)
  }
}

/** A text cut where its bytes become too many; an empty one is one piece. */
function piecesOf(text: string, most: number): string[] {
  const pieces = ['']
  let bytes = 0
  for (const letter of text) {
    const more = gbkLength(letter)
    if (bytes + more > most) {
      pieces.push('')
      bytes = 0
    }
    pieces[pieces.length - 1] += letter
    bytes += more
  }
  return pieces
}

/** A value is a line of the file; a control character ends it for other programs, or the file. */
function oneLine(text: string): string {
  return text.replace(/\r?\n|\r/g, ' ').replace(CONTROLS, '')
}

function writeLabel(out: Output, geometry: Geometry, row: number, text: string, layer: string): void {
  const point = labelPoint(geometry, row)
  if (!point) return
  out.entity('TEXT', layer).put(100, 'AcDbText').number(10, point[0]).number(20, point[1]).number(30, 0).number(40, 2.5)
  out.put(1, oneLine(text).slice(0, 250)).put(100, 'AcDbText')
  out.put(1001, OWN_APPLICATION).put(1000, '#label=1')
}

const heightOf = (z: Float64Array | undefined, v: number) => (z && Number.isFinite(z[v]) ? z[v] : 0)

/** What AutoCAD asks for in a file of release 2000 and later. */
function writeHead(out: Output, layers: ReadonlyMap<string, number>): void {
  out.put(0, 'SECTION').put(2, 'HEADER').put(9, '$ACADVER').put(1, 'AC1015').put(9, '$DWGCODEPAGE').put(3, 'ANSI_936')
  out
    .put(9, '$INSUNITS')
    .put(70, 6)
    .put(9, '$HANDSEED')
    .put(5, (out.handle + 0x10000).toString(16).toUpperCase())
    .put(0, 'ENDSEC')
  out.put(0, 'SECTION').put(2, 'TABLES')
  const table = (name: string, handle: string, count: number) =>
    out.put(0, 'TABLE').put(2, name).put(5, handle).put(330, '0').put(100, 'AcDbSymbolTable').put(70, count)
  const record = (type: string, handle: string | null, owner: string, kind: string, name: string) => {
    out
      .put(0, type)
      .put(type === 'DIMSTYLE' ? 105 : 5, handle ?? out.nextHandle())
      .put(330, owner)
    return out.put(100, 'AcDbSymbolTableRecord').put(100, kind).put(2, name).put(70, 0)
  }
  table('VPORT', '8', 0).put(0, 'ENDTAB')
  table('LTYPE', '5', 3)
  for (const name of ['ByBlock', 'ByLayer', 'Continuous'])
    record('LTYPE', null, '5', 'AcDbLinetypeTableRecord', name).put(3, '').put(72, 65).put(73, 0).number(40, 0)
  out.put(0, 'ENDTAB')
  table('LAYER', '2', layers.size + 1)
  for (const [name, color] of new Map([['0', 7], ...layers]))
    record('LAYER', null, '2', 'AcDbLayerTableRecord', name).put(62, color).put(6, 'Continuous')
  out.put(0, 'ENDTAB')
  table('STYLE', '3', 1)
  record('STYLE', null, '3', 'AcDbTextStyleTableRecord', 'Standard').number(40, 0).number(41, 1).number(50, 0).put(71, 0)
  out.number(42, 2.5).put(3, 'simsun.ttc').put(4, '').put(0, 'ENDTAB')
  table('VIEW', '6', 0).put(0, 'ENDTAB')
  table('UCS', '7', 0).put(0, 'ENDTAB')
  table('APPID', '9', 2)
  for (const name of ['ACAD', OWN_APPLICATION]) record('APPID', null, '9', 'AcDbRegAppTableRecord', name)
  out.put(0, 'ENDTAB')
  table('DIMSTYLE', 'A', 0).put(100, 'AcDbDimStyleTable').put(0, 'ENDTAB')
  table('BLOCK_RECORD', '1', 2)
  for (const [name, handle] of BLOCKS)
    out
      .put(0, 'BLOCK_RECORD')
      .put(5, handle)
      .put(330, '1')
      .put(100, 'AcDbSymbolTableRecord')
      .put(100, 'AcDbBlockTableRecord')
      .put(2, name)
  out.put(0, 'ENDTAB').put(0, 'ENDSEC').put(0, 'SECTION').put(2, 'BLOCKS')
  for (const [name, handle] of BLOCKS) {
    out.put(0, 'BLOCK').put(5, out.nextHandle()).put(330, handle).put(100, 'AcDbEntity').put(8, '0').put(100, 'AcDbBlockBegin')
    out.put(2, name).put(70, 0).number(10, 0).number(20, 0).number(30, 0).put(3, name).put(1, '')
    out.put(0, 'ENDBLK').put(5, out.nextHandle()).put(330, handle).put(100, 'AcDbEntity').put(8, '0').put(100, 'AcDbBlockEnd')
  }
  out.put(0, 'ENDSEC').put(0, 'SECTION').put(2, 'ENTITIES')
}
const MODEL_SPACE = '1F'
const BLOCKS = [
  ['*Model_Space', MODEL_SPACE],
  ['*Paper_Space', '1E'],
] as const
const FIRST_HANDLE = 0x100

class Output {
  private readonly chunks: Uint8Array[] = []
  private lines: string[] = []
  handle: number
  constructor(handle = FIRST_HANDLE) {
    this.handle = handle
  }
  nextHandle(): string {
    return (this.handle++).toString(16).toUpperCase()
  }
  put(code: number, value: string | number): this {
    this.lines.push(`${code}\r\n${value}\r\n`)
    if (this.lines.length > 10_000) this.flush()
    return this
  }
  /** shortest text that reads back as the same number, never with an exponent */
  number(code: number, value: number): this {
    const text = String(value)
    return this.put(code, text.includes('e') ? value.toFixed(12) : text.includes('.') ? text : `${text}.0`)
  }
  entity(type: string, layer: string): this {
    return this.put(0, type).put(5, this.nextHandle()).put(330, MODEL_SPACE).put(100, 'AcDbEntity').put(8, layer)
  }
  private flush(): void {
    this.chunks.push(encodeDxfText(this.lines.join('')))
    this.lines = []
  }
  finish(): Uint8Array {
    this.flush()
    return joinBytes(this.chunks)
  }
}
