import { describe, expect, it } from 'vitest'
import { type Compare, layersOfSide, likelySides, projectOfAllPanes, projectOfPane } from './compare.ts'
import type { Layer, Project } from './state.ts'

const layer = (id: string, visible: boolean, fields: string[] = []): Layer =>
  ({ id, visible, role: 'data', geometry: 'polygon', fields: fields.map((name) => ({ name })) }) as unknown as Layer
const DLTB = ['TBBH', 'DLBM', 'TBMJ', 'SJNF']
const project = {
  tree: [
    { id: 'zones', layers: ['red', 'green', 'check'] },
    { id: 'land', layers: ['now', 'then'] },
  ],
  layers: {
    red: layer('red', true, ['HXBM']),
    green: layer('green', false, ['XMBH']),
    now: layer('now', true, [...DLTB, 'QLR']),
    // biome-ignore lint/suspicious/noThenProperty: the other epoch
    then: layer('then', false, DLTB),
    check: layer('check', false, [...DLTB, 'QLR', 'WTLX']),
  },
} as unknown as Project
const seen = ({ layers }: Project) => Object.values(layers).flatMap((each) => (each.visible ? each.id : []))
const compare = (...sides: Compare['sides']): Compare => ({ mode: 'swipe', sides, position: 0.5, shown: 0 })

describe('panes', () => {
  it('show their own side and all that no side names', () => {
    const swipe = compare('layer:then', 'layer:now')
    expect(seen(projectOfPane(project, swipe, 0))).toEqual(['red', 'then'])
    expect(seen(projectOfPane(project, swipe, 1))).toEqual(['red', 'now'])
    expect(seen(projectOfAllPanes(project, swipe))).toEqual(['red', 'now', 'then'])
  })
  it('take a whole group, and nothing against something', () => {
    const swipe = compare('group:zones', '')
    expect(seen(projectOfPane(project, swipe, 0))).toEqual(['red', 'green', 'now', 'check'])
    expect(seen(projectOfPane(project, swipe, 1))).toEqual(['now'])
  })
  it('leave the project and its other layers as they are', () => {
    const before = JSON.stringify(project)
    const pane = projectOfPane(project, compare('layer:then', 'layer:now'), 0)
    expect(pane.layers.red).toBe(project.layers.red)
    expect(JSON.stringify(project)).toBe(before)
  })
  it('do without a layer that has gone meanwhile', () => {
    expect(layersOfSide(project, 'layer:gone')).toEqual([])
    expect(layersOfSide(project, 'group:gone')).toEqual([])
  })
})

it('takes another epoch for the likely other side, else the map without the layer', () => {
  expect(likelySides(project)).toEqual(['layer:then', 'layer:now'])
  const { then: _, check: __, ...layers } = project.layers
  expect(likelySides({ ...project, layers })).toEqual(['layer:red', ''])
  expect(likelySides({ ...project, layers: {} })).toBeNull()
})
