import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { digesting } from './file-source.ts'
import { baseName, noteTaker } from './finish-layers.ts'
import { finishXml, LON_LAT } from './finish-xml.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { PooledTexts } from './pooled-texts.ts'
import type { SheetColumn } from './sheet-columns.ts'
import { readXml, type XmlHandlers } from './xml-reader.ts'
import { noteContradicted, openXml } from './xml-text.ts'

/** Texts of a waypoint, route or track that become columns. */
export const GPX_TEXTS = ['name', 'cmt', 'desc', 'src', 'sym', 'type', 'number', 'time', 'ele', 'hdop', 'sat', 'fix'] as const

/** GPX 1.0 and 1.1: waypoints as points, routes and tracks as lines; a layer for each kind. */
export async function decodeGpx(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const text = await openXml(file, options.encoding, task)
  noteContradicted(text, taker)
  const reader = new GpxReader()
  await readXml(text, file.name, reader, task, 0.05, 0.9)
  if (reader.length === 0) throw new AppError('format.empty', { file: file.name })
  if (reader.bad > 0) taker.note('gpx.badPoints', { count: reader.bad }, 'warning')
  const told = { file, name: baseName(file.name), format: 'gpx', declared: LON_LAT, fallback: LON_LAT, notes }
  return finishXml(reader, text, told, options, task)
}

class GpxReader implements XmlHandlers {
  readonly builder = new GeometryBuilder()
  length = 0
  bad = 0
  private readonly path: string[] = []
  private readonly values = new Map<string, PooledTexts>()
  private buffer = ''
  private point: { readonly x: number; readonly y: number; z: number } | null = null
  private vertices: number[] = []

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    this.path.push(name)
    this.buffer = ''
    if (name === 'wpt' || name === 'rtept' || name === 'trkpt') {
      const [x, y] = [Number(attributes.lon ?? Number.NaN), Number(attributes.lat ?? Number.NaN)]
      this.point = { x, y, z: Number.NaN }
    }
    if (name === 'rte' || name === 'trkseg') this.vertices = []
  }
  text(part: string): void {
    this.buffer += part
  }
  close(name: string): void {
    const text = this.buffer.trim()
    const parent = this.path.at(-2) ?? ''
    this.path.pop()
    this.buffer = ''
    if (name === 'ele' && this.point && text !== '') this.point.z = Number(text)
    const isOfRow = parent === 'wpt' || parent === 'rte' || parent === 'trk'
    if (isOfRow && (GPX_TEXTS as readonly string[]).includes(name) && text !== '') this.set(name, text)
    if (name === 'wpt') this.endWaypoint()
    else if (name === 'rtept' || name === 'trkpt') this.endVertex()
    else if (name === 'trkseg') this.endLine()
    else if (name === 'rte') {
      this.endLine()
      this.endRow('route')
    } else if (name === 'trk') this.endRow('track')
  }

  columns(): SheetColumn[] {
    return Array.from(this.values, ([name, texts]) => ({
      name,
      texts: texts.finish(this.length),
    }))
  }

  private endWaypoint(): void {
    const { point } = this
    this.point = null
    if (point && Number.isFinite(point.x) && Number.isFinite(point.y)) {
      this.builder.begin('point')
      this.builder.vertex(point.x, point.y, point.z)
      this.builder.endRing()
      this.builder.endPart()
    } else this.bad++
    this.endRow('waypoint')
  }
  private endVertex(): void {
    const { point } = this
    this.point = null
    if (point && Number.isFinite(point.x) && Number.isFinite(point.y)) this.vertices.push(point.x, point.y, point.z)
    else this.bad++
  }
  private endLine(): void {
    const { vertices } = this
    // here and not at the track's head: a damaged file has segments outside of tracks
    this.builder.begin('line')
    for (let i = 0; i < vertices.length; i += 3) this.builder.vertex(vertices[i], vertices[i + 1], vertices[i + 2])
    this.builder.endRing()
    this.builder.endPart()
    this.vertices = []
  }
  private endRow(kind: string): void {
    this.set('gpx', kind)
    this.builder.endRow()
    this.length++
  }
  private set(name: string, text: string): void {
    const column = this.values.get(name) ?? new PooledTexts()
    this.values.set(name, column)
    column.set(this.length, text)
  }
}
