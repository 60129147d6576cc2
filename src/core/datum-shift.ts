import { requireCrs } from './crs.ts'

const MOST = [1000, 1000, 1000, 60, 60, 60, 100]

/**
 * Parameters as somebody types them: three shifts in metres, perhaps three rotations in seconds of arc and a scale in ppm (position
 * vector, EPSG 9606), with any separators. null: not three or seven numbers, or none of a datum of China.
 */
export function readShift(text: string): readonly number[] | null {
  const values = text
    .normalize('NFKC')
    .replace(/[−–—]/g, '-')
    .split(/[\s,;、，；]+/)
    .filter((part) => part !== '')
    .map(Number)
  if (values.length !== 3 && values.length !== 7) return null
  return values.every((value, i) => Math.abs(value) <= MOST[i]) && values.some((value) => value !== 0) ? values : null
}

/** `crs` with parameters to WGS 84, as a PROJ string. @throws AppError crs.unknown */
export function withShift(crs: string, parameters: readonly number[]): string {
  return requireCrs(crs).proj.replace(' +no_defs', ` +towgs84=${parameters.join(',')} +no_defs`)
}
