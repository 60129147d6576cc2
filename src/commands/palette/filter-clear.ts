import { defineCommand } from '../command.ts'

export const filterClear = defineCommand({
  id: 'filter-clear',
  title: { zh: '清除全部筛选', en: 'Clear all filters' },
  isEnabled: (app) => Object.values(app.store.getState().project.layers).some(({ filter }) => filter.length > 0),
  run(app) {
    app.change(filterClear.title, (project) => ({
      ...project,
      layers: Object.fromEntries(Object.entries(project.layers).map(([id, layer]) => [id, { ...layer, filter: [] }])),
    }))
  },
})
