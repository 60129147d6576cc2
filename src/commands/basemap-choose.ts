import { defineCommand } from './command.ts'

export const basemapChoose = defineCommand<{ basemap: string }>({
  id: 'basemap-choose',
  title: { zh: '底图', en: 'Basemap' },
  run(app, { basemap }) {
    app.change(basemapChoose.title, (project) => ({ ...project, basemap }))
  },
})
