import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { DoubledKeys, placesAgain } from './doubled-keys.ts'
import { sizeOf } from './file-source.ts'
import { type InputFile, MOST_SKIPPED, type SkippedLine } from './format.ts'
import { BadGeometry, GEOMETRY_TYPES, GeojsonShapes } from './geojson-shapes.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { JsonColumn } from './json-column.ts'
import { CLOSE_LIST, CLOSE_OBJECT, COLON, JsonScanner, OPEN_LIST, OPEN_OBJECT, QUOTE } from './json-scanner.ts'
import type { TextPieces } from './text-encoding.ts'

/** of null, which properties may be */
const LETTER_N = 0x6e
const MAX_COLUMNS = 20_000
const MOST_SKIPPED_BYTES = 500
/** of the text that a vertex takes; room for fewer is made as it is needed */
const VERTEX_BYTES = 24
/** share of the whole: what is before it is the finding of the encoding */
const READ_FROM = 0.2

/** There are as many rows as were asked for. */
const ENOUGH = Symbol('enough')

/** Rows of GeoJSON, read piece by piece: what may reach beyond the bytes at hand is read again with more of them. */
export class GeojsonReader {
  readonly builder: GeometryBuilder
  private readonly shapes: GeojsonShapes
  name = ''
  crs: DeclaredCrs | null = null
  skipped = 0
  /** the first of what stands between the features and is none */
  readonly skippedLines: SkippedLine[] = []
  rows = 0
  private readonly columns = new Map<string, JsonColumn>()
  /** columns in the order of the last feature: the next one's mostly follow it */
  private order: JsonColumn[] = []
  /** places in it of keys that stand there a second time */
  private again: readonly number[] = []
  private readonly ids = new JsonColumn('id')
  private hasIds = false
  private badGeometries = 0
  /** of the row that is being read, which may be read again */
  private isRowBad = false
  private firstBad = 0
  /** features whose properties are a list, a text or a number; and of the row that is being read */
  private oddProperties = 0
  private isRowOdd = false
  private firstOdd = 0
  private readonly doubled = new DoubledKeys()
  private notFeatures = 0
  private documents = 0
  private readonly scanner: JsonScanner
  private readonly text: TextPieces
  private isAllHere = false
  private readonly file: string
  private readonly fileBytes: number
  private readonly task: Task
  private readonly notes: Task
  private readonly mostRows: number
  constructor(text: TextPieces, file: InputFile, task: Task, notes: Task, mostRows = Number.POSITIVE_INFINITY) {
    this.mostRows = mostRows
    this.scanner = new JsonScanner(file.name)
    this.text = text
    this.builder = new GeometryBuilder(sizeOf(file) / VERTEX_BYTES)
    this.shapes = new GeojsonShapes(this.scanner, this.builder)
    this.file = file.name
    this.fileBytes = sizeOf(file)
    this.task = task
    this.notes = notes
  }

  /** @returns 'topology' when the file is TopoJSON, which says so at the end when the type stands there */
  async readAll(): Promise<'geojson' | 'topology'> {
    if (!(await this.hasMore())) throw new AppError('format.empty', { file: this.file })
    try {
      while (await this.hasMore()) {
        if ((await this.readDocument()) === 'Topology') return 'topology'
        this.documents++
        if ((this.documents & 255) === 0) await this.pause()
      }
    } catch (error) {
      if (error !== ENOUGH) throw error
    }
    if (this.documents > 1) this.notes.note('geojson.lines', { count: this.documents })
    if (this.notFeatures > 0) this.notes.note('geojson.notFeatures', { count: this.notFeatures }, 'warning')
    if (this.badGeometries > 0)
      this.notes.note('geojson.badGeometry', { count: this.badGeometries, row: this.firstBad + 1 }, 'warning')
    if (this.oddProperties > 0)
      this.notes.note('geojson.badProperties', { count: this.oddProperties, row: this.firstOdd + 1 }, 'warning')
    this.doubled.tell(this.notes)
    return 'geojson'
  }

