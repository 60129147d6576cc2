import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { editCell } from '../core/edits/edits.ts'
import type { Table } from '../core/table.ts'
import type { App } from './app.ts'
import { changeEdits } from './change-edits.ts'
import { createHistory } from './history.ts'
import { initialProject, initialSession } from './initial.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { State } from './state.ts'

const label = { zh: '修改属性', en: 'Change a value' }

/** An application whose edited tables come when they are let. */
function start() {
  const project = initialProject(smallCatalog)
  const store = createStore<State>(() => ({
    project,
    session: initialSession(smallConfig, project, { width: 1440, height: 900 }),
  }))
  const history = createHistory()
  const [id] = Object.keys(project.layers)
  const made: (() => void)[] = []
  const table = { length: 2, columns: [{ name: 'A', type: 'text', dictionary: ['a', 'b'], codes: [0, 1] }] } as unknown as Table
  const app = {
    store,
    history,
    loadTable: async () => table,
    editTable: (_: string, edits: object) => new Promise((resolve) => made.push(() => resolve(JSON.stringify(edits)))),
    change: (title: typeof label, update: Parameters<App['change']>[1]) => {
      const before = store.getState().project
      const after = update(before)
      history.record({ label: title, before, after })
      store.setState({ project: after })
    },
  } as unknown as App
  const write = (row: number, value: string) => changeEdits(app, label, id, (edits, now) => editCell(edits, now, row, 'A', value))
  const cells = () => store.getState().project.layers[id].edits?.cells
  const turn = () => new Promise((resolve) => setTimeout(resolve))
  return { history, made, write, cells, turn }
}

it('undo while an edit is being made gives up that edit, not the one before', async () => {
  const { history, made, write, cells, turn } = start()
  const first = write(0, 'first')
  await turn()
  made[0]()
  expect(await first).toBe(true)
  const before = cells()
  const second = write(1, 'second')
  await turn()
  expect(history.undo()).toBeNull()
  made[1]()
  expect(await second).toBe(false)
  expect(cells()).toBe(before)
  expect(history.canUndo()).toBe(label)
  expect(history.undo()).not.toBeNull()
})

it('of two edits at once both are kept', async () => {
  const { made, write, cells, turn } = start()
  const both = Promise.all([write(0, 'one'), write(1, 'other')])
  await turn()
  made[0]()
  made[1]()
  await turn()
  // the second goes on from the first
  made[2]()
  expect(await both).toEqual([true, true])
  expect(JSON.stringify(cells())).toContain('one')
  expect(JSON.stringify(cells())).toContain('other')
})
