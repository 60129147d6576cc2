import { defineCommand } from './command.ts'

/** 清除本机数据: saved work, imported layers and results on this device; then the page starts anew. */
export const workDiscard = defineCommand({
  id: 'work-discard',
  title: { zh: '清除本机数据', en: 'Clear data on this device' },
  needsArgument: true,
  async run(app) {
    await app.discardWork()
    location.replace(location.pathname + location.search)
    location.reload()
  },
})
