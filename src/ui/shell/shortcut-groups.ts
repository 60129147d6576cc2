import type { Text } from '../../core/text.ts'
import { shortcutsText } from '../../i18n/shortcuts.ts'

/** A command by its id, or keys that no command stands for. */
export type Shortcut = string | { readonly keys: readonly string[]; readonly words: Text }

export interface ShortcutGroup {
  readonly title: Text
  readonly shortcuts: readonly Shortcut[]
}

/** What the list of keys is parted into; two and two are about as long. */
export const SHORTCUT_GROUPS: readonly ShortcutGroup[] = [
  {
    title: shortcutsText.map,
    shortcuts: [
      { keys: ['←', '↑', '→', '↓'], words: shortcutsText.pan },
      { keys: ['PageUp', 'PageDown', 'Home', 'End'], words: shortcutsText.tilt },
      'view-zoom-in',
      'view-zoom-out',
      'view-full',
      'panel-layers',
      'compare-swipe',
    ],
  },
  {
    title: shortcutsText.draw,
    shortcuts: [
      'measure-length',
      'measure-area',
      { keys: ['Enter'], words: shortcutsText.add },
      { keys: ['Mod+Enter'], words: shortcutsText.finish },
      { keys: ['Backspace'], words: shortcutsText.back },
      { keys: ['Alt'], words: shortcutsText.free },
      { keys: ['Shift'], words: shortcutsText.straight },
      { keys: ['P'], words: shortcutsText.parallel },
      'drawing-delete',
    ],
  },
  {
    title: shortcutsText.ask,
    shortcuts: [
      { keys: ['Mod+K', '/'], words: shortcutsText.search },
      'tool-browse',
      { keys: ['Enter'], words: shortcutsText.identify },
      'tool-select-box',
      'features-in-view',
      'table-toggle',
    ],
  },
  {
    title: shortcutsText.work,
    shortcuts: [
      'undo',
      'redo',
      'import-open',
      'project-save',
      'print-open',
      { keys: ['Esc'], words: shortcutsText.escape },
      { keys: ['F6'], words: shortcutsText.regions },
      'manual-open',
      'shortcuts-open',
    ],
  },
]
