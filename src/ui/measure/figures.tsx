import { zoneOf } from '../../core/crs-registry.ts'
import { geometryFromGeoJson } from '../../core/geometry.ts'
import type { Segment, SketchFigures } from '../../core/sketch/figures.ts'
import type { Table } from '../../core/table.ts'
import { AREA_UNITS, companionUnits, shownArea, shownLength, shownNumber } from '../../core/units.ts'
import { measureText } from '../../i18n/measure.ts'
import { AreaMethods } from '../card/area-methods.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { Note } from '../parts/note.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import { azimuthText } from './azimuth-text.ts'
import styles from './measure.module.css'

type LngLat = readonly [number, number]

/** The one figure that was asked for, large, with its method; what goes with it below. */
export function Figures({ figures, isRing, last }: { figures: SketchFigures; isRing: boolean; last: Segment | null }) {
  const text = useText()
  const unit = useAppState((state) => state.session.areaUnit)
  const { areaM2, lengthM, crossesItself, seams } = figures
  const length = shownLength(lengthM)
  const units = [...new Set([...companionUnits(areaM2 ?? 0), ...(unit === 'm2' ? [] : [unit])])]
  const points = ringPoints(figures)
  return (
    <>
      <dl className={styles.figures}>
        {isRing && (
          <>
            <dt>{text(measureText.area)}</dt>
            <dd className={styles.big} data-testid="measured-area">
              {areaM2 === null || crossesItself ? '—' : shownNumber(areaM2, 2)}
            </dd>
            <dd className={styles.unit}>
              m²
              {areaM2 !== null && !crossesItself && <AreaMethods table={tableOf(points)} row={0} />}
            </dd>
            {areaM2 !== null &&
              !crossesItself &&
              units.map((each) => (
                <div key={each} className={styles.more}>
                  <dt aria-hidden="true" />
                  <dd>{shownArea(areaM2, each)}</dd>
                  <dd className={styles.unit}>{text(AREA_UNITS[each].label)}</dd>
                </div>
              ))}
          </>
        )}
        <dt>{text(isRing ? measureText.perimeter : measureText.length)}</dt>
        <dd className={isRing ? undefined : styles.big} data-testid="measured-length">
          {length.text}
        </dd>
        <dd className={styles.unit}>{length.unit}</dd>
        {last && (
          <>
            <dt>{text(measureText.lastSide)}</dt>
            <dd>{shownLength(last.lengthM).text}</dd>
            <dd className={styles.unit}>{shownLength(last.lengthM).unit}</dd>
            <dt>{text(measureText.azimuth)}</dt>
            <dd data-testid="measured-azimuth">{azimuthText(last.azimuthDeg)}</dd>
            <dd className={styles.unit} />
          </>
        )}
      </dl>
      <p className={styles.method}>{text(isRing ? measureText.areaMethod : measureText.lengthMethod)}</p>
      {crossesItself && <Note level="warning">{text(measureText.crossing)}</Note>}
      {seams.map((lng) => (
        <Note key={lng} level="warning">
          {text(measureText.seam, { lng: String(lng), west: String(zoneOf(lng - 1)), east: String(zoneOf(lng + 1)) })}
        </Note>
      ))}
    </>
  )
}

/** Each side with its length and azimuth. */
export function Sides({ segments, isOpen }: { readonly segments: readonly Segment[]; readonly isOpen: boolean }) {
  const text = useText()
  if (segments.length === 0) return null
  return (
    <Disclosure title={text(measureText.sides, { n: segments.length })} isInitiallyOpen={isOpen}>
      <table className={styles.sides}>
        <thead>
          <tr>
            <th scope="col">{text(measureText.side)}</th>
            <th scope="col">m</th>
            <th scope="col">{text(measureText.azimuth)}</th>
          </tr>
        </thead>
        <tbody>
          {segments.map(({ lengthM, azimuthDeg }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a side is known by its number
            <tr key={i}>
              <th scope="row">{i + 1}</th>
              <td>{shownNumber(lengthM, 2)}</td>
              <td>{azimuthText(azimuthDeg)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Disclosure>
  )
}

function ringPoints({ segments }: SketchFigures): readonly LngLat[] {
  return segments.map(({ from }) => from)
}

/** As a table of one polygon, for the comparison of methods. */
function tableOf(ring: readonly LngLat[]): Table {
  const coordinates = [[...ring, ring[0]].map(([lng, lat]) => [lng, lat])]
  return {
    name: JSON.stringify(ring),
    crs: 'EPSG:4490',
    length: 1,
    columns: [],
    geometry: geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates }]),
  }
}
