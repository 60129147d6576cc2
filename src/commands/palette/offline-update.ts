import { defineCommand } from '../command.ts'

/** Fetches the newer files of taken layers; then the page starts anew with them. */
export const offlineUpdate = defineCommand({
  id: 'offline-update',
  title: { zh: '更新离线图层', en: 'Update offline layers' },
  isEnabled: (app) => app.store.getState().session.offline.updates.length > 0,
  async run(app) {
    const [{ TAKE_JOB }, { updateLayers }] = await Promise.all([import('../offline-take.ts'), import('../../app/take-layers.ts')])
    await updateLayers(app, TAKE_JOB)
  },
})
