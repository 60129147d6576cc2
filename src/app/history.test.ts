import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createHistory } from './history.ts'
import { initialProject } from './initial.ts'
import { smallCatalog } from './small-deployment.fixture.ts'
import type { Project } from './state.ts'

const label = { zh: '改', en: 'change' }
const start = initialProject(smallCatalog)

test('undo brings back what was there, redo what came after, a new change ends redo', () => {
  const history = createHistory()
  const one: Project = { ...start, basemap: 'one' }
  const two: Project = { ...start, basemap: 'two' }
  history.record({ label, before: start, after: one })
  expect(history.canUndo()).toBe(label)
  expect(history.undo()).toBe(start)
  expect(history.undo()).toBeNull()
  expect(history.redo()).toBe(one)
  expect(history.undo()).toBe(start)
  history.record({ label, before: start, after: two })
  expect(history.canRedo()).toBeNull()
  expect(history.redo()).toBeNull()
})

test('undo gives up the last step whose answer has not come, before what stands', () => {
  const history = createHistory()
  const gone: string[] = []
  const one: Project = { ...start, basemap: 'one' }
  history.record({ label, before: start, after: one })
  const style = { zh: '样式', en: 'style' }
  const endFirst = history.begin(style, () => gone.push('first'))
  history.begin(label, () => gone.push('second'))
  expect(history.canUndo()).toBe(label)
  expect(history.undo()).toBeNull()
  expect(gone).toEqual(['second'])
  expect(history.canUndo()).toBe(style)
  // its answer came
  endFirst()
  expect(history.undo()).toBe(start)
  expect(gone).toEqual(['second'])
})

test('any walk of undo and redo stays on the line of projects', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('change', 'undo', 'redo'), { maxLength: 60 }), (steps) => {
      const history = createHistory()
      let line = [start]
      let at = 0
      for (const [index, step] of steps.entries()) {
        if (step === 'change') {
          const after = { ...start, basemap: `b${index}` }
          history.record({ label, before: line[at], after })
          line = [...line.slice(0, at + 1), after]
          at++
        } else {
          const moved = step === 'undo' ? history.undo() : history.redo()
          const target = line[step === 'undo' ? at - 1 : at + 1] ?? null
          expect(moved).toBe(target)
          if (moved) at += step === 'undo' ? -1 : 1
        }
      }
    }),
  )
})

test('a hundred steps are kept', () => {
  const history = createHistory()
  for (let i = 0; i < 150; i++) history.record({ label, before: { ...start, basemap: `${i}` }, after: start })
  let steps = 0
  while (history.undo()) steps++
  expect(steps).toBe(100)
})
