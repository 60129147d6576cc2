import { lazy, memo, Suspense, useDeferredValue, useState } from 'react'
import { layerCount } from '../../app/layer-count.ts'
import type { Layer, LayerId } from '../../app/state.ts'
import { dashboardOf } from '../../commands/dashboard-of.ts'
import { layerExportOpen } from '../../commands/layer-export-open.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import { layerJoinOpen } from '../../commands/layer-join-open.ts'
import { layerMove } from '../../commands/layer-move.ts'
import { layerRemove } from '../../commands/layer-remove.ts'
import { layerShow } from '../../commands/layer-show.ts'
import { layerZoom } from '../../commands/layer-zoom.ts'
import { queryLayer } from '../../commands/query-layer.ts'
import { styleOpen } from '../../commands/style-open.ts'
import { tableOpen } from '../../commands/table-open.ts'
import { shownNumber } from '../../core/units.ts'
import { layersText } from '../../i18n/layers.ts'
import { IconButton } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { PackLine } from '../shell/screens.ts'
import { EditsLine } from './edits-line.tsx'
import { GridLegend } from './grid-legend.tsx'
import styles from './layers.module.css'
import { isLegendLong, Legend } from './legend.tsx'
import { RowStateLine } from './row-state-line.tsx'
import { Swatch } from './swatch.tsx'
import { isAllDemonstration, placeOfStep } from './tree-moves.ts'

const OpacityField = lazy(async () => ({ default: (await import('./opacity-field.tsx')).OpacityField }))

interface Actions {
  readonly onAbout: (layer: string) => void
  readonly onRename: (layer: string) => void
}

/** Rendered anew when its own layer changes, not with every change of the tree. */
export const LayerRow = memo(function LayerRow({ id, ...actions }: Actions & { readonly id: LayerId }) {
  const layer = useAppState(({ project }) => project.layers[id])
  // the tree makes all its new rows in one task: there their places, and what stands in them in pieces, between which the page answers
  const isWhole = useDeferredValue(true, false)
  // it has gone, and the tree does not yet know
  if (!layer) return null
  return isWhole ? <Row layer={layer} {...actions} /> : <Place id={id} />
})

/** As high as the row without its legend. */
function Place({ id }: { readonly id: LayerId }) {
  return (
    <div data-layer={id}>
      <div className={styles.layerHead} />
    </div>
  )
}

