import { useEffect } from 'react'
import type { App } from '../../app/app.ts'
import { dropSketch } from '../../app/sketch.ts'
import { paletteCommands } from '../../commands/registry.ts'
import { reportError, useApp } from './app-context.ts'
import { escapeStep, isSingleKey, matchesKeys } from './keyboard.ts'
import { isMac } from './use-media.ts'

const REGIONS = ['search', 'layers', 'map', 'card', 'drawer', 'status']

/** Keys of all commands, Ctrl+K and /, Esc one step at a time, F6 from region to region. */
export function useKeyboard(focusSearch: () => void): void {
  const app = useApp()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return
      const isHandled =
        event.key === 'Escape'
          ? goBack(app)
          : event.key === 'F6'
            ? focusNextRegion(event.shiftKey ? -1 : 1)
            : runKey(app, event, focusSearch)
      if (isHandled) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [app, focusSearch])
}

function goBack(app: App): boolean {
  const step = escapeStep(app.store.getState().session)
  // says that it can be undone
  if (step?.sketch) dropSketch(app)
  else if (step) app.setSession(step)
  return step !== null
}

function runKey(app: App, event: KeyboardEvent, focusSearch: () => void): boolean {
  const { session } = app.store.getState()
  if (session.dialog) return false
  const target = event.target as HTMLElement
  const isTyping = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
  const isOnMap = Boolean(target.closest?.('[data-region="map"]'))
  const maySingle = session.singleKeys && (isOnMap || (target === document.body && /[/?]/.test(event.key)))
  if (matchesKeys(event, 'Mod+K', isMac) || (maySingle && matchesKeys(event, '/', isMac))) {
    focusSearch()
    return true
  }
  const command = paletteCommands.find((candidate) =>
    candidate.keys?.some(
      (keys) =>
        matchesKeys(event, keys, isMac) && (isSingleKey(keys) ? maySingle : !isTyping || !/^Mod\+(Shift\+)?[ZY]$/.test(keys)),
    ),
  )
  if (!command || command.isEnabled?.(app) === false) return false
  Promise.resolve()
    .then(() => command.run(app, undefined))
    .catch((error) => reportError(app, error))
  return true
}

/** Focus goes to the first control of the next region that is on the screen. */
function focusNextRegion(by: 1 | -1): boolean {
  const present = REGIONS.map((name) => document.querySelector<HTMLElement>(`[data-region="${name}"]`)).filter(
    (region): region is HTMLElement => region !== null && region.offsetParent !== null,
  )
  if (present.length === 0) return false
  const now = present.findIndex((region) => region.contains(document.activeElement))
  const next = present[(now + by + present.length) % present.length]
  const control = next.querySelector<HTMLElement>(
    'canvas[tabindex], input:not([disabled]), [role="grid"][tabindex], button:not([disabled]):not([tabindex="-1"]), [tabindex="0"]',
  )
  if (!control) next.tabIndex = -1
  ;(control ?? next).focus()
  return true
}
