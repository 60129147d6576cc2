import type { PositionSource } from '../ports.ts'

/** A place that somebody typed: it stands until another is typed. */
export function typedPosition(place: {
  readonly lng: number
  readonly lat: number
  readonly accuracyM: number | null
}): PositionSource {
  return {
    id: 'typed',
    async start({ fix }) {
      fix({ ...place, source: 'typed', headingDeg: null, speedMps: null, quality: null, satellites: null, timeS: null })
      return () => {}
    },
  }
}
