import type { Config } from '../../app/config.ts'
import { type CoordinateReading, parseCoordinates } from '../../core/coordinates.ts'
import { crsOf } from '../../core/crs.ts'
import type { Detail } from '../../core/errors.ts'
import type { Text } from '../../core/text.ts'
import type { LngLat } from '../../workers/tiles-api.ts'

export interface ReadPosition {
  readonly id: string
  readonly lngLat: LngLat
  /** how the numbers were understood, before anything moves */
  readonly reading: Text
  readonly isInside: boolean
}
export interface PositionAnswer {
  readonly positions: readonly ReadPosition[]
  readonly problem: { readonly code: string; readonly detail: Detail } | null
}

/** Typed coordinates with the way they were read, best first. */
export function readPositions(text: string, config: Pick<Config, 'district' | 'workingCrs'>): PositionAnswer {
  const { readings, problem } = parseCoordinates(text, { extent: config.district.extent, workingCrs: config.workingCrs })
  const positions = readings.map((reading) => ({
    id: `position ${reading.crs} ${reading.isNorthFirst}`,
    lngLat: [reading.lng, reading.lat] as const,
    reading: readingWords(reading),
    isInside: reading.isInside,
  }))
  return { positions, problem }
}

function readingWords(reading: CoordinateReading): Text {
  const at = `${reading.lng.toFixed(6)}°E ${reading.lat.toFixed(6)}°N`
  const crs = crsOf(reading.crs)
  const isProjected = reading.form === 'projected'
  const order = isProjected
    ? reading.isNorthFirst
      ? { zh: 'X,Y', en: 'X,Y' }
      : { zh: 'Y,X', en: 'Y,X' }
    : reading.isNorthFirst
      ? { zh: '纬度,经度', en: 'lat,lon' }
      : { zh: '经度,纬度', en: 'lon,lat' }
  const system = isProjected ? (crs?.short ?? { zh: reading.crs, en: reading.crs }) : { zh: '', en: '' }
  const doubt = reading.evidence === 'guess' ? { zh: '可能：', en: 'Perhaps: ' } : { zh: '', en: '' }
  const swapped = reading.isLabelSwapped
    ? { zh: '（X、Y 标注与测绘习惯相反）', en: ' (labels X and Y the other way round)' }
    : { zh: '', en: '' }
  return {
    zh: `${doubt.zh}按${system.zh ? ` ${system.zh} ` : ''}${order.zh} 读作 ${at}${swapped.zh}`,
    en: `${doubt.en}Read as ${system.en ? `${system.en} ` : ''}${order.en}: ${at}${swapped.en}`,
  }
}
