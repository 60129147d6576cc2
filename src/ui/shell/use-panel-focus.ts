import { type RefObject, useEffect, useRef } from 'react'
import { useApp } from './app-context.ts'

/**
 * The focus follows a panel: one that was asked for in the search box takes it, so that nobody walks the whole page to what he opened; one
 * that is closed from within gives it to the map, not to nothing.
 * @param open which panel stands there; null: none @param isFollowed whether it takes the focus
 */
export function usePanelFocus<E extends HTMLElement>(open: string | null, isFollowed = true): RefObject<E | null> {
  const app = useApp()
  const panel = useRef<E>(null)
  const before = useRef(open)
  useEffect(() => {
    const was = before.current
    before.current = open
    if (open === was) return
    const at = document.activeElement
    if (open && isFollowed && at?.closest('[data-region="search"]')) panel.current?.focus()
    else if (!open && (at === null || at === document.body)) app.map?.focus()
  }, [open, isFollowed, app])
  return panel
}
