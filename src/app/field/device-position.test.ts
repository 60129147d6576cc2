import { describe, expect, it, vi } from 'vitest'
import type { AppError } from '../../core/errors.ts'
import { devicePosition } from './device-position.ts'

/** A device whose owner gives and takes the permission to locate. */
function deviceOf() {
  const watches = new Map<number, { readonly fix: PositionCallback; readonly fail: PositionErrorCallback }>()
  let count = 0
  const geolocation = {
    watchPosition: (fix: PositionCallback, fail: PositionErrorCallback) => {
      watches.set(++count, { fix, fail })
      return count
    },
    clearWatch: (id: number) => void watches.delete(id),
  } as unknown as Geolocation
  const status = Object.assign(new EventTarget(), { state: 'granted' as PermissionState })
  const permissions = { query: async () => status } as unknown as Permissions
  const permit = (state: PermissionState) => {
    status.state = state
    status.dispatchEvent(new Event('change'))
  }
  const coords = { longitude: 118.5, latitude: 37.6, accuracy: 6, heading: null, speed: null }
  const send = () => {
    for (const { fix } of watches.values()) fix({ coords } as GeolocationPosition)
  }
  const told = { fix: vi.fn(), problem: vi.fn() }
  const problems = () => told.problem.mock.calls.map(([error]) => (error as AppError).code)
  return { geolocation, permissions, permit, send, watches, told, problems }
}

describe('the position of the device', () => {
  it('says at once that its permission was taken away, and goes on when it is given again', async () => {
    const { geolocation, permissions, permit, send, watches, told, problems } = deviceOf()
    const stop = await devicePosition(geolocation, permissions).start(told)
    await Promise.resolve()
    send()
    expect(told.fix).toHaveBeenCalledTimes(1)
    permit('denied')
    expect(problems()).toEqual(['position.denied'])
    permit('granted')
    // the browser's own watch is dead after a refusal; there is one, not two
    expect([...watches.keys()]).toEqual([2])
    send()
    expect(told.fix).toHaveBeenCalledTimes(2)
    stop()
    expect(watches.size).toBe(0)
    permit('granted')
    permit('denied')
    expect([watches.size, problems().length]).toEqual([0, 1])
  })
  it('needs no word of permissions: a browser that tells none is watched all the same', async () => {
    for (const permissions of [undefined, { query: async () => Promise.reject(new TypeError()) } as unknown as Permissions]) {
      const { geolocation, send, told } = deviceOf()
      await devicePosition(geolocation, permissions).start(told)
      await Promise.resolve()
      send()
      expect(told.fix).toHaveBeenCalledTimes(1)
    }
  })
})
