import { expect, test } from 'vitest'
import type { App } from '../../app/app.ts'
import { initialProject } from '../../app/initial.ts'
import { smallCatalog } from '../../app/small-deployment.fixture.ts'
import { AppError } from '../../core/errors.ts'
import type { Table } from '../../core/table.ts'
import { askLayers, inDrawnArea } from './ask-layers.ts'

const field = (name: string, zh: string) => ({ name, labels: [zh, name], type: 'number' as const })
const parcels = { hasArea: true, fields: [field('TBMJ', '登记面积'), field('DLBM', '地类')] }

test.each([
  ['面积 > 50', 'mu', '亩 > 50'],
  ['面积>50 亩 and 地类 = 1106', 'ha', '公顷>50 亩 and 地类 = 1106'],
  ['地类=1106且面积>5', 'mu', '地类=1106且亩>5'],
  ['Area >= 2 or area < 1', 'm2', 'area_m2 >= 2 or area_m2 < 1'],
  // other words, quoted text and bracketed fields are left alone
  ['登记面积 > 50', 'mu', '登记面积 > 50'],
  ['图形面积 > 50', 'mu', '图形面积 > 50'],
  ["地类 = '面积'", 'mu', "地类 = '面积'"],
  ['[面积] > 50', 'mu', '[面积] > 50'],
  ['area_mu > 50', 'mu', 'area_mu > 50'],
] as const)('%s in %s is read as %s', (typed, unit, read) => {
  expect(inDrawnArea(typed, parcels, unit)).toBe(read)
})

test('a field of that name goes first, and points have no area', () => {
  expect(inDrawnArea('面积 > 50', { ...parcels, fields: [field('MJ', '面积')] }, 'mu')).toBe('面积 > 50')
  expect(inDrawnArea('面积 > 50', { ...parcels, hasArea: false }, 'mu')).toBe('面积 > 50')
})

/** As much of the application as a condition that is typed needs: two layers, of which some can be read. */
function desk(
  readable: Readonly<Record<string, Table>>,
  error: unknown = new AppError('layer.fetch', { file: 'plots.fgb', status: 0 }),
  none = 'no table',
) {
  const project = initialProject(smallCatalog)
  const session = { selection: null, drawer: null, card: null, layerStatus: {}, areaUnit: 'mu' }
  const load = (id: string) => (readable[id] ? Promise.resolve(readable[id]) : Promise.reject(error))
  return {
    store: { getState: () => ({ project, session }) },
    tableOf: () => null,
    loadColumns: load,
    codeLists: {},
    tiles: {
      filterRows: async ({ table }: { table: string }) => (table.startsWith(none) ? new Uint32Array() : Uint32Array.of(3)),
    },
  } as unknown as App
}
const { signal } = new AbortController()
const numbers = (name: string): Table => ({
  name: 't',
  crs: 'EPSG:4490',
  length: 1,
  geometry: null,
  columns: [{ name, type: 'number', values: Float64Array.of(1) }],
})

test('a layer that cannot be read is told, unless another answers', async () => {
  const told = await askLayers(desk({ roads: numbers('WIDTH') }), 'TBMJ > 5', signal)
  expect(told).toEqual({ asked: [], empty: [], problem: { code: 'layer.fetch', detail: { file: 'plots.fgb', status: 0 } } })
  const answered = await askLayers(desk({ roads: numbers('WIDTH') }), 'WIDTH > 5', signal)
  expect(answered.asked.map(({ layer }) => layer.id)).toEqual(['roads'])
  expect(answered.problem).toBeNull()
})

test('a layer whose reading was given up is left out; our own faults are not', async () => {
  const givenUp = await askLayers(desk({ roads: numbers('WIDTH') }, new DOMException('', 'AbortError')), 'TBMJ > 5', signal)
  expect(givenUp.problem?.code).toMatch(/^expression\./)
  await expect(askLayers(desk({}, new TypeError('bug')), 'TBMJ > 5', signal)).rejects.toThrow('bug')
})

test('a layer without a row that meets it is named, and takes no place among the answers', async () => {
  const both = { plots: numbers('WIDTH'), roads: numbers('WIDTH') }
  const answer = await askLayers(desk(both, undefined, 'plots'), 'WIDTH > 5', signal)
  expect(answer.asked.map(({ layer }) => layer.id)).toEqual(['roads'])
  expect(answer.empty.map(({ id }) => id)).toEqual(['plots'])
  const none = await askLayers(desk(both, undefined, ''), 'WIDTH > 5', signal)
  expect(none).toMatchObject({ asked: [], problem: null })
  expect(none.empty).toHaveLength(2)
})
