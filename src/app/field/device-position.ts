import { AppError } from '../../core/errors.ts'
import type { PositionSource } from '../ports.ts'

const WAIT_MS = 20_000
const CODES = { 1: 'position.denied', 2: 'position.unavailable', 3: 'position.timeout' } as const

/** The device's own position (W3C Geolocation). `accuracy` is there a radius for 95 %. @param geolocation undefined: the device has none */
export function devicePosition(geolocation: Geolocation | undefined): PositionSource {
  return {
    id: 'device',
    async start({ fix, problem }) {
      if (!geolocation) throw new AppError('position.none')
      const watch = geolocation.watchPosition(
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
      return () => geolocation.clearWatch(watch)
    },
  }
}
