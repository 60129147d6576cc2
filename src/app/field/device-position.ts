import { AppError } from '../../core/errors.ts'
import type { PositionListener, PositionSource } from '../ports.ts'

const WAIT_MS = 20_000
const CODES = { 1: 'position.denied', 2: 'position.unavailable', 3: 'position.timeout' } as const

/**
 * The device's own position (W3C Geolocation). `accuracy` is there a radius for 95 %.
 * @param geolocation undefined: the device has none
 * @param permissions undefined: the browser does not tell when one is given or taken
 */
export function devicePosition(geolocation: Geolocation | undefined, permissions?: Permissions): PositionSource {
  return {
    id: 'device',
    async start(listener) {
      if (!geolocation) throw new AppError('position.none')
      const end = new AbortController()
      let watch = watchDevice(geolocation, listener)
      // not waited for: the first position is
      void permissions?.query({ name: 'geolocation' }).then(
        (permission) =>
          permission.addEventListener(
            'change',
            () => {
              if (permission.state === 'denied') listener.problem(new AppError('position.denied'))
              if (permission.state !== 'granted') return
              // a watch that was refused stays silent for good
              geolocation.clearWatch(watch)
              watch = watchDevice(geolocation, listener)
            },
            { signal: end.signal },
          ),
        () => {},
      )
      return () => {
        end.abort()
        geolocation.clearWatch(watch)
      }
    },
  }
}

/** Where the page comes without https the browser refuses whatever its user allows: that is said, not a permission asked for. */
const refusedPosition: PositionSource = {
  id: 'device',
  start: async () => {
    throw new AppError('position.insecure')
  },
}

export const positionHere = (): PositionSource =>
  isSecureContext ? devicePosition(navigator.geolocation, navigator.permissions) : refusedPosition

function watchDevice(geolocation: Geolocation, { fix, problem }: PositionListener): number {
  return geolocation.watchPosition(
    ({ coords }) =>
      fix({
        lng: coords.longitude,
        lat: coords.latitude,
        accuracyM: coords.accuracy,
        source: 'device',
        // standing still has no direction
        headingDeg: coords.heading !== null && (coords.speed ?? 0) > 0.3 ? coords.heading : null,
        speedMps: coords.speed,
        quality: null,
        satellites: null,
        timeS: null,
      }),
    ({ code, message }) => problem(new AppError(CODES[code as 1 | 2 | 3] ?? 'position.unavailable', { message })),
    // never one that was kept from before
    { enableHighAccuracy: true, maximumAge: 0, timeout: WAIT_MS },
  )
}
