import { writeAngle } from '../../core/coordinate-angles.ts'

/** 128°32′36″: to the second, as surveyors write it; — where there is no direction. */
export function azimuthText(degrees: number): string {
  if (!Number.isFinite(degrees)) return '—'
  const seconds = Math.round((((degrees % 360) + 360) % 360) * 3600) % 1_296_000
  return writeAngle(seconds / 3600, 'dms').replace('.00″', '″')
}
