import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'valibot'
import { expect } from 'vitest'
import { parcelFabric } from '../scripts/bench/fabric.ts'
import { catalogSchema } from '../src/app/catalog.ts'
import type { AddAnswer } from '../src/cli/publish/layers-add.ts'
import { encodeFlatGeobuf } from '../src/formats/flatgeobuf.ts'
import { onemap } from './onemap.ts'

/** How many rows `source.fgb` and the layer that is published from it have. */
export const COUNT = 2500

/** `layers add FILES --folder folder`, with a date so that its bytes are always the same. */
export const addTo = (folder: string, ...words: string[]) =>
  onemap('layers', 'add', ...words, '--folder', folder, '--date', '2026-03-31', '--json')

/** A folder of layers with an empty catalog. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'published-'))
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ version: 1, codeLists: [], groups: [], layers: [] }))
  return folder
}

/** A folder in which the command line has published `source.fgb` as the layer `parcels`. */
export async function publishedFolder() {
  const folder = emptyFolder()
  const inFolder = (name: string) => join(folder, name)
  writeFileSync(inFolder('source.fgb'), await encodeFlatGeobuf(parcelFabric(COUNT)))
  const run = await addTo(folder, inFolder('source.fgb'), '--id', 'parcels', '--title-zh', '宗地', '--title-en', 'Parcels')
  expect(run.exit, run.stderr).toBe(0)
  return {
    folder,
    inFolder,
    answer: run.json<AddAnswer>(),
    catalog: () => parse(catalogSchema, JSON.parse(readFileSync(inFolder('catalog.json'), 'utf8'))),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
