import { AppError } from '../core/errors.ts'
import { nestRings } from '../core/ring-nesting.ts'
import type { Task } from '../core/task.ts'
import type { FileWindow } from './file-source.ts'
import type { GeometryBuilder } from './geometry-builder.ts'

const HEADER_BYTES = 100
const RECORD_HEADER_BYTES = 8
const FILE_CODE = 9994
const MULTIPATCH = 31
/** what is smaller says that there is none */
const LEAST_MEASURE = -1e38

/** What was met in the .shp besides the geometry. */
export interface ShapeReport {
  count: number
  /** holes that lie in no shell: read as shells */
  looseHoles: number
  /** records behind the length that the header states: a program that was stopped leaves it as it was at first */
  beyond: number
  /** bytes behind the last record */
  trailing: number
}

/**
 * Records of a .shp (ESRI Shapefile Technical Description, July 1998) in file order; one row each, also for null shapes.
 * @param isDeleted rows that the .dbf marks as deleted are left out
 * @throws AppError format.truncated, format.damaged, shp.multipatch
 */
export async function readShapes(
  window: FileWindow,
  file: string,
  builder: GeometryBuilder,
  isDeleted: (record: number) => boolean,
  task: Task,
): Promise<ShapeReport> {
  const { size: fileBytes } = window
  if (fileBytes < HEADER_BYTES) throw new AppError('format.truncated', { file, at: fileBytes, expected: HEADER_BYTES })
  if (!window.has(0, HEADER_BYTES)) await window.bring(0, HEADER_BYTES)
  const { view } = window
  if (view.getInt32(0) !== FILE_CODE) throw new AppError('format.headDamaged', { file, at: 0 })
  const stated = view.getInt32(24) * 2
  const fileType = view.getInt32(32, true)
  if (fileType === MULTIPATCH) throw new AppError('shp.multipatch', { file })
  if (!(fileType % 10 in POINTS_IN || fileType === 0) || fileType > 28 || fileType < 0)
    throw new AppError('format.headDamaged', { file, at: 32 })
  if (stated > fileBytes) throw new AppError('format.truncated', { file, at: fileBytes, expected: stated })
  const end = stated >= HEADER_BYTES ? stated : fileBytes
  const report: ShapeReport = { count: 0, looseHoles: 0, beyond: 0, trailing: 0 }
  const reader = new ShapeReader(window, file, builder, report)
  let at = HEADER_BYTES
  while (at + RECORD_HEADER_BYTES <= fileBytes) {
    const row = report.count + 1
    if (!window.has(at, at + RECORD_HEADER_BYTES)) await window.bring(at, at + RECORD_HEADER_BYTES)
    const size = window.view.getInt32(at - window.start + 4) * 2
    const next = at + RECORD_HEADER_BYTES + size
    if (at + RECORD_HEADER_BYTES > end) {
      const isRecord = window.view.getInt32(at - window.start) === row && size >= 4 && next <= fileBytes
      if (!isRecord) break
      report.beyond++
    }
    if (size < 4) throw new AppError('format.damaged', { file, at: at + 4, row })
    // longer than the whole file: its length is wrong, not its end missing
    if (size > fileBytes) throw new AppError('format.damaged', { file, at: at + 4, row })
    if (next > fileBytes) throw new AppError('format.truncated', { file, at: fileBytes, row, expected: next })
    if (!isDeleted(report.count)) {
      if (!window.has(at, next)) await window.bring(at, next)
      reader.read(at + RECORD_HEADER_BYTES - window.start, next - window.start, row)
      builder.endRow()
    }
    report.count++
    at = next
    if ((report.count & 511) === 0) {
      task.progress((0.6 * at) / fileBytes, 'stage.read')
      await task.breathe()
    }
  }
  report.trailing = fileBytes - at
  return report
}

/** by type modulo 10 */
const POINTS_IN: Readonly<Record<number, true>> = { 1: true, 3: true, 5: true, 8: true }

class ShapeReader {
  private view: DataView
  private readonly window: FileWindow
  private readonly file: string
  private readonly builder: GeometryBuilder
  private readonly report: ShapeReport
  constructor(window: FileWindow, file: string, builder: GeometryBuilder, report: ShapeReport) {
    this.window = window
    this.view = window.view
    this.file = file
    this.builder = builder
    this.report = report
  }

