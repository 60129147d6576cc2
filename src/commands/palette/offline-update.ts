import { defineCommand } from '../command.ts'

/** Fetches the newer files of taken layers; then the page starts anew with them. */
export const offlineUpdate = defineCommand({
  id: 'offline-update',
  title: { zh: '更新离线图层', en: 'Update offline layers' },
  isEnabled: (app) => app.store.getState().session.offline.updates.length > 0,
  async run(app) {
    // what was taken stays until the newer file is whole
    const { takeLayers } = await import('../offline-take.ts')
    if (!(await takeLayers(app, app.store.getState().session.offline.updates))) return
    await app.save()
    location.reload()
  },
})
