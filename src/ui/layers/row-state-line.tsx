import { lazy, Suspense, useMemo } from 'react'
import type { Layer, LayerStatus } from '../../app/state.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import { layerLoad } from '../../commands/layer-load.ts'
import { layerMove } from '../../commands/layer-move.ts'
import { layerZoom } from '../../commands/layer-zoom.ts'
import { messageOf } from '../../i18n/errors.ts'
import { layersText } from '../../i18n/layers.ts'
import { Button } from '../parts/button.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { followRowState } from './follow-row-state.ts'
import styles from './row-state.module.css'

// few deployments have such a layer
const RangedLine = lazy(async () => ({ default: (await import('./ranged-line.tsx')).RangedLine }))
const LoadingAll = lazy(async () => ({ default: (await import('./loading-all.tsx')).LoadingAll }))
const LoadAll = lazy(async () => ({ default: (await import('./load-all.tsx')).LoadAll }))

/** Why nothing of the layer is seen, with the way out; nothing when all is well. */
export function RowStateLine({ layer, status }: { readonly layer: Layer; readonly status: LayerStatus | undefined }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const state = useAppState(useMemo(() => followRowState(app, layer.id), [app, layer.id]))
  const cover = useAppState(({ project }) => (state.kind === 'covered' ? project.layers[state.by]?.title : undefined))
  const flyTo = (zoom: number) => {
    const { lng, lat } = app.store.getState().session.view
    app.map?.flyTo([lng, lat], zoom)
  }
  const line = (words: string, action: string, onPress: () => void) => (
    <p className={styles.state}>
      <span>{words}</span>
      <Button variant="link" onPress={onPress}>
        {action}
      </Button>
    </p>
  )
  switch (state.kind) {
    case 'ready':
      return null
    case 'loading':
      // all of a large layer: it can be stopped
      if (status?.ranges)
        return (
          <div className={styles.loading}>
            <Suspense>
              <LoadingAll layer={layer} />
            </Suspense>
          </div>
        )
      return (
        <div className={styles.reading}>
          <ProgressBar label={`${text(layersText.loading)} ${text(layer.title)}`} isLabelHidden share={state.share} />
        </div>
      )
    case 'failed':
      return (
        <div className={styles.failed} role="alert">
          {status?.error && <p>{messageOf(status.error.code, status.error.detail, locale)}</p>}
          {line(text(layersText.failed), text(layersText.retry), () => run(layerLoad, { layer: layer.id }))}
          {status?.ranges && (
            <Suspense>
              <LoadAll layer={layer} />
            </Suspense>
          )}
        </div>
      )
    case 'ranged':
      return (
        <Suspense>
          <RangedLine layer={layer} state={state.state} />
        </Suspense>
      )
    case 'out-of-scale':
      return line(text(layersText.outOfScale), text(layersText.zoomToVisible), () => flyTo(state.zoom))
    case 'filtered-empty':
      return line(text(layersText.filteredEmpty), text(layersText.clearFilter), () =>
        run(layerFilter, { layer: layer.id, filter: [] }),
      )
    case 'covered':
      return line(text(layersText.covered, { layer: cover ? text(cover) : '' }), text(layersText.uncover), () => {
        const group = app.store.getState().project.tree.find((each) => each.layers.includes(state.by))
        if (!group) return
        const index = group.layers.filter((id) => id !== layer.id).indexOf(state.by)
        run(layerMove, { layer: layer.id, group: group.id, index })
      })
    case 'out-of-view':
      return line(text(layersText.outOfView), text(layersText.zoomTo), () => run(layerZoom, { layer: layer.id }))
  }
}
