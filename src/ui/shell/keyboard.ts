import { openPanels, type Panel } from '../../app/asked.ts'
import { activeSketch, hasPoints } from '../../app/sketch.ts'
import type { Session } from '../../app/state.ts'

export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** @param keys as commands write them: 'Mod+Shift+Z', 'L', '+', '?'; Mod is Cmd on a Mac and Ctrl elsewhere */
export function matchesKeys(press: KeyPress, keys: string, isMac: boolean): boolean {
  const { key, modifiers } = parseKeys(keys)
  const hasMod = isMac ? press.metaKey : press.ctrlKey
  const hasOther = isMac ? press.ctrlKey : press.metaKey
  if (hasOther || press.altKey !== modifiers.has('Alt') || hasMod !== modifiers.has('Mod')) return false
  // a symbol such as ? or + needs Shift on some keyboards and not on others
  const isLetter = /^[a-z]$/i.test(key) || key.length > 1
  if (isLetter && press.shiftKey !== modifiers.has('Shift')) return false
  return press.key.toLowerCase() === key.toLowerCase()
}

/** Keys that act without a modifier: only where they cannot disturb typing. */
export function isSingleKey(keys: string): boolean {
  const { key, modifiers } = parseKeys(keys)
  return modifiers.size === 0 && (key.length === 1 || key === 'Delete')
}

/** For menus and the list of shortcuts: Ctrl+Shift+Z, or ⌘⇧Z on a Mac. */
export function showKeys(keys: string, isMac: boolean): string {
  const { key, modifiers } = parseKeys(keys)
  const names = isMac ? { Mod: '⌘', Shift: '⇧', Alt: '⌥' } : { Mod: 'Ctrl', Shift: 'Shift', Alt: 'Alt' }
  const shown = [...modifiers].map((modifier) => names[modifier as keyof typeof names])
  return [...shown, key.length === 1 ? key.toUpperCase() : key].join(isMac ? '' : '+')
}

function parseKeys(keys: string): { key: string; modifiers: ReadonlySet<string> } {
  const parts = keys === '+' ? ['+'] : keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+')
  return { key: parts[parts.length - 1], modifiers: new Set(parts.slice(0, -1)) }
}

export type EscapeStep = Partial<Session> | null

/**
 * What one press of Esc takes back: dialog → presentation → sketch → tool → selection → card → comparison → panel, the one asked for last first; null: nothing is left.
 * The points of a sketch are kept aside, for undo.
 */
export function escapeStep(session: Session): EscapeStep {
  if (session.dialog) return { dialog: null }
  if (session.presenting !== null) return { presenting: null }
  const sketch = activeSketch(session)
  if (hasPoints(sketch)) return { sketch: { ...sketch, vertices: [], undone: [], dropped: sketch.vertices } }
  if (session.tool !== 'browse') return { tool: 'browse' }
  if (session.selection) return { selection: null }
  if (session.card) return { card: null }
  if (session.compare) return { compare: null }
  const [panel] = openPanels(session)
  return panel ? closed(session, panel) : null
}

function closed({ panels }: Session, panel: Panel): Partial<Session> {
  switch (panel) {
    case 'style':
      return { styling: null }
    case 'query':
      return { querying: null }
    case 'measure':
      return { panels: { ...panels, measure: false } }
    case 'drawer':
      return { drawer: null }
    case 'analysis':
      return { panels: { ...panels, analysis: false } }
    case 'dashboard':
      return { dashboard: null }
  }
}
