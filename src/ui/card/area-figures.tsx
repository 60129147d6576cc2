import type { Layer } from '../../app/state.ts'
import { CADASTRAL_SCALE } from '../../core/quality/area-tolerance.ts'
import type { Table } from '../../core/table.ts'
import { AREA_UNITS, companionUnits, shownArea, shownLength, shownNumber } from '../../core/units.ts'
import { cardText } from '../../i18n/card.ts'
import type { Measured } from '../../workers/tiles-api.ts'
import { Icon } from '../parts/icon.tsx'
import { Note } from '../parts/note.tsx'
import { useText } from '../shell/app-context.ts'
import { AreaMethods } from './area-methods.tsx'
import styles from './card.module.css'
import { compareAreas } from './tolerance.ts'

const DEFECTS = {
  crossing: cardText.defectCrossing,
  holeOutside: cardText.defectHole,
  partsOverlap: cardText.defectParts,
} as const

export interface AreaFiguresProps {
  readonly layer: Layer
  readonly table: Table
  readonly row: number
  readonly measured: Measured | null
  readonly registeredM2: number | null
}

/** What the register says, what is drawn (large), their difference, and what of it is allowed, in words too. */
export function AreaFigures({ layer, table, row, measured, registeredM2 }: AreaFiguresProps) {
  const text = useText()
  if (!measured || layer.geometry === 'none' || measured.vertices === 0)
    return <p className={styles.method}>{text(cardText.noGeometry)}</p>
  const length = shownLength(measured.perimeterM)
  if (layer.geometry === 'point') return null
  if (layer.geometry === 'line')
    return (
      <dl className={styles.figures}>
        <dt>{text(cardText.length)}</dt>
        <dd className={styles.big}>{length.text}</dd>
        <dd className={styles.unit}>{length.unit}</dd>
      </dl>
    )
  const isKnown = Number.isFinite(measured.areaM2)
  const units = companionUnits(measured.areaM2)
  const difference = compareAreas(measured.areaM2, registeredM2)
  return (
    <>
      <dl className={styles.figures}>
        {registeredM2 !== null && (
          <>
            <dt>{text(cardText.registeredArea)}</dt>
            <dd>{shownNumber(registeredM2, 2)}</dd>
            <dd className={styles.unit}>m²</dd>
          </>
        )}
        <dt>{text(cardText.drawnArea)}</dt>
        <dd className={styles.big} data-testid="drawn-area">
          {isKnown ? shownNumber(measured.areaM2, 2) : '—'}
        </dd>
        <dd className={styles.unit}>m² {isKnown && <AreaMethods table={table} row={row} />}</dd>
        {isKnown && (
          <>
            <dt aria-hidden="true" />
            <dd>{units.map((unit) => shownArea(measured.areaM2, unit)).join('　/　')}</dd>
            <dd className={styles.unit}>{units.map((unit) => text(AREA_UNITS[unit].label)).join('/')}</dd>
          </>
        )}
        {difference && (
          <>
            <dt>{text(cardText.difference)}</dt>
            <dd>
              {signed(difference.differenceM2, 2)}　{signed(difference.perMille, 2)}‰
            </dd>
            <dd className={styles.unit}>m²</dd>
            <dt>{text(cardText.tolerance)}</dt>
            <dd>±{shownNumber(difference.toleranceM2, 2)}</dd>
            <dd className={styles.unit}>
              m²
              <span className={difference.isWithin ? styles.within : styles.beyond}>
                {!difference.isWithin && <Icon name="warning" size={12} />}
                {text(difference.isWithin ? cardText.within : cardText.beyond)}
              </span>
            </dd>
          </>
        )}
        <dt>{text(cardText.perimeter)}</dt>
        <dd>{length.text}</dd>
        <dd className={styles.unit}>{length.unit}</dd>
      </dl>
      {measured.defect && (
        <Note level="warning">
          {text(cardText.defect, {
            what: text(DEFECTS[measured.defect.kind]),
            at: measured.defect.at.map((degrees) => degrees.toFixed(6)).join(', '),
            m2: shownNumber(measured.defect.repairedM2, 2),
            mu: shownArea(measured.defect.repairedM2, 'mu'),
          })}
        </Note>
      )}
      <p className={styles.method}>
        {isKnown ? text(cardText.method, { file: layer.source.file }) : text(cardText.methodUnknown)}
        {difference && (
          <span>
            {text(cardText.toleranceRule, { limit: shownNumber(difference.toleranceM2, 1), scale: String(CADASTRAL_SCALE) })}
          </span>
        )}
      </p>
    </>
  )
}

function signed(value: number, decimals: number): string {
  const shown = shownNumber(value, decimals)
  return value > 0 && /[1-9]/.test(shown) ? `+${shown}` : shown
}
