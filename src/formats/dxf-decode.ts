import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { chordsAround } from './arc-chords.ts'
import { bulgeChords, clampSweep, DxfEntity, type DxfVertex } from './dxf-entity.ts'
import { DxfPairs } from './dxf-pairs.ts'
import { digesting, sizeOf } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { openText, type TextPieces } from './text-encoding.ts'
import { ValueColumn } from './value-column.ts'

const BETWEEN_BREATHS = 512
const CODE_PAGES: Readonly<Record<string, string>> = { ANSI_950: 'big5', ANSI_932: 'shift_jis', ANSI_949: 'euc-kr' }
const MESH_FLAGS = 16 | 64
const CLOSED = 1
const MAX_OWN_COLUMNS = 500

/**
 * ASCII DXF of any release: what is closed becomes a polygon, lines and arcs lines, points, texts and block references points. Each
 * keeps layer, colour, text, handle and extended data (CASS keeps parcel codes there) as attributes. DXF names no CRS.
 */
export async function decodeDxf(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  if (file.bytes[0] === 0x41 && file.bytes[8] === 0x42) throw new AppError('dxf.binary', { file: file.name })
  const { text, isDeclared } = await openDrawing(file, options.encoding, task)
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const drawing = new Drawing()
  const pairs = new DxfPairs()
  const size = sizeOf(file)
  let section = ''
  let entity: DxfEntity | null = null
  let count = 0
  for (;;) {
    const found = pairs.next()
    if (found === 'end') break
    if (found === 'more') {
      pairs.feed(await text.next())
      continue
    }
    if (pairs.code !== 0) {
      if (section === '?' && pairs.code === 2) section = pairs.text()
      else entity?.take(pairs)
      continue
    }
    if (entity) drawing.add(entity)
    entity = null
    if (pairs.is('SECTION')) section = '?'
    else if (pairs.is('ENDSEC')) section = ''
    else if (pairs.is('EOF')) break
    else if (section === 'ENTITIES') entity = new DxfEntity(pairs.text())
    if (++count % BETWEEN_BREATHS === 0) {
      task.progress(Math.min(1, pairs.place / size), 'stage.read')
      await task.breathe()
    }
  }
  if (entity) drawing.add(entity)
  drawing.flush()
  if (pairs.isBroken) {
    if (drawing.rows === 0) throw new AppError('dxf.damaged', { file: file.name, line: pairs.line })
    taker.note('dxf.cutOff', { line: pairs.line }, 'warning')
  }
  if (drawing.unknown.size > 0)
    taker.note('dxf.unknown', { count: drawing.unknownCount, types: [...drawing.unknown].slice(0, 12).join(', ') }, 'warning')
  if (drawing.paper > 0) taker.note('dxf.paperSpace', { count: drawing.paper })
  if (drawing.blocks > 0) taker.note('dxf.blocks', { count: drawing.blocks })
  if (drawing.curves > 0) taker.note('geometry.curves', { count: drawing.curves })
  return finishLayers(
    {
      file,
      name: baseName(file.name),
      format: 'dxf',
      columns: drawing.columns().map((column) => column.finish(drawing.rows, taker)),
      builder: drawing.builder,
      declared: null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' },
      skipped: drawing.unknownCount,
      encoding: text.encoding,
      encodingEvidence: isDeclared ? 'header' : text.evidence,
      notes,
      reportsTurned: false,
    },
    options,
    task,
  )
}

/** The text by what it declares, unless its bytes are UTF-8 all the same, or the user knows better. */
async function openDrawing(
  file: InputFile,
  wanted: string | undefined,
  task: Task,
): Promise<{ readonly text: TextPieces; readonly isDeclared: boolean }> {
  const text = await openText(file, wanted, task)
  const declared = text.evidence === 'gb18030' ? declaredEncoding(file.bytes) : null
  return declared ? { text: await openText(file, declared, task), isDeclared: true } : { text, isDeclared: false }
}

/** Files before AC1021 are in a code page. Chinese ones often name a Western one and are GBK all the same: those are judged by their bytes. */
function declaredEncoding(bytes: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1 << 16))
  const page = /\$DWGCODEPAGE\s+3\s+(\w+)/.exec(head)?.[1].toUpperCase() ?? ''
  return CODE_PAGES[page] ?? (/^ANSI_125[013-8]$/.test(page) ? `windows-${page.slice(5)}` : null)
}

