import { basename, extname } from 'node:path'
import { sumOf } from '../core/adjust.ts'
import { requireCrs } from '../core/crs.ts'
import type { Note } from '../core/errors.ts'
import { inZone } from '../core/in-zone.ts'
import { makeSound } from '../core/repair.ts'
import { reproject } from '../core/reproject.ts'
import type { Table } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { plainNumber } from '../core/units.ts'
import type { EncodeInput, Format } from '../formats/format.ts'
import { formats, usualEncoding } from '../formats/registry.ts'
import { usage } from './cli-error.ts'
import type { CommandLine } from './command-line.ts'
import { chooseLayer, layerInput, readFiles, splitLayerPath } from './read-layers.ts'
import { checkExtension, refuseInputs, save } from './write-result.ts'

export interface ConvertAnswer {
  readonly in: string
  readonly out: string
  readonly format: string
  readonly count: number
  readonly crs: string
  readonly bytes: number
  readonly notes: readonly Note[]
}

/** One layer from any readable format into a writable one; --to-crs moves the vertices, and the file says in which CRS they are. */
export async function convert(line: CommandLine, task: Task, notes: Note[]): Promise<ConvertAnswer> {
  const [from, to, ...rest] = line.words
  if (from === undefined || to === undefined) throw usage('cli.convertWords')
  if (rest.length > 0) throw usage('cli.tooMany', { word: rest[0] })
  const writable = formats.filter((format) => format.encode)
  checkExtension(
    to,
    writable.flatMap((each) => writtenAs(each).map((extension) => `.${extension}`)),
  )
  const format = writable.find((each) => writtenAs(each).includes(extname(to).slice(1).toLowerCase()))
  if (!format?.encode) throw usage('cli.extension', { file: to, allowed: '' })
  refuseInputs([to], [from])
  if (line.toCrs) requireCrs(line.toCrs)
  const { path, layer } = splitLayerPath(from)
  const options = { crs: line.crs.get(''), encoding: line.encoding.get('') }
  const [answer] = await readFiles([{ path, options }], stretchOf(task, 0, 0.5), 1)
  const decoded = chooseLayer(answer, path, { layer, geometry: null })
  const input = await layerInput(decoded, path)
  const sound = line.doesRepair ? await repaired(decoded.table, notes, task) : decoded.table
  const moved = line.toCrs ? reproject(sound, line.toCrs, task) : sound
  // so that the answer names the zone that is written
  const table = format.writes?.crs === 'gaussKruger' ? (inZone(moved, task) ?? moved) : moved
  const request: EncodeInput = {
    table: { ...table, name: table.name || basename(to, extname(to)) },
    rows: null,
    fields: input.fields,
    metadata: { source: input.source },
    encoding: usualEncoding(format.writes, decoded.receipt.encoding),
    ...(line.toCrs ? { keepsCrs: true } : {}),
    ...(decoded.receipt.header ? { header: decoded.receipt.header } : {}),
  }
  const losses = (await format.losses?.(request)) ?? []
  const file = await format.encode(request, stretchOf(task, 0.5, 1))
  const isLngLat = format.writes?.crs === 'lngLat' || (format.id === 'geojson' && !line.toCrs)
  await save(to, file.bytes)
  task.progress(1)
  return {
    in: from,
    out: to,
    format: format.id,
    count: table.length,
    crs: isLngLat ? 'OGC:CRS84' : table.crs,
    bytes: file.bytes.length,
    notes: [...decoded.receipt.notes, ...losses, ...notes],
  }
}

/** Extensions that a file of the format may have when it is written. */
function writtenAs({ writes, extensions }: Format): readonly string[] {
  return writes?.extension ? [writes.extension] : extensions
}

/** Valid, oriented polygons in lon/lat, as the analyses use them; a table that is sound already stays in its CRS. */
async function repaired(table: Table, notes: Note[], task: Task): Promise<Table> {
  if (table.geometry?.kind !== 'polygon') return table
  const { geometry, repaired: rows } = await makeSound(table, task)
  if (rows.length === 0 && geometry.rings === table.geometry.rings) return table
  if (rows.length > 0) {
    const changeM2 = sumOf(rows.map(({ areaAfterM2, areaBeforeM2 }) => areaAfterM2 - areaBeforeM2))
    const first = rows.slice(0, 10).map(({ row }) => row + 1)
    const detail = { count: rows.length, rows: first.join(' '), changeM2: Number(plainNumber(changeM2, 2)) }
    notes.push({ code: 'summary.repaired', detail, level: 'warning' })
  }
  return { ...table, crs: 'EPSG:4490', geometry }
}
