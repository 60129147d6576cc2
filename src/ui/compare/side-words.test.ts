import { expect, test } from 'vitest'
import type { Project } from '../../app/state.ts'
import { sideWords } from './side-words.ts'

const project = {
  tree: [],
  layers: { old: { title: { zh: '图斑（2024 年）', en: 'Parcels, 2024' } }, now: { title: { zh: '宗地', en: 'Parcels' } } },
} as unknown as Project
const words = (sides: readonly string[], index: number) => sideWords(project, sides as never, index, ({ zh }) => zh)

test('a pane is called by what it alone shows', () => {
  expect(words(['layer:old', 'layer:now'], 1)).toBe('宗地')
})
test('beside one layer a pane without it says so', () => {
  expect(words(['layer:old', ''], 1)).toBe('无 图斑（2024 年）')
  expect(words(['layer:old', 'layer:old', ''], 2)).toBe('无 图斑（2024 年）')
})
test('beside several a pane has none of them: to name the first alone would be half of it', () => {
  expect(words(['layer:old', 'layer:now', '', ''], 3)).toBe('不含所比图层')
})
