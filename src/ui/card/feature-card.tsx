import { type ReactNode, useMemo, useState } from 'react'
import { layerFilter } from '../../commands/layer-filter.ts'
import { parcelPapersOpen } from '../../commands/parcel-papers-open.ts'
import { rowsZoom } from '../../commands/rows-zoom.ts'
import { selectRows } from '../../commands/select-rows.ts'
import { cardText } from '../../i18n/card.ts'
import { NeedsAll } from '../layers/needs-all.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { keepDots } from '../parts/keep-dots.ts'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { useCopy } from '../shell/use-clipboard.ts'
import { AreaFigures } from './area-figures.tsx'
import styles from './card.module.css'
import { copyText, featureName, registeredAreaM2, shownFields, wordsByRole } from './feature-text.ts'
import { FieldEditor } from './field-editor.tsx'
import { FieldList } from './field-list.tsx'
import { Neighbours } from './neighbours.tsx'
import { groupUnitCode, spellUnitCode } from './unit-code.ts'
import { UnitCodePartsInfo } from './unit-code-parts.tsx'

export interface FeatureCardProps {
  readonly layerId: string
  readonly row: number
  /** buttons at the ends of the head: back to the list, close */
  readonly before?: ReactNode
  readonly after?: ReactNode
}

/** One feature: who it is, how large it is by geometry and by register, all its fields, its neighbours. */
export function FeatureCard({ layerId, row, before, after }: FeatureCardProps) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const copy = useCopy()
  const locale = useLocale()
  const [isEditing, setEditing] = useState(false)
  const layer = useAppState((state) => state.project.layers[layerId])
  const isSelected = useAppState(({ session }) => session.selection?.layer === layerId && session.selection.rows.includes(row))
  const opening = useAppState(({ session }) => session.layerStatus[layerId]?.opening ?? 0)
  // of a large layer the whole may come while the card is open
  const isHere = useAppState(() => app.tableOf(layerId) !== null)
  const loaded = useAsync(`${layer?.table} ${row} ${opening} ${isHere}`, async (signal) => {
    const { table, at } = await app.rowOf(layerId, row)
    const measured = table.geometry ? await app.tiles.measure({ table: layer.table, row }, { signal }) : null
    return { table, at, measured }
  })
  const table = loaded.state === 'done' ? loaded.value.table : null
  // its place in that table, which of a large layer holds this row alone
  const at = loaded.state === 'done' ? loaded.value.at : 0
  const fields = useMemo(
    () => (layer && table ? shownFields(layer, table, at, app.codeLists, locale) : []),
    [layer, table, at, app.codeLists, locale],
  )
  if (!layer) return null
  const isFar = app.rangedOf(layerId) !== null
  if (loaded.state === 'failed') return <EmptyState title={text(cardText.failed)} actions={after} />
  if (!table) return <div className={styles.skeleton} role="status" aria-label={text(cardText.loading)} />

  const { measured } = loaded.state === 'done' ? loaded.value : { measured: null }
  const name = featureName(layer, table, at, locale)
  const who = (['town', 'ownership', 'landClass'] as const)
    .map((role) => wordsByRole(layer, table, at, role, app.codeLists, locale))
    .filter(Boolean)
  const areaM2 = layer.geometry === 'polygon' && measured && Number.isFinite(measured.areaM2) ? measured.areaM2 : null
  return (
    <div className={styles.feature} data-testid="feature-card">
      <div className={styles.head}>
        {before}
        <h2 className={styles.code} aria-label={name ? spellUnitCode(name) : undefined}>
          {name ? groupUnitCode(name) : text(cardText.row, { n: row + 1 })}
        </h2>
        {name && <UnitCodePartsInfo code={name} />}
        {name && <IconButton icon="copy" isSmall label={text(cardText.copyCode)} onPress={() => copy(name)} />}
        {after}
      </div>
      <p className={styles.who}>{who.length > 0 ? keepDots(who.join(' · ')) : text(layer.title)}</p>
      <div className={styles.scroll}>
        <AreaFigures layer={layer} table={table} row={at} measured={measured} registeredM2={registeredAreaM2(layer, table, at)} />
        {isEditing && isFar ? (
          <NeedsAll layer={layer} />
        ) : isEditing ? (
          <FieldEditor layer={layer} table={table} row={row} fields={fields} />
        ) : (
          <FieldList
            fields={fields.filter(({ isSaidTwice }) => !isSaidTwice)}
            onFilter={(field) =>
              run(layerFilter, {
                layer: layer.id,
                filter: [
                  ...layer.filter.filter((condition) => condition.field !== field.name),
                  { field: field.name, values: [String(field.value)] },
                ],
              })
            }
          />
        )}
        {layer.geometry === 'polygon' && <Neighbours layer={layer} table={table} row={row} />}
      </div>
      <div className={styles.actions}>
        <Button onPress={() => run(rowsZoom, { layer: layer.id, rows: [row] })}>{text(cardText.zoom)}</Button>
        <Button onPress={() => run(selectRows, { layer: layer.id, rows: [row], mode: 'toggle' })}>
          {text(isSelected ? cardText.unselect : cardText.select)}
        </Button>
        <Button
          onPress={() => copy(copyText(text(layer.title), fields, areaM2 === null ? null : [text(cardText.drawnArea), areaM2]))}
        >
          {text(cardText.copyAll)}
        </Button>
        {layer.geometry === 'polygon' && (
          <Button onPress={() => run(parcelPapersOpen, { layer: layer.id, rows: [row] })}>{text(parcelPapersOpen.title)}</Button>
        )}
        <Button onPress={() => setEditing(!isEditing)}>{text(isEditing ? cardText.editDone : cardText.edit)}</Button>
      </div>
    </div>
  )
}
