import { defineCommand } from '../command.ts'

/** 启用新版本: what is open is saved, then the newer application takes its place. */
export const shellAccept = defineCommand({
  id: 'shell-accept',
  title: { zh: '启用新版本', en: 'Use the new version' },
  isEnabled: (app) => app.store.getState().session.offline.hasNew,
  async run(app) {
    await app.save()
    const { acceptShell } = await import('../../app/shell-update.ts')
    await acceptShell()
    location.reload()
  },
})
