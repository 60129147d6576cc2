import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { toUtf8 } from './text-encoding.ts'
import { type AnyValue, ValueColumn } from './value-column.ts'

/** A JavaScript string holds no more, and the tree of values takes several times as much. */
const MAX_BYTES = 256 << 20
const MAX_DEPTH = 32
const MAX_LAYERS = 500
const MAX_COLUMNS = 2000
const ROWS_BETWEEN_BREATHS = 256
const QUOTE = 0x22
const BACKSLASH = 0x5c
const MINUS = 0x2d
/** whole numbers from this many digits on may be beyond 2^53 */
const LONG_DIGITS = 16

type Json = null | boolean | number | string | Json[] | { readonly [key: string]: Json }
type JsonObject = { readonly [key: string]: Json }

/** Arc numbers or positions that are none: the row stays, without geometry. */
class BadGeometry extends Error {}

/** TopoJSON 1.0 (github.com/topojson/topojson-specification): each object of the topology is a layer. */
export async function decodeTopojson(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [file] = files
  if (file.bytes.length > MAX_BYTES)
    throw new AppError('format.tooLarge', { file: file.name, bytes: file.bytes.length, limit: MAX_BYTES })
  const text = toUtf8(file.bytes, file.name, options.encoding)
  const topology = parse(text.bytes, file.name)
  const damaged = (what: string) => new AppError('topojson.damaged', { file: file.name, what })
  if (!isObject(topology) || topology.type !== 'Topology' || !isObject(topology.objects) || !Array.isArray(topology.arcs))
    throw damaged('type, objects, arcs')
  const topo = new Topology(topology)
  const layers: DecodedLayer[] = []
  const objects = Object.entries(topology.objects)
  if (objects.length > MAX_LAYERS)
    throw new AppError('topojson.tooMany', { file: file.name, count: objects.length, limit: MAX_LAYERS })
  for (const [name, object] of objects) {
    if (!isObject(object)) throw damaged(name.slice(0, 80))
    const notes: Note[] = []
    const taker = noteTaker(notes)
    const layer = new Layer(topo)
    const members = object.type === 'GeometryCollection' && Array.isArray(object.geometries) ? object.geometries : [object]
    for (const [row, member] of members.entries()) {
      layer.row(member, row)
      if (row % ROWS_BETWEEN_BREATHS === 0) {
        task.progress((layers.length + row / members.length) / objects.length, 'stage.read')
        await task.breathe()
      }
    }
    if (layer.columns.size > MAX_COLUMNS)
      throw new AppError('format.tooManyFields', { file: file.name, count: layer.columns.size, limit: MAX_COLUMNS })
    if (layer.bad > 0) taker.note('geometry.damaged', { count: layer.bad, row: layer.firstBad + 1 }, 'warning')
    layers.push(
      ...(await finishLayers(
        {
          file,
          name,
          format: 'topojson',
          columns: [...layer.columns.values()].map((column) => column.finish(members.length, taker)),
          builder: layer.builder,
          declared: null,
          // as GeoJSON, to which the specification refers
          fallback: { crs: 'EPSG:4326', evidence: 'specification' },
          skipped: 0,
          encoding: text.encoding,
          encodingEvidence: text.evidence,
          notes,
          reportsTurned: false,
        },
        options,
        task,
      )),
    )
  }
  if (layers.length === 0) throw damaged('objects')
  return layers
}

function parse(bytes: Uint8Array, file: string): Json {
  try {
    return JSON.parse(new TextDecoder().decode(quoteLongNumbers(bytes))) as Json
  } catch (error) {
    throw new AppError('topojson.damaged', { file, what: (error instanceof Error ? error.message : String(error)).slice(0, 120) })
  }
}

/** Whole numbers of 16 digits and more as strings, since JSON.parse would round them. */
function quoteLongNumbers(bytes: Uint8Array): Uint8Array {
  const found: number[] = []
  let isInside = false
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]
    if (isInside) {
      if (byte === BACKSLASH) at++
      else if (byte === QUOTE) isInside = false
      continue
    }
    if (byte === QUOTE) isInside = true
    else if (isDigit(byte)) {
      const start = at > 0 && bytes[at - 1] === MINUS ? at - 1 : at
      const digits = at
      while (isDigit(bytes[at])) at++
      // a fraction or a power of ten is no id
      const isWhole = !/[.eE]/.test(String.fromCharCode(bytes[at] ?? 0))
      if (isWhole && at - digits >= LONG_DIGITS) found.push(start, at)
      while (/[\d.eE+-]/.test(String.fromCharCode(bytes[at] ?? 0))) at++
      at--
    }
  }
  if (found.length === 0) return bytes
  const out = new Uint8Array(bytes.length + found.length)
  let from = 0
  for (const [i, at] of found.entries()) {
    out.set(bytes.subarray(from, at), from + i)
    out[at + i] = QUOTE
    from = at
  }
  out.set(bytes.subarray(from), from + found.length)
  return out
}
const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39

/** Arcs with absolute positions, each decoded when it is first used. */
class Topology {
  private readonly arcs: readonly Json[]
  private readonly decoded = new Map<number, Float64Array>()
  private readonly scale: readonly number[]
  private readonly offset: readonly number[]
  private readonly isQuantized: boolean
  constructor(topology: JsonObject) {
    this.arcs = topology.arcs as Json[]
    const transform = isObject(topology.transform) ? topology.transform : null
    this.isQuantized = transform !== null
    this.scale = pairOf(transform?.scale, 1)
    this.offset = pairOf(transform?.translate, 0)
  }

