import { useMemo } from 'react'
import type { Measure } from '../../core/print/marks.ts'

/** Width of words as the page sets them, CSS pixels. */
export function useMeasure(): Measure {
  return useMemo(() => {
    const pen = document.createElement('canvas').getContext('2d')
    const family = getComputedStyle(document.body).fontFamily
    return (text, size) => {
      if (!pen) return text.length * size
      pen.font = `${size}px ${family}`
      return pen.measureText(text).width
    }
  }, [])
}
