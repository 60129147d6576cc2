import { askFor } from '../app/asked.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const tableOpen = defineCommand<{ layer: LayerId }>({
  id: 'table-open',
  title: { zh: '属性表', en: 'Attribute table' },
  run(app, { layer }) {
    app.setSession((session) => ({ drawer: { table: layer }, ...askFor(session, 'drawer') }))
  },
})
