import { type RefObject, useEffect, useState } from 'react'

/** Whether what scrolls goes on beyond its right edge. @param content what changes its width */
export function useGoesOn(scroller: RefObject<HTMLElement | null>, content: unknown): boolean {
  const [goesOn, setGoesOn] = useState(false)
  // biome-ignore lint/correctness/useExhaustiveDependencies: other content is of another width
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    const look = () => setGoesOn(element.scrollLeft + element.clientWidth < element.scrollWidth - 1)
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, content])
  return goesOn
}