  finishColumns() {
    if (this.columns.size > MAX_COLUMNS)
      throw new AppError('format.tooManyFields', { file: this.file, count: this.columns.size, limit: MAX_COLUMNS })
    const columns = [...this.columns.values()].map((column) => column.finish(this.rows, this.notes))
    if (!this.hasIds) return columns
    const id = this.ids.finish(this.rows, this.notes)
    return [{ ...id, name: this.columns.has('id') ? 'feature_id' : 'id' }, ...columns]
  }

  private pause(): Promise<void> {
    // of a text in another encoding by a little too much or too little
    this.task.progress(READ_FROM + (0.9 - READ_FROM) * Math.min(1, this.scanner.place / this.fileBytes), 'stage.read')
    return this.task.breathe()
  }

  /** Whether there is something to read, be it in what comes. */
  private async hasMore(): Promise<boolean> {
    while (this.scanner.peek() === -1) if (!(await this.bringMore())) return false
    return true
  }
  /** @returns false: that was all */
  private async bringMore(): Promise<boolean> {
    const { scanner } = this
    const pieces: Uint8Array[] = []
    // where one feature is larger than what is at hand, that much again; at least a byte order mark
    const least = Math.max(3, scanner.bytes.length - scanner.at)
    for (let brought = 0; !this.isAllHere && brought < least; ) {
      const piece = await this.text.next()
      if (piece) pieces.push(piece)
      else this.isAllHere = true
      brought += piece?.length ?? 0
    }
    if (pieces.length > 0) scanner.feed(pieces)
    return pieces.length > 0
  }
  /** Reads what may reach beyond the bytes at hand: then once more from its start, with more of them. */
  private async whole<T>(read: () => T): Promise<T> {
    const { scanner } = this
    for (;;) {
      const start = scanner.at
      try {
        return read()
      } catch (error) {
        if (!this.lacksBytes(error)) throw error
        scanner.at = start
        await this.bringMore()
      }
    }
  }
  private lacksBytes(error: unknown): boolean {
    if (this.isAllHere || !this.scanner.isAtEnd || !(error instanceof AppError)) return false
    this.builder.forgetRow()
    this.isRowBad = false
    this.isRowOdd = false
    this.doubled.forgetRow()
    return true
  }

  /** @returns the document's type */
  private async readDocument(): Promise<string> {
    const head = await this.whole(() => this.readWithoutFeatures())
    if (!head.stopsAtFeatures) return head.type
    let { type } = head
    for (;;) {
      await this.readFeatures()
      const rest = await this.whole(() => this.readMembers(false))
      type ||= rest.type
      if (!rest.stopsAtFeatures) break
    }
    if (type === 'Topology') return type
    if (type !== 'FeatureCollection') this.notes.note('geojson.typeMissing', { type }, 'warning')
    return type
  }

  /** A document that is one feature or geometry; or the members before a list of features. */
  private readWithoutFeatures(): { type: string; stopsAtFeatures: boolean } {
    const { scanner } = this
    const start = scanner.at
    const place = scanner.place
    if (scanner.peek() !== OPEN_OBJECT) {
      // told apart from broken JSON: a list or a number is JSON, but no GeoJSON
      scanner.skipValue()
      throw new AppError('geojson.noType', { file: this.file, at: place })
    }
    scanner.at++
    const head = this.readMembers(true)
    if (head.stopsAtFeatures) return head
    const { type } = head
    const end = scanner.at
    if (type === 'Feature') {
      scanner.at = start
      this.readFeature()
    } else if (GEOMETRY_TYPES.has(type)) {
      scanner.at = start
      this.readGeometry()
      this.endRow()
    } else if (type === 'FeatureCollection') {
      throw new AppError('geojson.noFeatures', { file: this.file, at: place })
    } else if (type !== 'Topology') {
      throw new AppError(type ? 'geojson.notGeojson' : 'geojson.noType', { file: this.file, at: place, ...(type && { type }) })
    }
    scanner.at = end
    return head
  }

