import { useMemo } from 'react'
import { useStore } from 'zustand'
import { activeSketch, isRing } from '../../app/sketch.ts'
import type { Sketch } from '../../app/state.ts'
import { type SketchFigures, sketchFigures } from '../../core/sketch/figures.ts'
import { useApp, useAppState } from '../shell/app-context.ts'

export interface LiveFigures {
  readonly sketch: Sketch
  /** of the points that are set, and of the place where the next would go */
  readonly figures: SketchFigures
  /** the pointer is part of them */
  readonly hasPointer: boolean
}

/** Figures of the sketch in hand, as the pointer moves; null while there is none. */
export function useLiveFigures(): LiveFigures | null {
  const app = useApp()
  const sketch = useAppState(({ session }) => activeSketch(session))
  const at = useStore(app.sketchPointer, (pointer) => pointer.at)
  return useMemo(() => {
    if (!sketch) return null
    const last = sketch.vertices.at(-1)
    const hasPointer = Boolean(at && last && (at[0] !== last[0] || at[1] !== last[1]))
    const points = at && hasPointer ? [...sketch.vertices, at] : sketch.vertices
    return { sketch, figures: sketchFigures(points, isRing(sketch)), hasPointer }
  }, [sketch, at])
}