  position(value: Json): [number, number] {
    const [x, y] = numbers(value)
    return [x * this.scale[0] + this.offset[0], y * this.scale[1] + this.offset[1]]
  }
  /** xy of an arc; ~i is arc i backwards, which the caller turns */
  arc(index: number): Float64Array {
    let xy = this.decoded.get(index)
    if (!xy) {
      xy = this.decode(this.arcs[index])
      this.decoded.set(index, xy)
    }
    return xy
  }
  private decode(arc: Json | undefined): Float64Array {
    if (!Array.isArray(arc)) throw new BadGeometry()
    const xy = new Float64Array(arc.length * 2)
    let [x, y] = [0, 0]
    for (const [i, position] of arc.entries()) {
      const [dx, dy] = numbers(position)
      x = this.isQuantized ? x + dx : dx
      y = this.isQuantized ? y + dy : dy
      xy[i * 2] = x * this.scale[0] + this.offset[0]
      xy[i * 2 + 1] = y * this.scale[1] + this.offset[1]
    }
    return xy
  }
}

class Layer {
  readonly builder = new GeometryBuilder()
  readonly columns = new Map<string, ValueColumn>()
  bad = 0
  firstBad = 0
  private readonly topology: Topology
  constructor(topology: Topology) {
    this.topology = topology
  }

  row(member: Json, row: number): void {
    try {
      this.geometry(member, 0)
    } catch (error) {
      if (!(error instanceof BadGeometry)) throw error
      this.builder.forgetRow()
      if (this.bad++ === 0) this.firstBad = row
    }
    this.builder.endRow()
    if (!isObject(member)) return
    const hasOwnId = isObject(member.properties) && Object.hasOwn(member.properties, 'id')
    if (member.id !== undefined) this.set(hasOwnId ? 'feature_id' : 'id', row, member.id)
    if (!isObject(member.properties)) return
    for (const [name, value] of Object.entries(member.properties)) this.set(name, row, value)
  }
  private set(name: string, row: number, value: Json): void {
    let column = this.columns.get(name)
    if (!column) {
      if (this.columns.size > MAX_COLUMNS) return
      column = new ValueColumn(name)
      this.columns.set(name, column)
    }
    column.set(row, typeof value === 'object' && value !== null ? JSON.stringify(value) : (value as AnyValue))
  }

  private geometry(value: Json, depth: number): void {
    if (!isObject(value) || depth > MAX_DEPTH) throw new BadGeometry()
    const { builder } = this
    const { type, arcs, coordinates } = value
    const each = (list: Json | undefined, read: (one: Json) => void) => {
      if (!Array.isArray(list)) throw new BadGeometry()
      list.forEach(read)
    }
    const point = (position: Json) => {
      builder.vertex(...this.topology.position(position))
      builder.endRing()
      builder.endPart()
    }
    const line = (list: Json) => {
      this.chain(list)
      builder.endRing()
      builder.endPart()
    }
    const polygon = (rings: Json) => {
      each(rings, (ring) => {
        this.chain(ring)
        builder.endRing()
      })
      builder.endPart()
    }
    switch (type) {
      case null:
      case undefined:
        return
      case 'Point':
      case 'MultiPoint':
        builder.begin('point')
        if (type === 'Point') point(coordinates)
        else each(coordinates, point)
        return
      case 'LineString':
      case 'MultiLineString':
        builder.begin('line')
        if (type === 'LineString') line(arcs)
        else each(arcs, line)
        return
      case 'Polygon':
      case 'MultiPolygon':
        builder.begin('polygon')
        if (type === 'Polygon') polygon(arcs)
        else each(arcs, polygon)
        return
      case 'GeometryCollection':
        each(value.geometries, (one) => this.geometry(one, depth + 1))
        return
      default:
        throw new BadGeometry()
    }
  }

  /** Arcs one after the other; each begins where the one before ended, and that vertex is written once. */
  private chain(list: Json): void {
    if (!Array.isArray(list)) throw new BadGeometry()
    for (const [i, index] of list.entries()) {
      if (!Number.isInteger(index)) throw new BadGeometry()
      const isBackwards = (index as number) < 0
      const xy = this.topology.arc(isBackwards ? ~(index as number) : (index as number))
      const count = xy.length / 2
      for (let k = i > 0 ? 1 : 0; k < count; k++) {
        const v = isBackwards ? count - 1 - k : k
        this.builder.vertex(xy[v * 2], xy[v * 2 + 1])
      }
    }
  }
}

function numbers(position: Json | undefined): [number, number] {
  if (!Array.isArray(position)) throw new BadGeometry()
  const [x, y] = position
  if (typeof x !== 'number' || typeof y !== 'number') throw new BadGeometry()
  return [x, y]
}
function pairOf(value: Json | undefined, otherwise: number): readonly number[] {
  return Array.isArray(value) && typeof value[0] === 'number' && typeof value[1] === 'number'
    ? [value[0], value[1]]
    : [otherwise, otherwise]
}
function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