  /** Members of the document up to a list of features, before which the scanner then stands, or up to its end. */
  private readMembers(isFirstMember: boolean): { type: string; stopsAtFeatures: boolean } {
    const { scanner } = this
    let type = ''
    for (let isFirst = isFirstMember; scanner.more(CLOSE_OBJECT, isFirst); isFirst = false) {
      const key = scanner.string()
      scanner.expect(COLON)
      const next = scanner.peek()
      if (key === 'type' && next === QUOTE) type = scanner.string()
      else if (key === 'name' && next === QUOTE) {
        // read in any case: the member may be met again
        const name = scanner.string()
        this.name ||= name
      } else if (key === 'crs' && (next === OPEN_OBJECT || next === QUOTE)) this.readCrs()
      else if (key === 'geometryType' && next === QUOTE) {
        // what a service of ArcGIS answers where it is not asked for GeoJSON: its shapes are written otherwise
        if (scanner.string().startsWith('esriGeometry')) throw new AppError('geojson.esriJson', { file: this.file })
      } else if (key === 'features' && next === OPEN_LIST) return { type, stopsAtFeatures: true }
      else scanner.skipValue()
    }
    return { type, stopsAtFeatures: false }
  }

  private async readFeatures(): Promise<void> {
    const { scanner } = this
    scanner.at++
    for (let isFirst = true, goesOn = true; goesOn; ) {
      const start = scanner.at
      try {
        goesOn = this.readNext(isFirst)
        isFirst = false
      } catch (error) {
        if (!this.lacksBytes(error)) throw error
        scanner.at = start
        await this.bringMore()
      }
      if ((this.rows & 255) === 0) await this.pause()
    }
  }
  /** @returns false: the list ends here */
  private readNext(isFirst: boolean): boolean {
    const { scanner } = this
    if (!scanner.more(CLOSE_LIST, isFirst)) return false
    if (scanner.peek() === OPEN_OBJECT) this.readFeature()
    else {
      const start = scanner.at
      const line = this.skippedLines.length < MOST_SKIPPED ? scanner.line : 0
      scanner.skipValue()
      if (line > 0) this.skippedLines.push({ line, text: scanner.rawText(start, MOST_SKIPPED_BYTES) })
      this.notFeatures++
      this.skipped++
    }
    return true
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
      } else {
        if (key === 'properties' && next !== LETTER_N) this.isRowOdd = true
        scanner.skipValue()
      }
    }
    this.endRow()
  }

  private endRow(): void {
    this.builder.endRow()
    if (this.isRowBad && this.badGeometries++ === 0) this.firstBad = this.rows
    if (this.isRowOdd && this.oddProperties++ === 0) this.firstOdd = this.rows
    this.isRowBad = false
    this.isRowOdd = false
    this.doubled.endRow(this.rows)
    this.rows++
    if (this.rows >= this.mostRows) throw ENOUGH
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
      if (!column?.isNamed(bytes, start, end)) {
        isSameOrder = false
        const name = scanner.textOf(start, end)
        column = this.columns.get(name)
        if (!column) {
          column = new JsonColumn(name, bytes.subarray(start, end))
          this.columns.set(name, column)
          if (this.columns.size > MAX_COLUMNS)
            throw new AppError('format.tooManyFields', { file: this.file, count: this.columns.size, limit: MAX_COLUMNS })
        }
      }
      order.push(column)
      scanner.expect(COLON)
      column.take(scanner, this.rows)
    }
    if (!isSameOrder) {
      this.order = order
      this.again = placesAgain(order)
    }
    for (const place of this.again) if (place < order.length) this.doubled.add(order[place].name)
  }

  private readCrs(): void {
    const { scanner } = this
    const start = scanner.at
    scanner.skipValue()
    const member = JSON.parse(new TextDecoder().decode(scanner.bytes.subarray(start, scanner.at))) as
      | { properties?: { name?: unknown; code?: unknown } }
      | string
    const name = typeof member === 'string' ? member : String(member.properties?.name ?? member.properties?.code ?? '')
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
      scanner.at = start
      scanner.skipValue()
      this.isRowBad = true
    }
  }
}
