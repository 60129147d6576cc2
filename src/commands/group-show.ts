import type { GroupId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const groupShow = defineCommand<{ group: GroupId; visible: boolean }>({
  id: 'group-show',
  title: { zh: '显示或隐藏图层组', en: 'Show or hide group' },
  run(app, { group, visible }) {
    app.change(groupShow.title, (project) => {
      const members = project.tree.find(({ id }) => id === group)?.layers ?? []
      const layers = { ...project.layers }
      for (const id of members) layers[id] = { ...layers[id], visible }
      return { ...project, layers }
    })
  },
})
