import type { Database } from 'sql.js'
import type { Task } from '../core/task.ts'
import { hilbertOrder } from './flatgeobuf-index.ts'
import { quoted } from './sqlite-file.ts'
import type { SqliteRows } from './sqlite-pages.ts'

/**
 * The spatial index of a GeoPackage (OGC 12-128r17, annex F.3, gpkg_rtree_index). The SQLite that writes the file here has no R*Tree module, so
 * the tables in which that module keeps its tree are written as it would: `_node` holds each node as a blob, `_rowid` the leaf of each row,
 * `_parent` the node above each node (https://www.sqlite.org/rtree.html, section 6). Node 1 is the root.
 */
const MOST_CELLS = 51
const CELL_BYTES = 24
const NODE_BYTES = 4 + MOST_CELLS * CELL_BYTES
const SLICE_NODES = 64

/** What stands in the nodes of one level: node k holds MOST_CELLS of it from k × MOST_CELLS on. */
interface Level {
  /** ids of rows, or numbers of nodes */
  readonly ids: Uint32Array
  /** minx maxx miny maxy of each, rounded outwards */
  readonly boxes: Float32Array
  /** number of its first node */
  readonly first: number
}

/** The tables, still empty, and what keeps them true when another program edits the layer. */
export function createRtree(database: Database, table: string): void {
  const name = rtreeName(table)
  database.run(`CREATE TABLE ${quoted(`${name}_rowid`)} (rowid INTEGER PRIMARY KEY, nodeno)`)
  database.run(`CREATE TABLE ${quoted(`${name}_node`)} (nodeno INTEGER PRIMARY KEY, data)`)
  database.run(`CREATE TABLE ${quoted(`${name}_parent`)} (nodeno INTEGER PRIMARY KEY, parentnode)`)
  database.run('PRAGMA writable_schema = ON')
  database.run("INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, 0, ?)", [
    name,
    name,
    `CREATE VIRTUAL TABLE ${quoted(name)} USING rtree(id, minx, maxx, miny, maxy)`,
  ])
  database.run('PRAGMA writable_schema = OFF')
  for (const trigger of triggersOf(name, table)) database.run(trigger)
}
const rtreeName = (table: string) => `rtree_${table}_geom`

/** @param boxes of the rows in the order of their fid, which counts from 1: four numbers each; minimum > maximum: without shape */
export async function fillRtree(
  rowsOf: (table: string) => SqliteRows,
  table: string,
  boxes: Float64Array,
  task: Task,
): Promise<void> {
  const levels = packLevels(boxes)
  const top = levels.length - 1
  const nodes = rowsOf(`${rtreeName(table)}_node`)
  // the root is the first of them
  for (const level of [levels[top], ...levels.slice(0, top)])
    for (let k = 0; k < nodeCount(level); k++) {
      nodes.add(level.first + k, [null, blobOf(level, k, level.first === 1 ? top : 0)])
      if (k % SLICE_NODES === 0) await task.breathe()
    }
  nodes.finish()

  const leafOf = new Uint32Array(boxes.length / 4 + 1)
  levels[0].ids.forEach((id, i) => {
    leafOf[id] = levels[0].first + Math.floor(i / MOST_CELLS)
  })
  const rowids = rowsOf(`${rtreeName(table)}_rowid`)
  for (let id = 1; id < leafOf.length; id++) {
    if (leafOf[id] > 0) rowids.add(id, [null, leafOf[id]])
    if (id % 1024 === 0) await task.breathe()
  }
  rowids.finish()

  const parents = rowsOf(`${rtreeName(table)}_parent`)
  for (const { ids, first } of levels.slice(1))
    for (const [i, id] of ids.entries()) parents.add(id, [null, first + Math.floor(i / MOST_CELLS)])
  parents.finish()
}
const nodeCount = ({ ids }: Pick<Level, 'ids'>) => Math.max(1, Math.ceil(ids.length / MOST_CELLS))

