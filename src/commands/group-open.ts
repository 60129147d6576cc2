import type { GroupId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const groupOpen = defineCommand<{ group: GroupId; isOpen: boolean }>({
  id: 'group-open',
  title: { zh: '展开或收起图层组', en: 'Open or close group' },
  run(app, { group, isOpen }) {
    app.change(groupOpen.title, (project) => ({
      ...project,
      tree: project.tree.map((node) => (node.id === group ? { ...node, isOpen } : node)),
    }))
  },
})
