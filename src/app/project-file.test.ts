import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { AnalysisResult } from '../core/analysis.ts'
import type { Table } from '../core/table.ts'
import { initialProject } from './initial.ts'
import { type ProjectFile, readProjectFile, writeProjectFile } from './project-file.ts'
import { smallCatalog } from './small-deployment.fixture.ts'

const table: Table = {
  name: '地块',
  crs: 'EPSG:4490',
  length: 2,
  columns: [{ name: 'DLBM', type: 'text', codes: Uint32Array.of(0, 1), dictionary: ['0101', null] }],
  geometry: null,
}
const result: AnalysisResult = {
  table,
  columns: [],
  totals: { area_m2: 12.5, none: Number.NaN },
  members: { offsets: Uint32Array.of(0, 2), rows: Uint32Array.of(0, 1) },
  notes: [],
  method: { zh: '法', en: 'method' },
}
const content: ProjectFile = {
  application: 'Test One Map 0.1.0',
  savedAt: '2026-01-02T03:04:05+08:00',
  district: '110101',
  shipped: ['plots', 'roads'],
  view: { lng: 116.5, lat: 39.5, zoom: 11 },
  project: initialProject(smallCatalog),
  tables: new Map([['mine@1', table]]),
  files: new Map([['photo@1', Uint8Array.of(73, 73, 42, 0)]]),
  results: new Map([['run-1', result]]),
}

/** A project file whose project.json was changed by `edit`. */
function edited(edit: (manifest: Record<string, never>) => void): Uint8Array {
  const members = unzipSync(writeProjectFile(content))
  const manifest = JSON.parse(strFromU8(members['project.json']))
  edit(manifest)
  return zipSync({ ...members, 'project.json': strToU8(JSON.stringify(manifest)) })
}

test('a project file gives back project, tables and results', () => {
  expect(readProjectFile(writeProjectFile(content), 'a.onemap')).toEqual(content)
})

test('what is not a project is named', () => {
  for (const bytes of [
    new Uint8Array(0),
    strToU8('PK?'),
    zipSync({ 'a.txt': strToU8('a') }),
    edited((m) => Object.assign(m, { format: 'x' })),
  ])
    expect(() => readProjectFile(bytes, 'a.onemap')).toThrow(expect.objectContaining({ code: 'project.notProject' }))
})

test('a newer version is refused kindly, whatever else it holds', () => {
  const newer = edited((manifest) => Object.assign(manifest, { version: 3, project: 'quite different' }))
  expect(() => readProjectFile(newer, 'a.onemap')).toThrow(
    expect.objectContaining({ code: 'project.newer', detail: { file: 'a.onemap', found: 3, known: 2 } }),
  )
})

test('damage is told with its place', () => {
  const wrong = edited((manifest: Record<string, { layers?: Record<string, { opacity: unknown }> }>) => {
    if (manifest.project.layers) manifest.project.layers.plots.opacity = '<b>'
  })
  expect(() => readProjectFile(wrong, 'a.onemap')).toThrow(
    expect.objectContaining({
      code: 'project.damaged',
      detail: expect.objectContaining({ path: 'project.layers.plots.opacity' }),
    }),
  )
  const missing = edited((manifest) => Object.assign(manifest, { tables: { 'mine@1': 'tables/7' } }))
  expect(() => readProjectFile(missing, 'a.onemap')).toThrow(
    expect.objectContaining({ code: 'project.damaged', detail: expect.objectContaining({ path: 'tables/7' }) }),
  )
})

test('a file of the first version opens: its layers have no edits', () => {
  const first = edited((manifest: Record<string, { version?: number; layers?: Record<string, object> }>) => {
    Object.assign(manifest, { version: 1, files: undefined })
    Object.assign(manifest.project, { version: 1 })
    for (const layer of Object.values(manifest.project.layers ?? {})) delete (layer as { edits?: unknown }).edits
  })
  expect(readProjectFile(first, 'a.onemap').project).toEqual(content.project)
})

test('edits that are none are told as damage', () => {
  const wrong = edited((manifest: Record<string, { layers?: Record<string, { edits: unknown }> }>) => {
    if (manifest.project.layers) manifest.project.layers.plots.edits = { cells: { __proto__x: {} }, shapes: {} }
  })
  expect(() => readProjectFile(wrong, 'a.onemap')).toThrow(expect.objectContaining({ code: 'project.damaged' }))
})
