import type { SketchPointer } from '../../app/app.ts'
import type { Config } from '../../app/config.ts'
import type { Sketch } from '../../app/state.ts'
import type { Detail } from '../../core/errors.ts'
import { destination } from '../../core/sketch/destination.ts'
import { readPolar } from '../../core/sketch/read-polar.ts'
import { lastDirectionDeg } from '../../core/sketch/straighten.ts'
import type { Text } from '../../core/text.ts'
import { shownNumber } from '../../core/units.ts'
import { measureText } from '../../i18n/measure.ts'
import { readPositions } from '../search/read-positions.ts'
import { azimuthText } from './azimuth-text.ts'

type LngLat = readonly [number, number]

export interface TypedPoint {
  readonly at: LngLat
  /** how it was read, to be shown before it is taken */
  readonly reading: Text
  readonly isInside: boolean
}
export interface TypedAnswer {
  /** one: it can be taken; several: ask which */
  readonly points: readonly TypedPoint[]
  readonly problem: Text | { readonly code: string; readonly detail: Detail } | null
}

/** A point that was typed: coordinates in any form, or a distance (and azimuth) from the last point. */
export function readTypedPoint(
  text: string,
  vertices: Sketch['vertices'],
  parallelDeg: SketchPointer['parallelDeg'],
  config: Pick<Config, 'district' | 'workingCrs'>,
  polarWords: Text = measureText.typedPolar,
): TypedAnswer {
  if (text.trim() === '') return { points: [], problem: null }
  const polar = readPolar(text)
  if (!polar) {
    const { positions, problem } = readPositions(text, config)
    const points = positions.map(({ lngLat, reading, isInside }) => ({ at: lngLat, reading, isInside }))
    return { points, problem: points.length > 0 ? null : (problem ?? measureText.typedUnread) }
  }
  const last = vertices.at(-1)
  const onward = parallelDeg ?? (vertices.length > 1 ? lastDirectionDeg(vertices) : null)
  const azimuthDeg = polar.azimuthDeg ?? onward
  if (!last || azimuthDeg === null) return { points: [], problem: measureText.typedNeedsPoint }
  const values = { distance: shownNumber(polar.distanceM, 2), azimuth: azimuthText(azimuthDeg) }
  const fill = (words: string) => words.replace('{distance}', values.distance).replace('{azimuth}', values.azimuth)
  return {
    points: [
      {
        at: destination(...last, azimuthDeg, polar.distanceM),
        reading: { zh: fill(polarWords.zh), en: fill(polarWords.en) },
        isInside: true,
      },
    ],
    problem: null,
  }
}
