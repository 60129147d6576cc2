import type { App } from '../../app/app.ts'

export interface Room {
  /** by all of this address; null: not told */
  readonly usedBytes: number | null
  /** at most, as the browser tells; null: not told */
  readonly freeBytes: number | null
  readonly isPersisted: boolean
}

export async function readRoom(): Promise<Room> {
  const [{ quota, usage }, isPersisted] = await Promise.all([navigator.storage.estimate(), navigator.storage.persisted()])
  return {
    usedBytes: usage ?? null,
    freeBytes: quota === undefined || usage === undefined ? null : Math.max(0, quota - usage),
    isPersisted,
  }
}

/** Whether so many bytes more can be written: tried, since what browsers tell of their room may be a round figure. */
export async function isRoomFor(app: App, bytes: number, signal: AbortSignal): Promise<boolean> {
  return app.offline.hasRoom({ folder: app.config.district.code, bytes }, { signal })
}
