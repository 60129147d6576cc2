import { type ReactNode, useEffect, useRef } from 'react'
import styles from './measure.module.css'

/** with its distance from the pointer */
const WIDTH_PX = 270

/** Words that follow the mouse over the map; a finger would cover them. */
export function PointerHint({ mapElement, children }: { readonly mapElement: HTMLElement; readonly children: ReactNode }) {
  const hint = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const element = hint.current
    if (!element) return
    const follow = (event: PointerEvent) => {
      const box = mapElement.getBoundingClientRect()
      element.hidden = event.pointerType === 'touch'
      const x = event.clientX - box.left
      const y = event.clientY - box.top
      // on the left where the map ends or a panel begins, so that it is never cut
      const isRight = !mapElement.contains(document.elementFromPoint(event.clientX + WIDTH_PX, event.clientY))
      element.style.transform = isRight
        ? `translate(${x - 14}px, ${y + 16}px) translateX(-100%)`
        : `translate(${x + 14}px, ${y + 16}px)`
    }
    const hide = () => {
      element.hidden = true
    }
    mapElement.addEventListener('pointermove', follow)
    mapElement.addEventListener('pointerleave', hide)
    return () => {
      mapElement.removeEventListener('pointermove', follow)
      mapElement.removeEventListener('pointerleave', hide)
    }
  }, [mapElement])
  return (
    <div ref={hint} className={styles.hint} aria-hidden="true" data-testid="sketch-hint" hidden>
      {children}
    </div>
  )
}
