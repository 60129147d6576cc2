import type { Database } from 'sql.js'
import type { Geometry } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { hilbertOrder } from './flatgeobuf-index.ts'
import { quoted } from './sqlite-file.ts'
import { rowBox } from './wkb-writer.ts'

/**
 * The spatial index of a GeoPackage (OGC 12-128r17, annex F.3, gpkg_rtree_index). The SQLite that writes the file here has no R*Tree module, so
 * the tables in which that module keeps its tree are written as it would: `_node` holds each node as a blob, `_rowid` the leaf of each row,
 * `_parent` the node above each node (https://www.sqlite.org/rtree.html, section 6). Node 1 is the root.
 */
const MOST_CELLS = 51
const CELL_BYTES = 24
const NODE_BYTES = 4 + MOST_CELLS * CELL_BYTES
const SLICE_NODES = 64

interface Node {
  readonly number: number
  /** ids of rows, or numbers of nodes */
  readonly ids: readonly number[]
  /** minx maxx miny maxy of each */
  readonly boxes: readonly number[]
}

/** @param rows of the file in the order of their fid, which counts from 1; null: all */
export async function writeRtree(
  database: Database,
  table: string,
  geometry: Geometry,
  rows: Uint32Array | null,
  task: Task,
): Promise<void> {
  const name = `rtree_${table}_geom`
  const levels = packLevels(geometry, rows)
  database.run(`CREATE TABLE ${quoted(`${name}_rowid`)} (rowid INTEGER PRIMARY KEY, nodeno)`)
  database.run(`CREATE TABLE ${quoted(`${name}_node`)} (nodeno INTEGER PRIMARY KEY, data)`)
  database.run(`CREATE TABLE ${quoted(`${name}_parent`)} (nodeno INTEGER PRIMARY KEY, parentnode)`)
  const insert = (suffix: string) => database.prepare(`INSERT INTO ${quoted(`${name}_${suffix}`)} VALUES (?, ?)`)
  const [rowids, nodes, parents] = [insert('rowid'), insert('node'), insert('parent')]
  try {
    for (const [level, list] of levels.entries())
      for (const [i, { number, ids, boxes }] of list.entries()) {
        nodes.run([number, blobOf(ids, boxes, number === 1 ? levels.length - 1 : 0)])
        for (const id of ids) (level === 0 ? rowids : parents).run([id, number])
        if (i % SLICE_NODES === 0) await task.breathe()
      }
  } finally {
    for (const statement of [rowids, nodes, parents]) statement.free()
  }
  database.run('PRAGMA writable_schema = ON')
  database.run("INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES ('table', ?, ?, 0, ?)", [
    name,
    name,
    `CREATE VIRTUAL TABLE ${quoted(name)} USING rtree(id, minx, maxx, miny, maxy)`,
  ])
  database.run('PRAGMA writable_schema = OFF')
  for (const trigger of triggersOf(name, table)) database.run(trigger)
}

/** Leaves first; rows along a Hilbert curve, so that a node holds what lies together. */
function packLevels(geometry: Geometry, rows: Uint32Array | null): Node[][] {
  const count = rows ? rows.length : geometry.rows.length - 1
  const boxes = new Float64Array(4 * count)
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  let filled = 0
  for (let i = 0; i < count; i++) {
    const box = rowBox(geometry, rows ? rows[i] : i)
    // a row without shape stands in no index
    if (!box || box.some(Number.isNaN)) {
      boxes.set([Infinity, Infinity, -Infinity, -Infinity], 4 * i)
      continue
    }
    filled++
    boxes.set(box, 4 * i)
    for (const side of [0, 1]) {
      extent[side] = Math.min(extent[side], box[side])
      extent[side + 2] = Math.max(extent[side + 2], box[side + 2])
    }
  }
  // those without shape come last
  const order = hilbertOrder(boxes, filled > 0 ? extent : [0, 0, 0, 0]).subarray(0, filled)
  let entries = Array.from(order, (i) => ({
    id: i + 1,
    box: [down(boxes[4 * i]), up(boxes[4 * i + 2]), down(boxes[4 * i + 1]), up(boxes[4 * i + 3])],
  }))
  // numbers are given out from the second on; the root, which is the last to be made, is 1
  let next = 2
  const levels: Node[][] = []
  do {
    const isRoot = entries.length <= MOST_CELLS
    const nodes: Node[] = []
    for (let from = 0; from === 0 || from < entries.length; from += MOST_CELLS) {
      const part = entries.slice(from, from + MOST_CELLS)
      nodes.push({ number: isRoot ? 1 : next++, ids: part.map(({ id }) => id), boxes: part.flatMap(({ box }) => box) })
    }
    levels.push(nodes)
    entries = nodes.map(({ number, boxes: own }) => ({ id: number, box: around(own) }))
  } while (levels[levels.length - 1].length > 1)
  return levels
}

function around(boxes: readonly number[]): number[] {
  const all = [Infinity, -Infinity, Infinity, -Infinity]
  for (let i = 0; i < boxes.length; i++)
    all[i % 4] = i % 2 === 0 ? Math.min(all[i % 4], boxes[i]) : Math.max(all[i % 4], boxes[i])
  return all
}

/** @param depth of the tree below the root; 0 in every other node */
function blobOf(ids: readonly number[], boxes: readonly number[], depth: number): Uint8Array {
  const bytes = new Uint8Array(NODE_BYTES)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, depth)
  view.setUint16(2, ids.length)
  ids.forEach((id, i) => {
    view.setBigInt64(4 + i * CELL_BYTES, BigInt(id))
    for (let k = 0; k < 4; k++) view.setFloat32(12 + i * CELL_BYTES + k * 4, boxes[4 * i + k])
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
