import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import type { AnalysisResult } from '../core/analysis.ts'
import { type ProjectArchive, readArchive, writeArchive } from '../core/project-archive.ts'
import { placeCondition } from '../core/query/place-condition.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { initialProject } from './initial.ts'
import { PROJECT_VERSION } from './migrate-project.ts'
import { type ProjectFile, readProjectFile, writeProjectFile } from './project-file.ts'
import { smallCatalog } from './small-deployment.fixture.ts'
import type { Project } from './state.ts'

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
const [plots] = smallCatalog.layers
const content: ProjectFile = {
  application: 'Test One Map 0.1.0',
  savedAt: '2026-01-02T03:04:05+08:00',
  district: '110101',
  shipped: ['plots', 'roads'],
  view: { lng: 116.5, lat: 39.5, zoom: 11 },
  desk: {
    selection: { layer: 'plots', rows: [1], within: [[116, 39]] },
    drawer: { run: 'run-1' },
    tableLooks: { plots: { sort: [{ field: 'DLBM', isDescending: true }], hidden: [], frozen: null, isSelectedOnly: true } },
    dashboard: { layer: null },
    isAnalysisOpen: true,
  },
  project: initialProject(smallCatalog),
  tables: new Map([['mine@1', table]]),
  files: new Map([['photo@1', new Blob([Uint8Array.of(73, 73, 42, 0)])]]),
  results: new Map([['run-1', result]]),
  layers: new Map([[plots.sha256, new Blob(['plots'])]]),
  offline: { expiresAt: '2026-12-01T00:00:00Z', layers: [{ entry: plots, codeLists: [], group: 'land' }] },
}

/** As the worker does it, without one. */
const formats = {
  writeProject: ({ archive, file }: { archive: ProjectArchive; file: string }) => writeArchive(archive, file, quietTask()),
  readProject: ({ blob, file, newest }: { blob: Blob; file: string; newest: number }) =>
    readArchive(blob, file, newest, quietTask()),
}
const written = () => writeProjectFile(content, 'a.onemap', formats)
const read = (blob: Blob) => readProjectFile(blob, 'a.onemap', formats)
const zipped = (members: Zippable) => new Blob([zipSync(members) as Uint8Array<ArrayBuffer>])
/** Blobs compare equal whatever they hold. */
async function opened(file: ProjectFile) {
  const bytesOf = async (blobs: ReadonlyMap<string, Blob>) =>
    Promise.all([...blobs].map(async ([id, blob]) => [id, [...new Uint8Array(await blob.arrayBuffer())]]))
  return { ...file, files: await bytesOf(file.files), layers: await bytesOf(file.layers) }
}

/** A project file whose project.json was changed by `edit`. */
async function edited(edit: (manifest: Record<string, never>) => void): Promise<Blob> {
  const members = unzipSync(new Uint8Array(await (await written()).arrayBuffer()))
  const manifest = JSON.parse(strFromU8(members['project.json']))
  edit(manifest)
  return zipped({ ...members, 'project.json': strToU8(JSON.stringify(manifest)) })
}

test('a project file gives back project, tables, results and the offline package', async () => {
  expect(await opened(await read(await written()))).toEqual(await opened(content))
})

test('another program reads it, and ours what another program has packed', async () => {
  const members = unzipSync(new Uint8Array(await (await written()).arrayBuffer()))
  expect(Object.keys(members)).toEqual(['project.json', 'tables/0', 'files/0', 'results/0', 'layers/0'])
  expect(strFromU8(members['layers/0'])).toBe('plots')
  const stored = Object.fromEntries(Object.entries(members).map(([name, bytes]) => [name, [bytes, { level: 0 }]] as const))
  expect(await opened(await read(zipped({ ...stored, 'project.json': [members['project.json'], { level: 9 }] })))).toEqual(
    await opened(content),
  )
})

test('a member that was changed on the way is not taken', async () => {
  const bytes = new Uint8Array(await (await written()).arrayBuffer())
  const at = bytes.indexOf(
    0x4b,
    bytes.findIndex((_, i) => strFromU8(bytes.subarray(i, i + 8)) === 'tables/0'),
  )
  bytes[at + 40] ^= 1
  await expect(read(new Blob([bytes]))).rejects.toMatchObject({ code: 'project.damaged', detail: { path: 'tables/0' } })
})

test('what is not a project is named', async () => {
  for (const bytes of [
    new Blob([]),
    new Blob(['PK?']),
    new Blob(['not a project']),
    zipped({ 'a.txt': strToU8('a') }),
    await edited((m) => Object.assign(m, { format: 'x' })),
  ])
    await expect(read(bytes)).rejects.toMatchObject({ code: 'project.notProject' })
  await expect(read((await written()).slice(0, 300))).rejects.toMatchObject({ code: 'project.cutOff' })
})

test('a newer version is refused kindly, whatever else it holds', async () => {
  const newer = await edited((manifest) => Object.assign(manifest, { version: PROJECT_VERSION + 1, project: 'quite different' }))
  await expect(read(newer)).rejects.toThrow(
    expect.objectContaining({
      code: 'project.newer',
      detail: { file: 'a.onemap', found: PROJECT_VERSION + 1, known: PROJECT_VERSION },
    }),
  )
})

