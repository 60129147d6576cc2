import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zipSync } from 'fflate'
import { afterAll, describe, expect, test } from 'vitest'
import { cellAt, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { makeFabric } from '../core/tiling/test-fabric.ts'
import type { FileSource } from './file-source.ts'
import type { InputFile } from './format.ts'
import { decodeFiles, formatOf, sampleFiles } from './registry.ts'
import { SqliteFile } from './sqlite-file.ts'
import { textColumn } from './text-builder.ts'

const fabric = makeFabric({ columns: 150, lines: 150 })
const N = fabric.length
const PARCELS: Table = {
  ...fabric,
  name: '宗地',
  columns: [
    textColumn(
      '代码',
      Array.from({ length: N }, (_, i) => String(i).padStart(8, '0')),
      N,
    ),
    { name: '面积', type: 'number', values: Float64Array.from({ length: N }, (_, i) => i / 4) },
    textColumn(
      '备注',
      // rows that go on in pages of their own
      Array.from({ length: N }, (_, i) => `第${i}行`.repeat(i % 3 === 0 && i < 99 ? 1500 : 1)),
      N,
    ),
  ],
}
const written = async (table: Table) =>
  (await formatOf('geopackage').encode!({ table, rows: null, fields: [] }, quietTask())).bytes

/** The file as a large one is given, and how many of its bytes were asked for. */
function large(name: string, bytes: Uint8Array): { file: InputFile; read: () => number } {
  let read = 0
  const source: FileSource = {
    size: bytes.length,
    pieceBytes: 4 << 20,
    async read(start, end) {
      read += end - start
      return bytes.subarray(start, end)
    },
  }
  return { file: { name, bytes: bytes.subarray(0, 64 << 10), source }, read: () => read }
}
async function expectFirstRows(bytes: Uint8Array, name: string, share: number): Promise<void> {
  const { layers } = await decodeFiles([{ name, bytes }], {}, quietTask())
  const { file, read } = large(name, bytes)
  const [sample] = await sampleFiles([file], { rows: 5 }, quietTask())
  expect(sample).toBeDefined()
  const whole = layers.find(({ table }) => table.name === sample.table.name)!
  expect(sample.file).toBe(whole.receipt.file)
  expect(sample.table.geometry).toBeNull()
  expect(sample.table.length).toBe(5)
  expect(sample.fields).toEqual(whole.fields)
  expect(sample.table.columns.map(({ name, type }) => [name, type])).toEqual(
    whole.table.columns.map(({ name, type }) => [name, type]),
  )
  for (const [c, column] of sample.table.columns.entries())
    for (let row = 0; row < 5; row++) expect(cellAt(column, row)).toEqual(cellAt(whole.table.columns[c], row))
  expect(read()).toBeLessThan(share * bytes.length)
}

describe('the first rows of a GeoPackage', () => {
  const folder = mkdtempSync(join(tmpdir(), 'gpkg-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const hasGdal = spawnSync('ogr2ogr', ['--version']).status === 0
  const own = written(PARCELS)

  test('are those of the whole, of which little is read', async () => expectFirstRows(await own, '宗地.gpkg', 0.2))

  test('come wherever another program put its pages', { skip: !hasGdal }, async () => {
    const from = join(folder, 'own.gpkg')
    writeFileSync(from, await own)
    const to = join(folder, 'gdal.gpkg')
    const made = spawnSync('ogr2ogr', ['-f', 'GPKG', to, from])
    expect(made.status).toBe(0)
    await expectFirstRows(readFileSync(to), 'gdal.gpkg', 0.2)
    // not packed, so that what is read tells what was expanded: nothing twice
    await expectFirstRows(zipSync({ 'a/宗地.gpkg': readFileSync(to) }, { level: 0 }), '包.zip', 1.1)
    // written backwards, so that the leaves of the first rows are the last pages; then with the pages put in order
    for (const sql of ['UPDATE "宗地" SET fid = 1000000 - fid', 'VACUUM']) {
      expect(spawnSync('ogrinfo', [to, '-sql', sql]).status).toBe(0)
      await expectFirstRows(readFileSync(to), 'gdal.gpkg', 0.2)
    }
  })

  test('come out of an archive from beyond its first megabytes, which are expanded once', async () => {
    for (const level of [0, 6] as const) await expectFirstRows(zipSync({ 'a/宗地.gpkg': await own }, { level }), '包.zip', 1.1)
  })

  test('are none where far more of an archive would be expanded for them', async () => {
    const bytes = new Uint8Array(18 << 20)
    bytes.set(await own)
    const view = new DataView(bytes.buffer)
    const size = view.getUint16(16)
    const database = await SqliteFile.open({ name: 'a.gpkg', bytes: await own })
    const root = (database.rootOf('宗地') - 1) * size
    database.close()
    // the first branch of the tree at the end of the file
    const pointer = root + view.getUint16(root + 12)
    const child = (view.getUint32(pointer) - 1) * size
    bytes.copyWithin(bytes.length - size, child, child + size)
    view.setUint32(pointer, bytes.length / size)
    view.setUint32(28, bytes.length / size)
    const packed = large('包.zip', zipSync({ 'a/宗地.gpkg': bytes }, { level: 0 }))
    expect(await sampleFiles([packed.file], { rows: 5 }, quietTask())).toEqual([])
    expect(packed.read()).toBeLessThan(4 << 20)
    // it is only the place that keeps them out
    expect(await sampleFiles([large('a.gpkg', bytes).file], { rows: 5 }, quietTask())).toHaveLength(1)
  })

  /** Two tables, the first without rows, the other with one that goes on in pages of its own. */
  async function twoTables(): Promise<Uint8Array> {
    const database = await SqliteFile.empty()
    database.run(
      'CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT); CREATE TABLE "空" (a TEXT); CREATE TABLE "表" (a TEXT)',
    )
    database.run(`INSERT INTO gpkg_contents VALUES ('空', 'attributes'), ('表', 'attributes')`)
    for (let i = 0; i < 6; i++) database.run('INSERT INTO "表" VALUES (?)', [`0${i}`.repeat(i === 2 ? 9000 : 1)])
    return database.export()
  }
  test('are of the first layer that has some', async () => expectFirstRows(await twoTables(), 'a.gpkg', 3))

  test('are none where the pages of a row lead in a circle', async () => {
    const bytes = await twoTables()
    const view = new DataView(bytes.buffer)
    const size = view.getUint16(16)
    let turned = 0
    for (let at = size; at < bytes.length; at += size) {
      const next = view.getUint32(at)
      if (next === 0 || next > bytes.length / size) continue
      view.setUint32(at, at / size + 1)
      turned++
    }
    expect(turned).toBeGreaterThan(1)
    expect(await sampleFiles([large('a.gpkg', bytes).file], { rows: 5 }, quietTask())).toEqual([])
  })

  test('come where the tree of the layer begins far into the file, behind tables that are gone', async () => {
    const database = await SqliteFile.empty()
    database.run('CREATE TABLE gpkg_contents (table_name TEXT, data_type TEXT); CREATE TABLE gone (b BLOB)')
    database.run(`INSERT INTO gpkg_contents VALUES ('表', 'attributes')`)
    for (let i = 0; i < 600; i++) database.run('INSERT INTO gone VALUES (randomblob(10000))')
    database.run('CREATE TABLE "表" (a TEXT, b TEXT)')
    for (let i = 0; i < 20_000; i++) database.run('INSERT INTO "表" VALUES (?, ?)', [`0${i}`, '甲'.repeat(i === 1 ? 9000 : 40)])
    database.run('DROP TABLE gone')
    const bytes = database.export()
    await expectFirstRows(bytes, 'a.gpkg', 0.2)
    await expectFirstRows(zipSync({ 'a/a.gpkg': bytes }, { level: 0 }), '包.zip', 1.1)
  })

  test('are none of a file that is damaged there, or is no database', async () => {
    const bytes = (await own).slice()
    bytes.fill(0xff, 4096, bytes.length)
    for (const each of [bytes, bytes.subarray(0, 3000), new Uint8Array(9 << 20)])
      expect(await sampleFiles([large('a.gpkg', each).file], { rows: 5 }, quietTask())).toEqual([])
  })
})
