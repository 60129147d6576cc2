import { expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import type { Project } from '../app/state.ts'
import { moveLayer } from './layer-move.ts'
import { layerRemove } from './layer-remove.ts'

const title = { zh: '点', en: 'Points' }
const START = {
  tree: [
    { id: 'imported', title, isOpen: true, layers: ['points'] },
    { id: 'own', title, isOpen: true, layers: ['plots', 'roads'] },
  ],
  layers: { points: { title }, plots: { title }, roads: { title } },
} as unknown as Project

function removed(...layers: string[]): Project {
  let project = START
  const app = {
    store: { getState: () => ({ project, session: { locale: 'zh' } }) },
    change: (_: unknown, update: (before: Project) => Project) => {
      project = update(project)
    },
    toast: () => {},
  } as unknown as App
  for (const layer of layers) layerRemove.run(app, { layer })
  return project
}
const groups = ({ tree }: Project) => tree.map(({ id, layers }) => `${id}: ${layers.join(' ')}`)

it('takes the group of the last layer away with it, and no other', () => {
  expect(groups(removed('plots'))).toEqual(['imported: points', 'own: roads'])
  expect(groups(removed('points'))).toEqual(['own: plots roads'])
  expect(groups(removed('points', 'plots', 'roads'))).toEqual([])
})

it('leaves a group that was emptied by moving, so that the layer can be moved back', () => {
  const moved = moveLayer(START, 'points', 'own', 1)
  expect(groups(moved)).toEqual(['imported: ', 'own: plots points roads'])
  expect(groups(moveLayer(moved, 'points', 'imported', 0))).toEqual(groups(START))
})
