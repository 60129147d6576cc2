import { BLANK_BASEMAP, OWN_BASEMAP } from '../../app/initial.ts'
import { canStepBack, canStepForward } from '../../app/sketch.ts'
import type { Session } from '../../app/state.ts'
import { basemapChoose } from '../../commands/basemap-choose.ts'
import type { Command } from '../../commands/command.ts'
import { bookmarksOpen } from '../../commands/palette/bookmarks-open.ts'
import { compareBlink } from '../../commands/palette/compare-blink.ts'
import { compareSplit } from '../../commands/palette/compare-split.ts'
import { compareSwipe } from '../../commands/palette/compare-swipe.ts'
import { dashboardToggle } from '../../commands/palette/dashboard-toggle.ts'
import { fieldMode } from '../../commands/palette/field-mode.ts'
import { importOpen } from '../../commands/palette/import-open.ts'
import { languageSwitch } from '../../commands/palette/language-switch.ts'
import { manualOpen } from '../../commands/palette/manual-open.ts'
import { measureArea } from '../../commands/palette/measure-area.ts'
import { measureLength } from '../../commands/palette/measure-length.ts'
import { offlineOpen } from '../../commands/palette/offline-open.ts'
import { panelAnalysis } from '../../commands/palette/panel-analysis.ts'
import { panelQuery } from '../../commands/palette/panel-query.ts'
import { present } from '../../commands/palette/present.ts'
import { printOpen } from '../../commands/palette/print-open.ts'
import { projectOpen } from '../../commands/palette/project-open.ts'
import { projectSave } from '../../commands/palette/project-save.ts'
import { redo } from '../../commands/palette/redo.ts'
import { reliefToggle } from '../../commands/palette/relief-toggle.ts'
import { settingsOpen } from '../../commands/palette/settings-open.ts'
import { shareOpen } from '../../commands/palette/share-open.ts'
import { shortcutsOpen } from '../../commands/palette/shortcuts-open.ts'
import { tableToggle } from '../../commands/palette/table-toggle.ts'
import { undo } from '../../commands/palette/undo.ts'
import { shellText } from '../../i18n/shell.ts'
import { IconButton } from '../parts/button.tsx'
import { type MenuAction, MenuButton } from '../parts/menu.tsx'
import { useApp, useAppState, useRun, useText } from './app-context.ts'
import { showKeys } from './keyboard.ts'
import { isMac } from './use-media.ts'

const THEMES: readonly Session['theme'][] = ['system', 'light', 'dark']

/** Undo and redo by name, theme, basemap, settings, shortcuts; on a phone the verbs too. */
export function MoreMenu({ isPhone }: { readonly isPhone: boolean }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const theme = useAppState((state) => state.session.theme)
  const basemap = useAppState((state) => state.project.basemap)
  // what can be undone changes with the project
  useAppState((state) => state.project)
  const item = (command: Command, label = text(command.title)): MenuAction => ({
    id: command.id,
    label,
    shortcut: isPhone || !command.keys ? undefined : showKeys(command.keys[0], isMac),
    isDisabled: command.isEnabled ? !command.isEnabled(app) : false,
    onAction: () => run(command, undefined),
  })
  const isInSketch = useAppState(({ session }) => canStepBack(session))
  const isBackInSketch = useAppState(({ session }) => canStepForward(session))
  const undoable = useAppState(() => app.history.canUndo())
  const undoStep = isInSketch ? shellText.sketchStep : undoable
  const redoStep = isBackInSketch ? shellText.sketchStep : app.history.canRedo()
  const themeNames = { system: shellText.themeSystem, light: shellText.themeLight, dark: shellText.themeDark }
  return (
    <MenuButton
      label={text(shellText.more)}
      trigger={<IconButton icon="more" label={text(shellText.more)} />}
      groups={[
        {
          id: 'verbs',
          items: isPhone
            ? [
                item(importOpen),
                item(measureLength),
                item(measureArea),
                item(panelAnalysis),
                item(printOpen),
                item(shareOpen),
                item(languageSwitch, text(shellText.language)),
              ]
            : [],
        },
        {
          id: 'work',
          title: text(shellText.work),
          items: [
            item(undo, undoStep ? text(shellText.undoOf, { step: text(undoStep) }) : text(undo.title)),
            item(redo, redoStep ? text(shellText.redoOf, { step: text(redoStep) }) : text(redo.title)),
            item(panelQuery),
            item(tableToggle),
            item(dashboardToggle),
            item(projectOpen),
            item(projectSave),
            item(offlineOpen),
            item(fieldMode),
          ],
        },
        {
          id: 'compare',
          title: text(shellText.compare),
          items: [
            item(compareSwipe),
            item(compareSplit),
            item(compareBlink),
            item(reliefToggle),
            item(bookmarksOpen),
            item(present),
          ],
        },
        {
          id: 'theme',
          title: text(shellText.theme),
          items: THEMES.map((id) => ({
            id: `theme-${id}`,
            label: text(themeNames[id]),
            isChosen: theme === id,
            onAction: () => app.setSession({ theme: id }),
          })),
        },
        {
          id: 'basemap',
          title: text(shellText.basemap),
          items: [
            { id: OWN_BASEMAP, title: shellText.basemapOwn },
            { id: BLANK_BASEMAP, title: shellText.basemapBlank },
            ...app.config.basemaps,
          ].map((choice) => ({
            id: `basemap-${choice.id}`,
            label: text(choice.title),
            isChosen: basemap === choice.id,
            onAction: () => run(basemapChoose, { basemap: choice.id }),
          })),
        },
        { id: 'rest', items: [item(settingsOpen), item(shortcutsOpen), item(manualOpen)] },
      ]}
    />
  )
}