/** Collects entities as rows; rings of one row, as our own writer marks them, come together again. */
class Drawing {
  readonly builder = new GeometryBuilder()
  rows = 0
  curves = 0
  paper = 0
  blocks = 0
  unknownCount = 0
  readonly unknown = new Set<string>()
  private readonly known = {
    Layer: new ValueColumn('Layer', 'text'),
    Entity: new ValueColumn('Entity', 'text'),
    Color: new ValueColumn('Color'),
    Linetype: new ValueColumn('Linetype', 'text'),
    Elevation: new ValueColumn('Elevation'),
    Text: new ValueColumn('Text', 'text'),
    Block: new ValueColumn('Block', 'text'),
    Handle: new ValueColumn('Handle', 'text'),
    XData: new ValueColumn('XData', 'text'),
  }
  private readonly used = new Set<string>()
  private readonly own = new Map<string, ValueColumn>()
  /** an old POLYLINE, or a row of ours, whose further parts follow */
  private open: DxfEntity | null = null
  private ownRow: string | null = null

  columns(): ValueColumn[] {
    const names = this.own.size > 0 ? [] : Object.entries(this.known).filter(([name]) => this.used.has(name))
    return [...names.map(([, column]) => column), ...this.own.values()]
  }

  add(entity: DxfEntity): void {
    if (this.open) {
      if (entity.type === 'VERTEX') {
        const [vertex] = entity.vertices
        // spline control points and mesh vertices are no corners
        if (vertex && (entity.flags & (16 | 64 | 128)) === 0) this.open.vertices.push(vertex)
        return
      }
      const polyline = this.open
      this.open = null
      this.finish(polyline)
      if (entity.type === 'SEQEND') return
    }
    if (entity.type === 'POLYLINE' && (entity.flags & MESH_FLAGS) === 0) {
      entity.vertices.length = 0
      this.open = entity
    } else if (entity.type !== 'SEQEND' && entity.type !== 'ATTRIB') this.finish(entity)
  }
  flush(): void {
    if (this.open) this.finish(this.open)
    this.open = null
    this.endOwnRow()
  }

  private finish(entity: DxfEntity): void {
    if (entity.isPaper) {
      this.paper++
      return
    }
    // written beside the rows for whoever looks at the drawing
    if (entity.own?.has('#label')) return
    const row = entity.own?.get('#') ?? null
    if (row === null || row !== this.ownRow) this.endOwnRow()
    const isFurther = row !== null && row === this.ownRow
    if (entity.isMirrored) mirror(entity)
    if (isFurther && entity.own?.get('#part') === '1') this.builder.endPart()
    if (!this.draw(entity, row === null)) {
      if (row === null) this.builder.forgetRow()
      this.unknown.add(entity.type)
      this.unknownCount++
      return
    }
    if (row !== null) {
      if (!isFurther) this.attributes(entity)
      this.ownRow = row
      return
    }
    this.attributes(entity)
    this.builder.endRow()
    this.rows++
  }
  private endOwnRow(): void {
    if (this.ownRow === null) return
    this.builder.endPart()
    this.builder.endRow()
    this.rows++
    this.ownRow = null
  }

  private attributes(entity: DxfEntity): void {
    const { own, rows } = this
    if (entity.own)
      for (const [name, value] of entity.own) {
        if (name.startsWith('#')) continue
        if (!own.has(name) && own.size < MAX_OWN_COLUMNS) own.set(name, new ValueColumn(name, 'text'))
        own.get(name)?.set(rows, value)
      }
    const set = (name: keyof typeof this.known, value: string | number | null) => {
      if (value === null || value === '' || Number.isNaN(value)) return
      this.used.add(name)
      this.known[name].set(rows, value)
    }
    set('Layer', entity.layer)
    set('Entity', entity.type)
    set('Color', entity.color)
    set('Linetype', entity.linetype)
    const height = entity.elevation || (entity.vertices[0]?.z ?? 0)
    if (height !== 0) set('Elevation', height)
    set('Text', plainText(entity))
    set('Block', entity.block)
    set('Handle', entity.handle)
    set('XData', entity.xdata.join(' | '))
  }

