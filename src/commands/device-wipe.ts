import { beginClearing } from '../app/clearing.ts'
import { EMPTY_PACK } from '../app/pack.ts'
import type { DeviceContent } from '../app/wipe-device.ts'
import { defineCommand } from './command.ts'

/** 清除本机数据: everything that this application keeps on the device, itself included; the page must be opened anew afterwards. */
export const deviceWipe = defineCommand<{
  /** it is on the disk that clearing has begun: from now on what is ended before its end is gone on with */
  readonly onBegun: () => void
  readonly onDone: (left: DeviceContent) => void
}>({
  id: 'device-wipe',
  title: { zh: '清除本机数据', en: 'Clear data on this device' },
  async run(app, { onBegun, onDone }) {
    await beginClearing()
    onBegun()
    for (const { id, state } of app.store.getState().session.jobs) if (state === 'running') app.cancelJob(id)
    await app.stopKeeping()
    const { wipeDevice } = await import('../app/wipe-device.ts')
    const left = await wipeDevice(app.config.district.code)
    app.setSession(({ offline }) => ({
      offline: { ...offline, isKept: false, hasNew: false, updates: [], pack: EMPTY_PACK },
    }))
    onDone(left)
  },
})