function Row({ layer, onAbout, onRename }: Actions & { readonly layer: Layer }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const status = useAppState((state) => state.session.layerStatus[layer.id])
  const [isLegendOpen, setLegendOpen] = useState(() => layer.role === 'data' && !isLegendLong(layer))
  const [hasOpacity, setOpacity] = useState(false)
  const isMarkedAbove = useAppState(({ project }) => {
    const group = project.tree.find(({ layers }) => layers.includes(layer.id))
    return group !== undefined && isAllDemonstration(group, project.layers)
  })
  const isPacked = useAppState(({ session }) => session.offline.pack.layers.some(({ entry }) => entry.id === layer.id))
  const title = text(layer.title)
  const canRise = useAppState(({ project }) => placeOfStep(project.tree, layer.id, -1) !== null)
  const canSink = useAppState(({ project }) => placeOfStep(project.tree, layer.id, 1) !== null)
  const step = (by: -1 | 1) => {
    const place = placeOfStep(app.store.getState().project.tree, layer.id, by)
    if (place) run(layerMove, { layer: layer.id, ...place })
  }
  const count = layerCount(layer.id, status, app.catalog)
  const shown = layer.filter.length > 0 ? (status?.visibleCount ?? count) : count
  // of a large layer that is loaded as a whole a line of its own says so
  const isReading = layer.visible && status?.state === 'loading' && !status.ranges
  const hasCount = shown !== null && !layer.grid && !layer.overlay
  const hasClasses = layer.symbology.kind !== 'single'
  return (
    <div data-layer={layer.id}>
      <div className={styles.layerHead}>
        <Checkbox
          label={text(layersText.show, { layer: title })}
          isSelected={layer.visible}
          onChange={(visible) => run(layerShow, { layer: layer.id, visible })}
        />
        {hasClasses ? (
          <IconButton
            icon={isLegendOpen ? 'chevron-down' : 'chevron-right'}
            isSmall
            className={styles.legendToggle}
            label={text(isLegendOpen ? layersText.legendHide : layersText.legendShow, { layer: title })}
            onPress={() => setLegendOpen(!isLegendOpen)}
          />
        ) : (
          <span className={styles.single}>
            {layer.symbology.kind === 'single' &&
              !layer.grid &&
              (!layer.overlay || layer.symbology.style.line || layer.symbology.style.fill) && (
                <Swatch style={layer.symbology.style} geometry={layer.geometry} />
              )}
          </span>
        )}
        <span className={styles.layerTitle} title={title}>
          {title}
        </span>
        {layer.source.isDemonstration && !isMarkedAbove && (
          <span className={styles.demonstration} title={text(layersText.demonstrationHelp)}>
            {text(layersText.demonstration)}
          </span>
        )}
        {(isReading || hasCount) && (
          <span className={styles.count}>
            {hasCount && shownNumber(shown, 0)}
            {isReading && (
              // the bar below it says the same to whoever hears it
              <span className={styles.readingWords} aria-hidden="true">
                {text(layersText.loading)}
                {status.share !== null && ` ${shownNumber(status.share * 100, 0)}%`}
              </span>
            )}
          </span>
        )}
        <MenuButton
          label={text(layersText.rowMenu, { layer: title })}
          trigger={
            <IconButton icon="more" isSmall className={styles.rowMenu} label={text(layersText.rowMenu, { layer: title })} />
          }
          groups={[
            {
              id: 'do',
              items: [
                ...(layer.overlay
                  ? []
                  : [{ id: 'zoom', label: text(layersText.zoom), onAction: () => run(layerZoom, { layer: layer.id }) }]),
                ...(layer.grid || layer.overlay
                  ? []
                  : [
                      { id: 'table', label: text(tableOpen.title), onAction: () => run(tableOpen, { layer: layer.id }) },
                      { id: 'query', label: text(queryLayer.title), onAction: () => run(queryLayer, { layer: layer.id }) },
                      { id: 'dashboard', label: text(dashboardOf.title), onAction: () => run(dashboardOf, { layer: layer.id }) },
                    ]),
                ...(layer.filter.length > 0
                  ? [
                      {
                        id: 'filter',
                        label: text(layersText.clearFilter),
                        onAction: () => run(layerFilter, { layer: layer.id, filter: [] }),
                      },
                    ]
                  : []),
                ...(layer.geometry === 'none' || layer.overlay
                  ? []
                  : [{ id: 'style', label: text(layersText.style), onAction: () => run(styleOpen, { layer: layer.id }) }]),
                { id: 'opacity', label: text(layersText.opacity), onAction: () => setOpacity(true) },
                { id: 'rename', label: text(layersText.rename), shortcut: 'F2', onAction: () => onRename(layer.id) },
                ...(layer.grid || layer.overlay
                  ? []
                  : [
                      ...(layer.geometry === 'none'
                        ? []
                        : [
                            {
                              id: 'join',
                              label: text(layersText.join),
                              onAction: () => run(layerJoinOpen, { layer: layer.id }),
                            },
                          ]),
                      {
                        id: 'export',
                        label: text(layersText.export),
                        onAction: () => run(layerExportOpen, { layer: layer.id }),
                      },
                    ]),
                { id: 'about', label: text(layersText.about), onAction: () => onAbout(layer.id) },
              ],
            },
            {
              id: 'order',
              items: [
                {
                  id: 'up',
                  label: text(layersText.up),
                  isDisabled: !canRise,
                  onAction: () => step(-1),
                },
                {
                  id: 'down',
                  label: text(layersText.down),
                  isDisabled: !canSink,
                  onAction: () => step(1),
                },
              ],
            },
            {
              id: 'remove',
              items: [
                {
                  id: 'remove',
                  label: text(layersText.remove),
                  isDanger: true,
                  onAction: () => run(layerRemove, { layer: layer.id }),
                },
              ],
            },
          ]}
        />
      </div>
      <RowStateLine layer={layer} status={status} />
      <EditsLine layer={layer} />
      {isPacked && (
        <Suspense>
          <PackLine layer={layer} />
        </Suspense>
      )}
      {hasOpacity && (
        <Suspense>
          <OpacityField layer={layer} onClose={() => setOpacity(false)} />
        </Suspense>
      )}
      {layer.grid && layer.visible && <GridLegend grid={layer.grid} />}
      {hasClasses && isLegendOpen && layer.visible && <Legend layer={layer} status={status} />}
    </div>
  )
}
