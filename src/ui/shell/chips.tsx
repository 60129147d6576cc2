import type { Layer } from '../../app/state.ts'
import { filterByPlace } from '../../commands/filter-by-place.ts'
import { layerExportOpen } from '../../commands/layer-export-open.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import { filterClear } from '../../commands/palette/filter-clear.ts'
import { overlapDrawn } from '../../commands/palette/overlap-drawn.ts'
import { selectClear } from '../../commands/palette/select-clear.ts'
import { parcelPapersOpen } from '../../commands/parcel-papers-open.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_UNITS, shownArea } from '../../core/units.ts'
import { chipText } from '../../i18n/chips.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useRun, useText } from './app-context.ts'
import styles from './chips.module.css'
import { useConditionWords } from './use-condition-words.ts'
import { PHONE, useMedia } from './use-media.ts'
import { useSelectionArea } from './use-selection-area.ts'

/** What is being filtered and what is selected: always in sight, always one press from being undone. */
export function Chips() {
  return (
    <div className={styles.chips}>
      <FilterChips />
      <SelectionChip />
    </div>
  )
}

function FilterChips() {
  const text = useText()
  const run = useRun()
  const layers = useAppState((state) => state.project.layers)
  const filters = Object.values(layers).flatMap((layer) => layer.filter.map((condition) => ({ layer, condition })))
  if (filters.length === 0) return null
  return (
    <ul className={styles.row} aria-label={text(chipText.activeFilters)}>
      {filters.map(({ layer, condition }) => (
        <FilterChip key={`${layer.id} ${JSON.stringify(condition)}`} layer={layer} condition={condition} />
      ))}
      {filters.length > 1 && (
        <li className={styles.chip}>
          <Button variant="quiet" isSmall className={styles.inverse} onPress={() => run(filterClear, undefined)}>
            {text(chipText.clearFilters)}
          </Button>
        </li>
      )}
    </ul>
  )
}

/** One condition, and how to be rid of it. @param isNamed the layer's name stands above it already */
export function FilterChip({
  layer,
  condition,
  isNamed = false,
}: {
  readonly layer: Layer
  readonly condition: Condition
  readonly isNamed?: boolean
}) {
  const text = useText()
  const run = useRun()
  const { field, values } = useConditionWords(layer, condition)
  const { place } = condition
  const hasAged = useAppState(
    ({ project }) => place && Object.entries(place.tables).some(([id, table]) => project.layers[id]?.table !== table),
  )
  return (
    <li className={styles.chip}>
      <span className={styles.words}>
        {isNamed
          ? `${field} ${values}`.trim()
          : text(field ? chipText.filterOf : chipText.filterWritten, { layer: text(layer.title), field, values })}
      </span>
      {place && hasAged && (
        <Button
          variant="quiet"
          isSmall
          className={styles.inverse}
          onPress={() => run(filterByPlace, { layer: layer.id, ...place, condition: null, instead: condition })}
        >
          {text(chipText.askAgain)}
        </Button>
      )}
      <IconButton
        icon="close"
        isSmall
        className={styles.inverse}
        label={text(chipText.removeFilter, { layer: text(layer.title), field: field || values })}
        onPress={() => run(layerFilter, { layer: layer.id, filter: layer.filter.filter((other) => other !== condition) })}
      />
    </li>
  )
}

function SelectionChip() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const selection = useAppState((state) => state.session.selection)
  const unit = useAppState((state) => state.session.areaUnit)
  const layer = useAppState((state) => (selection ? state.project.layers[selection.layer] : undefined))
  const total = useSelectionArea(app, selection)
  const isPhone = useMedia(PHONE)
  if (!selection || !layer) return null
  const area =
    total &&
    text(unit === 'mu' ? chipText.selectionAreaMu : chipText.selectionArea, {
      area: shownArea(total.areaM2, unit === 'mu' ? 'm2' : unit),
      unit: text(AREA_UNITS[unit === 'mu' ? 'm2' : unit].label),
      mu: shownArea(total.areaM2, 'mu'),
    })
  return (
    <div className={styles.row}>
      <div className={`${styles.chip} ${styles.selected}`} data-testid="selection-chip">
        <span className={styles.words}>
          <strong>{text(shellText.selection, { n: selection.rows.length, layer: text(layer.title) })}</strong>
          {layer.geometry === 'polygon' && (
            <span>
              {' · '}
              {/* on a phone the figures have the line beside the layer's name, which is what may be cut */}
              {area && !isPhone && text(chipText.selectionTotal)}
              {area ?? '…'}
            </span>
          )}
          {total && total.empty > 0 && <span> · {text(chipText.selectionEmpty, { n: total.empty })}</span>}
        </span>
        {overlapDrawn.isEnabled?.(app) && (
          <Button variant="quiet" isSmall onPress={() => run(overlapDrawn, undefined)}>
            {text(chipText.overlapDrawn)}
          </Button>
        )}
        <Button variant="quiet" isSmall onPress={() => run(layerExportOpen, { layer: selection.layer })}>
          {text(chipText.exportSelection)}
        </Button>
        {/* a phone has no room for it: search and the card lead there */}
        {layer.geometry === 'polygon' && !isPhone && (
          <Button variant="quiet" isSmall onPress={() => run(parcelPapersOpen, { layer: selection.layer, rows: selection.rows })}>
            {text(parcelPapersOpen.title)}
          </Button>
        )}
        <IconButton icon="target" isSmall label={text(chipText.zoomToSelection)} onPress={() => run(rowsZoom, selection)} />
        <IconButton
          icon="close"
          isSmall
          label={text(chipText.clearSelection)}
          shortcut="Esc"
          onPress={() => run(selectClear, undefined)}
        />
      </div>
    </div>
  )
}
