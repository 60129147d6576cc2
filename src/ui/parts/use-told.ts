import { type RefObject, useLayoutEffect, useRef } from 'react'

/**
 * Tells the style sheets of the whole page how far an element reaches, as long as it is there.
 * @param read px, from the element; a constant function
 */
export function useTold<E extends HTMLElement>(name: `--${string}`, read: (element: E) => number): RefObject<E | null> {
  const ref = useRef<E>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (!element) return
    const { style } = document.documentElement
    const tell = () => style.setProperty(name, `${read(element)}px`)
    tell()
    const observer = new ResizeObserver(tell)
    observer.observe(element)
    // what comes or goes beside it moves it
    if (element.parentElement) observer.observe(element.parentElement)
    return () => {
      observer.disconnect()
      style.removeProperty(name)
    }
  }, [name, read])
  return ref
}