  /** content from `at` (the shape type) to `end` of the bytes at hand */
  read(at: number, end: number, row: number): void {
    this.view = this.window.view
    const { view, builder } = this
    const type = view.getInt32(at, true)
    if (type === 0) return
    const kind = type % 10
    const hasZ = type > 10 && type < 20
    if (type === MULTIPATCH) throw new AppError('shp.multipatch', { file: this.file })
    if (!POINTS_IN[kind] || type > 28 || type < 0) throw this.damaged(at, row)
    if (kind === 1) {
      if (at + 20 + (hasZ ? 8 : 0) > end) throw this.damaged(at, row)
      builder.begin('point')
      const measureAt = at + (hasZ ? 28 : 20)
      this.point(at + 4, hasZ ? at + 20 : 0, type > 10 && measureAt + 8 <= end ? measureAt : 0)
      return
    }
    const hasParts = kind !== 8
    const head = at + 36
    if (head + (hasParts ? 8 : 4) > end) throw this.damaged(at, row)
    const parts = hasParts ? view.getInt32(head, true) : 0
    const points = view.getInt32(head + (hasParts ? 4 : 0), true)
    const partsAt = head + (hasParts ? 8 : 4)
    const xyAt = partsAt + parts * 4
    const zAt = hasZ ? xyAt + points * 16 + 16 : 0
    // the counts are believed only as far as the record reaches
    if (parts < 0 || points < 0 || xyAt + points * 16 > end || (hasZ && zAt + points * 8 > end)) throw this.damaged(at, row)
    // behind a range of two numbers; with heights they may be missing
    const measuresAt = (hasZ ? zAt + points * 8 : xyAt + points * 16) + 16
    const mAt = type > 10 && measuresAt + points * 8 <= end ? measuresAt : 0
    if (!hasParts) {
      builder.begin('point')
      for (let i = 0; i < points; i++) this.point(xyAt + i * 16, zAt ? zAt + i * 8 : 0, mAt ? mAt + i * 8 : 0)
      return
    }
    const starts: number[] = []
    for (let i = 0; i < parts; i++) {
      const start = view.getInt32(partsAt + i * 4, true)
      if (start < (starts[i - 1] ?? 0) || start > points) throw this.damaged(at, row)
      starts.push(start)
    }
    starts.push(points)
    const shape: Shape = { starts, xyAt, zAt, mAt }
    if (kind === 3) {
      builder.begin('line')
      for (let i = 0; i < parts; i++) {
        this.ring(shape, i)
        builder.endPart()
      }
    } else this.polygon(shape)
  }

  private damaged(at: number, row: number): AppError {
    return new AppError('format.damaged', { file: this.file, at: this.window.start + at, row })
  }

  /** @param at 0: there is none */
  private measure(at: number): number {
    const m = at ? this.view.getFloat64(at, true) : Number.NaN
    return m > LEAST_MEASURE ? m : Number.NaN
  }
  private point(xyAt: number, zAt: number, mAt: number): void {
    const { view, builder } = this
    const z = zAt ? view.getFloat64(zAt, true) : Number.NaN
    builder.vertex(view.getFloat64(xyAt, true), view.getFloat64(xyAt + 8, true), z, this.measure(mAt))
    builder.endRing()
    builder.endPart()
  }
  private ring({ starts, xyAt, zAt, mAt }: Shape, ring: number): void {
    const { view, builder } = this
    const end = starts[ring + 1]
    for (let i = starts[ring], at = xyAt + i * 16; i < end; i++, at += 16)
      builder.vertex(
        view.getFloat64(at, true),
        view.getFloat64(at + 8, true),
        zAt ? view.getFloat64(zAt + i * 8, true) : Number.NaN,
        mAt ? this.measure(mAt + i * 8) : Number.NaN,
      )
    builder.endRing()
  }

  /** Outer rings run clockwise, holes counter-clockwise and belong to the smallest outer ring around them. */
  private polygon(shape: Shape): void {
    const { builder, report, view } = this
    builder.begin('polygon')
    if (shape.starts.length === 2) {
      this.ring(shape, 0)
      builder.endPart()
      return
    }
    const { polygons, looseHoles } = nestRings(
      {
        starts: shape.starts,
        x: (i) => view.getFloat64(shape.xyAt + i * 16, true),
        y: (i) => view.getFloat64(shape.xyAt + i * 16 + 8, true),
      },
      'clockwise-shells',
    )
    report.looseHoles += looseHoles
    for (const rings of polygons) {
      for (const ring of rings) this.ring(shape, ring)
      builder.endPart()
    }
  }
}

interface Shape {
  /** first vertex of each ring, and the number of vertices */
  readonly starts: readonly number[]
  readonly xyAt: number
  /** 0: there are none */
  readonly zAt: number
  readonly mAt: number
}
