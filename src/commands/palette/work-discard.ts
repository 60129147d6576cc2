import { defineCommand } from '../command.ts'

/** 放弃恢复的工作: saved work, imported layers and results leave this device; then the page starts anew. */
export const workDiscard = defineCommand({
  id: 'work-discard',
  title: { zh: '放弃本机保存的工作', en: 'Discard the work kept on this device' },
  async run(app) {
    await app.discardWork()
    location.replace(location.pathname + location.search)
    location.reload()
  },
})
