import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { wholeFile } from '../formats/file-source.ts'
import { openInputs } from './input-files.ts'

test('a large file is opened by its head and read as it is asked for; one that is gone is named', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'large-'))
  try {
    const path = join(folder, 'a.shp')
    writeFileSync(path, 'the beginning')
    // of which the disk keeps the beginning only
    const size = 300 << 20
    truncateSync(path, size)
    writeFileSync(join(folder, 'A.dbf'), 'attributes')
    writeFileSync(join(folder, 'b.dbf'), 'of another')
    const [shp, ...beside] = await openInputs(path)
    expect(beside.map(({ name, bytes, source }) => [name, Buffer.from(bytes).toString(), source])).toEqual([
      ['A.dbf', 'attributes', undefined],
    ])
    expect([shp.bytes.length, shp.source?.size]).toEqual([64 << 10, size])
    expect(Buffer.from(await shp.source!.read(4, 13)).toString()).toBe('beginning')
    expect(Array.from(await shp.source!.read(size - 2, size))).toEqual([0, 0])
    const part = { ...shp, source: { ...shp.source!, size: 13 } }
    expect(Buffer.from((await wholeFile(part)).bytes).toString()).toBe('the beginning')
    rmSync(path)
    await expect(shp.source!.read(0, 1)).rejects.toMatchObject({ code: 'cli.file', detail: { reason: 'ENOENT' } })
    await expect(openInputs(path)).rejects.toMatchObject({ code: 'cli.file' })
  } finally {
    rmSync(folder, { recursive: true })
  }
})
