import { normalise } from '../coordinates.ts'

export interface Polar {
  readonly distanceM: number
  /** from north over east; null: as the pointer shows */
  readonly azimuthDeg: number | null
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)`
const ANGLE = String.raw`(\d+(?:\.\d+)?)\s*°?\s*(?:(\d+(?:\.\d+)?)\s*'\s*)?(?:(\d+(?:\.\d+)?)\s*"\s*)?`
const POLAR = new RegExp(String.raw`^@?\s*${NUMBER}\s*M?\s*[<∠@]\s*${ANGLE}$`)
const DISTANCE = new RegExp(String.raw`^@?\s*${NUMBER}\s*(?:M|米)?$`)

/** `50<90`, `@50 < 128°32'36"`, `50 m`: a distance and an azimuth from the last point, as drawing programs write it; null: it is neither. */
export function readPolar(text: string): Polar | null {
  const plain = normalise(text)
  const polar = POLAR.exec(plain)
  if (polar) {
    const [, distance, degrees, minutes = '0', seconds = '0'] = polar
    const azimuthDeg = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600
    return azimuthDeg <= 360 ? { distanceM: Number(distance), azimuthDeg } : null
  }
  const distance = DISTANCE.exec(plain)
  return distance ? { distanceM: Number(distance[1]), azimuthDeg: null } : null
}
