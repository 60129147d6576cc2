import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { onemap } from '../../tests/onemap.ts'

const FIXTURE = 'tests/fixtures/formats/parcels.geojson'
interface Failure {
  readonly error: { readonly code: string; readonly detail: Record<string, unknown> }
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kept-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

test('never writes over an input, and takes a # in the name of a file as it is', async () => {
  const input = join(folder, '宗地 #1.geojson')
  writeFileSync(input, readFileSync(FIXTURE))
  const over = await onemap('convert', input, input, '--json')
  expect([over.exit, over.json<Failure>().error]).toEqual([2, { code: 'cli.overInput', detail: { file: input } }])
  const result = await onemap('analyze', 'area-summary', '--set', `layer=${input}`, '--out', input, '--json')
  expect([result.exit, result.json<Failure>().error.code]).toEqual([2, 'cli.overInput'])
  expect(readFileSync(input)).toEqual(readFileSync(FIXTURE))
  // TXT is written in a zone, whatever the input is in: the answer says in which
  const txt = await onemap('convert', input, join(folder, 'points.txt'), '--json')
  expect(txt.json<{ crs: string }>().crs).toBe('EPSG:4528')
  expect(readFileSync(join(folder, 'points.txt'), 'utf8')).toMatch(/带号=40/)
})
