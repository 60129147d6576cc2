import { type RefObject, useEffect, useState } from 'react'

/**
 * What cuts a wide table: its right edge, or a column that stays there.
 * @param content what changes its width
 * @param stuckPx until so much has come by, a column that stays is at that edge
 */
export function useCut(scroller: RefObject<HTMLElement | null>, content: unknown, stuckPx = 0): 'edge' | 'column' | null {
  const [cut, setCut] = useState<'edge' | 'column' | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other content is of another width
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => {
      const seenPx = element.scrollLeft + element.clientWidth
      setCut(seenPx < stuckPx ? 'column' : seenPx < element.scrollWidth - 1 ? 'edge' : null)
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
  return cut
}