test('damage is told with its place', async () => {
  const wrong = await edited((manifest: Record<string, { layers?: Record<string, { opacity: unknown }> }>) => {
    if (manifest.project.layers) manifest.project.layers.plots.opacity = '<b>'
  })
  await expect(read(wrong)).rejects.toThrow(
    expect.objectContaining({
      code: 'project.damaged',
      detail: expect.objectContaining({ path: 'project.layers.plots.opacity' }),
    }),
  )
  const missing = await edited((manifest) => Object.assign(manifest, { tables: { 'mine@1': 'tables/7' } }))
  await expect(read(missing)).rejects.toThrow(
    expect.objectContaining({ code: 'project.damaged', detail: expect.objectContaining({ path: 'tables/7' }) }),
  )
})

test('a file of the first version opens: its layers have no edits', async () => {
  const first = await edited((manifest: Record<string, { version?: number; layers?: Record<string, object> }>) => {
    Object.assign(manifest, { version: 1, files: undefined })
    Object.assign(manifest.project, { version: 1 })
    for (const layer of Object.values(manifest.project.layers ?? {})) delete (layer as { edits?: unknown }).edits
  })
  expect((await read(first)).project).toEqual(content.project)
})

test('a filter by place and a saved drawing come back; a list of rows that is none is damage', async () => {
  const ring = [
    [116.1, 39.1],
    [116.2, 39.1],
    [116.2, 39.2],
  ] as const
  const about = { rules: [{ relation: 'within', distanceM: 5, of: { kind: 'ring', was: 'view', ring } }], tables: { plots: 'p' } }
  const place = placeCondition({ ...about, words: { zh: '内', en: 'in' } } as Parameters<typeof placeCondition>[0], [1, 2, 5], 9)
  const { plots: layer } = content.project.layers
  const query = { layer: 'plots', mode: 'rules', rules: { join: 'and', items: [] }, expression: '' } as const
  const project = {
    ...content.project,
    layers: { ...content.project.layers, plots: { ...layer, filter: [{ field: '', values: [], place }] } },
    queries: [
      { ...query, id: 'q', name: '内', spatial: [{ relation: 'inside', distanceM: 0, of: { kind: 'ring', ring } }] } as const,
    ],
  }
  const back = await readProjectFile(await writeProjectFile({ ...content, project }, 'a.onemap', formats), 'a.onemap', formats)
  expect(back.project).toEqual(project)
  const wrong = await edited((manifest: Record<string, { layers?: Record<string, { filter: unknown }> }>) => {
    if (manifest.project.layers)
      manifest.project.layers.plots.filter = [{ field: '', values: [], place: { ...place, rows: [1, 2] } }]
  })
  await expect(read(wrong)).rejects.toThrow(expect.objectContaining({ code: 'project.damaged' }))
})

test('the logo travels along; one that is no base64, or too large, is told as damage', async () => {
  const withLogo = (logo: unknown) => edited((manifest: Record<string, object>) => void Object.assign(manifest.project, { logo }))
  const logo = { jpeg: '/9j/4AAQ', widthPx: 600, heightPx: 80 }
  expect((await read(await withLogo(logo))).project.logo).toEqual(logo)
  for (const wrong of [
    { ...logo, jpeg: '"><img src=x>' },
    { ...logo, jpeg: 'A'.repeat(400_004) },
    { ...logo, widthPx: 1e9 },
  ])
    await expect(read(await withLogo(wrong))).rejects.toThrow(expect.objectContaining({ code: 'project.damaged' }))
})

test('a file from before the desk was kept opens; a desk that is none is told by its place', async () => {
  const before = await edited((manifest) => void delete (manifest as { desk?: unknown }).desk)
  expect((await read(before)).desk).toBeUndefined()
  const wrong = await edited((manifest: Record<string, { selection?: object }>) => {
    manifest.desk.selection = { layer: 'plots', rows: [-1] }
  })
  await expect(read(wrong)).rejects.toMatchObject({ code: 'project.damaged', detail: { path: 'desk.selection.rows.0' } })
})

test('edits that are none are told as damage', async () => {
  const wrong = await edited((manifest: Record<string, { layers?: Record<string, { edits: unknown }> }>) => {
    if (manifest.project.layers) manifest.project.layers.plots.edits = { cells: { __proto__x: {} }, shapes: {} }
  })
  await expect(read(wrong)).rejects.toThrow(expect.objectContaining({ code: 'project.damaged' }))
})

test('dashboards travel with the project; one that is none is told by its place', async () => {
  const dashboards: Project['dashboards'] = {
    plots: {
      follow: { view: false, filter: true, selection: true },
      cards: [
        { id: 'a', kind: 'figures', field: null },
        { id: 'b', kind: 'bars', level: { field: 'DLBM' }, measure: '@area', unit: 'ha' },
        { id: 'c', kind: 'rings', levels: [{ field: 'DLBM', isParent: true }, { field: 'DLBM' }], measure: '@count' },
        { id: 'd', kind: 'histogram', field: '@area' },
        { id: 'q', kind: 'histogram', field: 'DJRQ', step: 'quarter' },
        { id: 'e', kind: 'scatter', x: 'TBMJ', y: '@area' },
      ],
    },
  }
  const blob = await writeProjectFile({ ...content, project: { ...content.project, dashboards } }, 'a.onemap', formats)
  expect((await read(blob)).project.dashboards).toEqual(dashboards)
  const wrong = await edited((manifest) => {
    const project = manifest.project as { dashboards?: unknown }
    project.dashboards = {
      plots: { follow: dashboards.plots.follow, cards: [{ id: 'x', kind: 'rings', levels: [], measure: '@count' }] },
    }
  })
  await expect(read(wrong)).rejects.toMatchObject({
    code: 'project.damaged',
    detail: { path: 'project.dashboards.plots.cards.0.levels' },
  })
})