  /** @returns false for kinds that are not read */
  private draw(entity: DxfEntity, endsPart: boolean): boolean {
    const { vertices, type } = entity
    const { builder } = this
    switch (type) {
      case 'POINT':
      case 'TEXT':
      case 'MTEXT':
      case 'INSERT':
        if (vertices.length === 0) return false
        if (type === 'INSERT') this.blocks++
        builder.begin('point')
        builder.vertex(vertices[0].x, vertices[0].y, heightOf(vertices[0].z))
        builder.endRing()
        builder.endPart()
        return true
      case 'LINE':
        if (vertices.length === 0) return false
        builder.begin('line')
        builder.vertex(vertices[0].x, vertices[0].y, heightOf(vertices[0].z))
        builder.vertex(entity.second.x, entity.second.y, heightOf(entity.second.z))
        builder.endRing()
        builder.endPart()
        return true
      case 'CIRCLE':
      case 'ARC':
        return this.arc(entity)
      case 'LWPOLYLINE':
      case 'POLYLINE': {
        if (vertices.length === 0) return false
        const last = vertices[vertices.length - 1]
        const returns = vertices.length > 3 && vertices[0].x === last.x && vertices[0].y === last.y
        const isClosed = ((entity.flags & CLOSED) !== 0 && vertices.length > 1) || returns
        builder.begin(isClosed ? 'polygon' : 'line')
        this.corners(vertices, isClosed)
        builder.endRing()
        if (endsPart) builder.endPart()
        return true
      }
      case 'HATCH': {
        if (entity.hasUnknownEdges || entity.paths.length === 0) return false
        builder.begin('polygon')
        for (const [i, path] of entity.paths.entries()) {
          if (i > 0 && path.isOuter) builder.endPart()
          this.corners(path.vertices, true)
          builder.endRing()
        }
        builder.endPart()
        return true
      }
      default:
        return false
    }
  }

  private arc({ vertices: [centre], radius, startAngle, endAngle, type }: DxfEntity): boolean {
    if (!centre || !(radius > 0)) return false
    const { builder } = this
    const isFull = type === 'CIRCLE'
    const from = isFull ? 0 : (startAngle * Math.PI) / 180
    let sweep = isFull ? 2 * Math.PI : ((endAngle - startAngle) * Math.PI) / 180
    if (sweep <= 0) sweep += 2 * Math.PI
    const at = (angle: number): [number, number] => [centre.x + radius * Math.cos(angle), centre.y + radius * Math.sin(angle)]
    const [x0, y0] = at(from)
    this.curves++
    builder.begin(isFull ? 'polygon' : 'line')
    builder.vertex(x0, y0)
    for (const [x, y] of chordsAround(centre.x, centre.y, x0, y0, clampSweep(sweep))) builder.vertex(x, y)
    if (isFull) builder.vertex(x0, y0)
    else builder.vertex(...at(from + sweep))
    builder.endRing()
    builder.endPart()
    return true
  }

  private corners(vertices: readonly DxfVertex[], isClosed: boolean): void {
    const { builder } = this
    for (const [i, vertex] of vertices.entries()) {
      builder.vertex(vertex.x, vertex.y, heightOf(vertex.z))
      const next = vertices[i + 1] ?? (isClosed ? vertices[0] : null)
      if (!next || !vertex.bulge) continue
      this.curves++
      for (const [x, y] of bulgeChords(vertex, next)) builder.vertex(x, y)
    }
    // closed here, so that it does not count as a repair
    const [first] = vertices
    const last = vertices[vertices.length - 1]
    if (isClosed && first && (first.x !== last.x || first.y !== last.y)) builder.vertex(first.x, first.y, heightOf(first.z))
  }
}

const heightOf = (z: number) => (z === 0 ? Number.NaN : z)

function mirror(entity: DxfEntity): void {
  // of these the coordinates are those of the world, whatever the extrusion
  if (['LINE', 'POINT', 'MTEXT'].includes(entity.type)) return
  for (const vertex of [...entity.vertices, ...entity.paths.flatMap((path) => path.vertices)]) {
    vertex.x = -vertex.x
    vertex.bulge = -vertex.bulge
  }
  if (entity.type === 'ARC') [entity.startAngle, entity.endAngle] = [180 - entity.endAngle, 180 - entity.startAngle]
}

/** The words of a text without its formatting codes. */
function plainText({ type, text }: DxfEntity): string {
  if (type !== 'MTEXT') return text.replace(/%%[uoUO]/g, '')
  return text
    .replace(/\\P/g, '\n')
    .replace(/\\[ACcFfHQTWp][^;\\{}]{0,200};/g, '')
    .replace(/\\[LlOoKk]/g, '')
    .replace(/[{}]/g, '')
    .trim()
}
