import { useEffect, useState } from 'react'
import { AREA_UNITS, shownArea, shownNumber } from '../../core/units.ts'
import { marks } from '../../i18n/marks.ts'
import { shellText } from '../../i18n/shell.ts'
import { useApp, useAppState, useText } from './app-context.ts'
import { scaleDenominator } from './scale.ts'
import { useSelectionArea } from './use-selection-area.ts'
import { useMetresPerPixel } from './use-view.ts'

const IDLE_MS = 700

/** Says in words what a seeing person notices: the view once it rests, and what is selected. Polite, one line. */
export function LiveRegion({ isMapReady }: { readonly isMapReady: boolean }) {
  const app = useApp()
  const text = useText()
  const metresPerPixel = useMetresPerPixel(isMapReady)
  const view = useAppState((state) => state.session.view)
  const selection = useAppState((state) => state.session.selection)
  const unit = useAppState((state) => state.session.areaUnit)
  const title = useAppState((state) => (selection ? state.project.layers[selection.layer]?.title : undefined))
  const total = useSelectionArea(app, selection)
  const scale =
    metresPerPixel === null ? '' : text(shellText.announceView, { scale: shownNumber(scaleDenominator(metresPerPixel), 0) })
  const [around, setAround] = useState('')
  // for whoever walks the map by keys; the pointer's way needs no words
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new view shows something else
  useEffect(() => {
    setAround('')
    const isWalked = isMapReady && document.activeElement?.closest('[data-map-state]')
    if (!isWalked) return
    let isOver = false
    const timer = setTimeout(async () => {
      const found = await app.map?.inView(0).catch(() => null)
      const { layers } = app.store.getState().project
      const words = found?.counts.flatMap(({ layer, count }) =>
        layers[layer] ? [`${text(layers[layer].title)} ${shownNumber(count, 0)}`] : [],
      )
      if (words && !isOver) setAround(words.join(text(marks.pause)))
    }, IDLE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [app, view, isMapReady, text])
  const chosen =
    selection && title
      ? `${text(shellText.selection, { n: selection.rows.length, layer: text(title) })}${
          total ? ` · ${shownArea(total.areaM2, unit)} ${text(AREA_UNITS[unit].label)}` : ''
        }`
      : ''
  const words = [scale, around, chosen].filter(Boolean).join(text(marks.pause))
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(words), IDLE_MS)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="live-region">
      {spoken}
    </div>
  )
}
