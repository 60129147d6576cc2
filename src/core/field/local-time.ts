/** Writes a time of a record (ISO 8601, UTC) as it is read on paper and in tables. */
export type TimeOf = (iso: string) => string

/**
 * As the clock on the wall shows it, with its distance from UTC: by the digits of UTC alone the morning of China is the day before.
 * @param offsetMin minutes that the wall is ahead of UTC then
 */
export function localTime(iso: string, offsetMin: number): string {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return iso
  const wall = new Date(at + offsetMin * 60_000).toISOString()
  const away = Math.abs(offsetMin)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${wall.slice(0, 10)} ${wall.slice(11, 19)} ${offsetMin < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`
}
