import { takeLayers, type Wanted } from '../app/take-layers.ts'
import { defineCommand } from './command.ts'

export const TAKE_JOB = { zh: '离线使用', en: 'Take offline' }

/**
 * 离线使用: makes the package consist of these layers, or of the part of them that reaches into an area. Fetches what is not here and keeps it; what is
 * no longer wanted leaves the device. What breaks off or is cancelled goes on where it stopped when it is asked for again.
 */
export const offlineTake = defineCommand<Wanted>({
  id: 'offline-take',
  title: TAKE_JOB,
  run: (app, wanted) => takeLayers(app, TAKE_JOB, wanted),
})
