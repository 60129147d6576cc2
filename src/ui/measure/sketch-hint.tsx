import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { isRing } from '../../app/sketch.ts'
import { AREA_UNITS, companionUnits, shownArea, shownLength, shownNumber } from '../../core/units.ts'
import { marks } from '../../i18n/marks.ts'
import { measureText } from '../../i18n/measure.ts'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import { azimuthText } from './azimuth-text.ts'
import { PointerHint } from './pointer-hint.tsx'
import { type LiveFigures, useLiveFigures } from './use-live-figures.ts'

const IDLE_MS = 700

/** While a sketch is in hand: what comes next at the pointer, and the figures in words for whoever does not see them. */
export function SketchHint({ mapElement }: { readonly mapElement: HTMLElement | null }) {
  const live = useLiveFigures()
  if (!live) return null
  return (
    <>
      {mapElement && <Hint live={live} mapElement={mapElement} />}
      <Voice live={live} />
    </>
  )
}

function Hint({ live, mapElement }: { readonly live: LiveFigures; readonly mapElement: HTMLElement }) {
  const text = useText()
  const figure = mainFigure(live)
  return (
    <PointerHint mapElement={mapElement}>
      {figure && <strong>{figure}</strong>}
      <span>{text(nextStep(live))}</span>
    </PointerHint>
  )
}

function nextStep({ sketch }: LiveFigures) {
  const { length } = sketch.vertices
  if (sketch.purpose === 'point' || sketch.purpose === 'text') return measureText.place
  if (length === 0) return sketch.purpose === 'split' ? measureText.startSplit : measureText.start
  if (!isRing(sketch)) return length < 2 ? measureText.addPoint : measureText.addOrFinish
  return length < 3 ? measureText.addPoint : measureText.addOrClose
}

/** Of a ring its area, else the side that is being drawn. */
function mainFigure({ sketch, figures, hasPointer }: LiveFigures): string | null {
  const { areaM2, crossesItself, segments } = figures
  if (isRing(sketch) && areaM2 !== null) return crossesItself ? '—' : `${shownNumber(areaM2, 2)} m²`
  const side = hasPointer ? segments[sketch.vertices.length - 1] : null
  if (!side) return null
  const { text, unit } = shownLength(side.lengthM)
  return `${text} ${unit} · ${azimuthText(side.azimuthDeg)}`
}

function Voice({ live }: { readonly live: LiveFigures }) {
  const app = useApp()
  const text = useText()
  const snap = useStore(app.sketchPointer, (pointer) => pointer.snap)
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const { sketch, figures, hasPointer } = live
  const { areaM2, lengthM, crossesItself, segments } = figures
  const say = (name: string, { text: value, unit }: ReturnType<typeof shownLength>) => `${name} ${value} ${unit}`
  const side = segments[sketch.vertices.length + (hasPointer ? 1 : 0) - 2]
  const unit = areaUnit === 'm2' ? companionUnits(areaM2 ?? 0)[0] : areaUnit
  const words = [
    text(measureText.points, { n: sketch.vertices.length }),
    side && say(text(measureText.lastSide), shownLength(side.lengthM)),
    side && `${text(measureText.azimuth)} ${azimuthText(side.azimuthDeg)}`,
    areaM2 !== null && !crossesItself
      ? `${text(measureText.area)} ${shownNumber(areaM2, 2)} m² = ${shownArea(areaM2, unit)} ${text(AREA_UNITS[unit].label)}`
      : null,
    crossesItself ? text(measureText.crossing) : null,
    segments.length > 1 && say(text(isRing(sketch) ? measureText.perimeter : measureText.length), shownLength(lengthM)),
    snap && text(snap === 'vertex' ? measureText.snapVertex : measureText.snapEdge),
  ]
    .filter(Boolean)
    .join(text(marks.pause))
  const [spoken, setSpoken] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => setSpoken(words), IDLE_MS)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <div className="visually-hidden" role="status" aria-live="polite" data-testid="sketch-voice">
      {spoken}
    </div>
  )
}