/** Leaves first; rows along a Hilbert curve, so that a node holds what lies together. */
function packLevels(all: Float64Array): Level[] {
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  let filled = 0
  for (let at = 0; at < all.length; at += 4) {
    // a row without shape stands in no index
    if (!(all[at] <= all[at + 2])) continue
    filled++
    for (const side of [0, 1]) {
      extent[side] = Math.min(extent[side], all[at + side])
      extent[side + 2] = Math.max(extent[side + 2], all[at + side + 2])
    }
  }
  // those without shape come last
  const order = hilbertOrder(all, filled > 0 ? extent : [0, 0, 0, 0]).subarray(0, filled)
  let boxes = new Float32Array(4 * filled)
  order.forEach((row, i) => {
    const [minX, minY, maxX, maxY] = all.subarray(4 * row, 4 * row + 4)
    boxes.set([down(minX), up(maxX), down(minY), up(maxY)], 4 * i)
  })
  let ids: Uint32Array = order.map((row) => row + 1)
  // numbers are given out from the second on; the root, which is the last to be made, is 1
  let next = 2
  const levels: Level[] = []
  for (;;) {
    const count = nodeCount({ ids })
    const first = count === 1 ? 1 : next
    levels.push({ ids, boxes, first })
    if (count === 1) return levels
    next += count
    const below = boxes
    ids = Uint32Array.from({ length: count }, (_, k) => first + k)
    boxes = new Float32Array(4 * count)
    for (let k = 0; k < count; k++) boxes.set(around(below.subarray(4 * k * MOST_CELLS, 4 * (k + 1) * MOST_CELLS)), 4 * k)
  }
}

function around(boxes: Float32Array): number[] {
  const all = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < boxes.length; i++)
    all[i % 4] = i % 2 === 0 ? Math.min(all[i % 4], boxes[i]) : Math.max(all[i % 4], boxes[i])
  return all
}

/** @param depth of the tree below the root; 0 in every other node */
function blobOf({ ids, boxes }: Level, node: number, depth: number): Uint8Array {
  const bytes = new Uint8Array(NODE_BYTES)
  const view = new DataView(bytes.buffer)
  const from = node * MOST_CELLS
  const own = ids.subarray(from, from + MOST_CELLS)
  view.setUint16(0, depth)
  view.setUint16(2, own.length)
  own.forEach((id, i) => {
    view.setBigInt64(4 + i * CELL_BYTES, BigInt(id))
    for (let k = 0; k < 4; k++) view.setFloat32(12 + i * CELL_BYTES + k * 4, boxes[4 * (from + i) + k])
  })
  return bytes
}

const single = new Float32Array(1)
const bits = new Int32Array(single.buffer)
/** The largest 32-bit number that is not above a value. */
function down(value: number): number {
  single[0] = value
  if (single[0] > value) step(single[0] > 0 ? -1 : 1)
  return single[0]
}
/** The smallest 32-bit number that is not below a value. */
function up(value: number): number {
  single[0] = value
  if (single[0] < value) step(single[0] >= 0 ? 1 : -1)
  return single[0]
}
/** To the next 32-bit number: of negative ones the bits run the other way. */
function step(by: 1 | -1): void {
  if (single[0] === 0) single[0] = by > 0 ? 2 ** -149 : -(2 ** -149)
  else bits[0] += by
}

/** Keep the index when another program edits the layer; the functions are those that every GeoPackage program brings. */
function triggersOf(name: string, table: string): string[] {
  const [index, layer] = [quoted(name), quoted(table)]
  const isFilled = '(NEW."geom" NOTNULL AND NOT ST_IsEmpty(NEW."geom"))'
  const isEmpty = '(NEW."geom" ISNULL OR ST_IsEmpty(NEW."geom"))'
  const put = `INSERT OR REPLACE INTO ${index} VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom"));`
  const remove = `DELETE FROM ${index} WHERE id = OLD."fid";`
  const trigger = (kind: string, on: string, when: string, work: string) =>
    `CREATE TRIGGER ${quoted(`${name}_${kind}`)} AFTER ${on} ON ${layer} WHEN ${when} BEGIN ${work} END`
  return [
    trigger('insert', 'INSERT', isFilled, put),
    trigger('update1', 'UPDATE OF "geom"', `OLD."fid" = NEW."fid" AND ${isFilled}`, put),
    trigger('update2', 'UPDATE OF "geom"', `OLD."fid" = NEW."fid" AND ${isEmpty}`, remove),
    trigger('update3', 'UPDATE', `OLD."fid" != NEW."fid" AND ${isFilled}`, `${remove} ${put}`),
    trigger(
      'update4',
      'UPDATE',
      `OLD."fid" != NEW."fid" AND ${isEmpty}`,
      `DELETE FROM ${index} WHERE id IN (OLD."fid", NEW."fid");`,
    ),
    trigger('delete', 'DELETE', 'OLD."geom" NOTNULL', remove),
  ]
}
