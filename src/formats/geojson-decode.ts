import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { BadGeometry, GEOMETRY_TYPES, GeojsonShapes } from './geojson-shapes.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { JsonColumn } from './json-column.ts'
import { CLOSE_LIST, CLOSE_OBJECT, COLON, JsonScanner, OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.ts'
import { toUtf8 } from './text-encoding.ts'

const MAX_COLUMNS = 20_000

/** GeoJSON (RFC 7946), also with the `crs` member of 2008, and newline-delimited features. */
export async function decodeGeojson(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [file] = files
  const notes: Note[] = []
  const text = toUtf8(file.bytes, file.name, options.encoding)
  const reader = new Reader(new JsonScanner(text.bytes, file.name), file.name, task, noteTaker(notes))
  if ((await reader.readAll()) === 'topology') {
    const { decodeTopojson } = await import('./topojson-decode.ts')
    return decodeTopojson(files, options, task)
  }
  const columns = reader.finishColumns()
  return finishLayers(
    {
      file,
      name: reader.name || baseName(file.name),
      format: 'geojson',
      columns,
      builder: reader.builder,
      declared: reader.crs,
      fallback: { crs: 'EPSG:4326', evidence: 'specification' },
      skipped: reader.skipped,
      encoding: text.encoding,
      encodingEvidence: text.evidence,
      notes,
    },
    options,
  )
}

class Reader {
  readonly builder = new GeometryBuilder()
  private readonly shapes: GeojsonShapes
  name = ''
  crs: DeclaredCrs | null = null
  skipped = 0
  private rows = 0
  private readonly columns = new Map<string, JsonColumn>()
  /** columns in the order of the last feature: the next one's mostly follow it */
  private order: JsonColumn[] = []
  private readonly ids = new JsonColumn('id', 0, 0)
  private hasIds = false
  private badGeometries = 0
  private firstBad = 0
  private notFeatures = 0
  private documents = 0
  private readonly scanner: JsonScanner
  private readonly file: string
  private readonly task: Task
  private readonly notes: Task
  constructor(scanner: JsonScanner, file: string, task: Task, notes: Task) {
    this.scanner = scanner
    this.shapes = new GeojsonShapes(scanner, this.builder)
    this.file = file
    this.task = task
    this.notes = notes
  }

  /** @returns 'topology' when the file is TopoJSON, which says so at the end when the type stands there */
  async readAll(): Promise<'geojson' | 'topology'> {
    const { scanner } = this
    if (scanner.peek() === -1) throw new AppError('format.empty', { file: this.file })
    while (scanner.peek() !== -1) {
      if ((await this.readDocument()) === 'Topology') return 'topology'
      this.documents++
      if ((this.documents & 255) === 0) await this.pause()
    }
    if (this.documents > 1) this.notes.note('geojson.lines', { count: this.documents })
    if (this.notFeatures > 0) this.notes.note('geojson.notFeatures', { count: this.notFeatures }, 'warning')
    if (this.badGeometries > 0)
      this.notes.note('geojson.badGeometry', { count: this.badGeometries, row: this.firstBad + 1 }, 'warning')
    return 'geojson'
  }

  finishColumns() {
    if (this.columns.size > MAX_COLUMNS)
      throw new AppError('format.tooManyFields', { file: this.file, count: this.columns.size, limit: MAX_COLUMNS })
    const columns = [...this.columns.values()].map((column) => column.finish(this.scanner, this.rows, this.notes))
    if (!this.hasIds) return columns
    const id = this.ids.finish(this.scanner, this.rows, this.notes)
    return [{ ...id, name: this.columns.has('id') ? 'feature_id' : 'id' }, ...columns]
  }

  private pause(): Promise<void> {
    this.task.progress((this.scanner.at / this.scanner.bytes.length) * 0.9, 'stage.read')
    return this.task.breathe()
  }

  /** @returns the document's type */
  private async readDocument(): Promise<string> {
    const { scanner } = this
    const start = scanner.at
    if (scanner.peek() !== OPEN_OBJECT) {
      // told apart from broken JSON: a list or a number is JSON, but no GeoJSON
      scanner.skipValue()
      throw new AppError('geojson.notGeojson', { file: this.file, at: start, type: null })
    }
    scanner.at++
    let type = ''
    let hasFeatures = false
    for (let isFirst = true; scanner.more(CLOSE_OBJECT, isFirst); isFirst = false) {
      const key = scanner.string()
      scanner.expect(COLON)
      const next = scanner.peek()
      if (key === 'type' && next === QUOTE) type = scanner.string()
      else if (key === 'name' && next === QUOTE) this.name ||= scanner.string()
      else if (key === 'crs' && next === OPEN_OBJECT) this.readCrs()
      else if (key === 'features' && next === OPEN_LIST) {
        hasFeatures = true
        await this.readFeatures()
      } else scanner.skipValue()
    }
    const end = scanner.at
    if (type === 'Topology') return type
    if (hasFeatures) {
      if (type !== 'FeatureCollection') this.notes.note('geojson.typeMissing', { type }, 'warning')
    } else if (type === 'Feature') {
      scanner.at = start
      this.readFeature()
    } else if (GEOMETRY_TYPES.has(type)) {
      scanner.at = start
      this.readGeometry()
      this.endRow()
    } else if (type !== 'FeatureCollection') {
      throw new AppError('geojson.notGeojson', { file: this.file, at: start, type: type || null })
    }
    scanner.at = end
    return type
  }

  private async readFeatures(): Promise<void> {
    const { scanner } = this
    scanner.at++
    for (let isFirst = true; scanner.more(CLOSE_LIST, isFirst); isFirst = false) {
      if (scanner.peek() === OPEN_OBJECT) this.readFeature()
      else {
        scanner.skipValue()
        this.notFeatures++
        this.skipped++
      }
      if ((this.rows & 255) === 0) await this.pause()
    }
  }

  private readFeature(): void {
    const { scanner, rows: row } = this
    scanner.at++
    for (let isFirst = true; scanner.more(CLOSE_OBJECT, isFirst); isFirst = false) {
      const key = scanner.string()
      scanner.expect(COLON)
      const next = scanner.peek()
      if (key === 'geometry' && next === OPEN_OBJECT) this.readGeometry()
      else if (key === 'properties' && next === OPEN_OBJECT) this.readProperties()
      else if (key === 'id') {
        this.ids.take(scanner, row)
        this.hasIds = true
      } else scanner.skipValue()
    }
    this.endRow()
  }

  private endRow(): void {
    this.builder.endRow()
    this.rows++
  }

  private readProperties(): void {
    const { scanner } = this
    const { bytes } = scanner
    scanner.at++
    const order: JsonColumn[] = []
    let isSameOrder = true
    for (let isFirst = true; scanner.more(CLOSE_OBJECT, isFirst); isFirst = false) {
      scanner.peek()
      const start = scanner.at + 1
      const end = scanner.skipString()
      let column: JsonColumn | undefined = this.order[order.length]
      if (!column || !sameBytes(bytes, column.nameStart, column.nameEnd, start, end)) {
        isSameOrder = false
        const name = scanner.textOf(start, end)
        column = this.columns.get(name)
        if (!column) {
          column = new JsonColumn(name, start, end)
          this.columns.set(name, column)
          if (this.columns.size > MAX_COLUMNS)
            throw new AppError('format.tooManyFields', { file: this.file, count: this.columns.size, limit: MAX_COLUMNS })
        }
      }
      order.push(column)
      scanner.expect(COLON)
      column.take(scanner, this.rows)
    }
    if (!isSameOrder) this.order = order
  }

  private readCrs(): void {
    const { scanner } = this
    const start = scanner.at
    scanner.skipValue()
    const member = JSON.parse(new TextDecoder().decode(scanner.bytes.subarray(start, scanner.at))) as {
      properties?: { name?: unknown; code?: unknown }
    }
    const name = String(member.properties?.name ?? member.properties?.code ?? '')
    if (/CRS84$/i.test(name)) this.crs = { crs: 'EPSG:4326', evidence: 'crs-member' }
    else {
      const code = /(?:^|EPSG:.*?)(\d{4,6})$/i.exec(name)
      if (code) this.crs = { crs: `EPSG:${code[1]}`, evidence: 'crs-member' }
      else if (name) this.crs = { crs: name, evidence: 'crs-member' }
    }
  }

  /** The scanner stands before a geometry object and afterwards behind it, whatever is wrong inside. */
  private readGeometry(): void {
    const { scanner } = this
    const start = scanner.at
    try {
      this.shapes.read()
    } catch (error) {
      if (!(error instanceof BadGeometry)) throw error
      this.builder.forgetRow()
      if (this.badGeometries++ === 0) this.firstBad = this.rows
      scanner.at = start
      scanner.skipValue()
    }
  }
}

function sameBytes(bytes: Uint8Array, startA: number, endA: number, startB: number, endB: number): boolean {
  if (endA - startA !== endB - startB) return false
  for (let i = endA - startA - 1; i >= 0; i--) if (bytes[startA + i] !== bytes[startB + i]) return false
  return true
}
