import { type RefObject, useEffect, useState } from 'react'

/**
 * Whether what scrolls is cut by its right edge.
 * @param content what changes its width
 * @param stuckPx until so much has come by, a column that stays is at that edge, and nothing is cut there
 */
export function useGoesOn(scroller: RefObject<HTMLElement | null>, content: unknown, stuckPx = 0): boolean {
  const [goesOn, setGoesOn] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other content is of another width
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const seenPx = element.scrollLeft + element.clientWidth
      setGoesOn(seenPx >= stuckPx && seenPx < element.scrollWidth - 1)
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, content, stuckPx])
  return goesOn
}
