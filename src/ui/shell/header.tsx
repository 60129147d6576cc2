import type { Ref } from 'react'
import { importOpen } from '../../commands/palette/import-open.ts'
import { languageSwitch } from '../../commands/palette/language-switch.ts'
import { panelAnalysis } from '../../commands/palette/panel-analysis.ts'
import { panelMeasure } from '../../commands/palette/panel-measure.ts'
import { printOpen } from '../../commands/palette/print-open.ts'
import { shareOpen } from '../../commands/palette/share-open.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, ToggleButton } from '../parts/button.tsx'
import { Tooltip } from '../parts/tooltip.tsx'
import { SearchBox } from '../search/search-box.tsx'
import { useApp, useAppState, useRun, useText } from './app-context.ts'
import styles from './header.module.css'
import { MoreMenu } from './more-menu.tsx'

export interface HeaderProps {
  readonly isPhone: boolean
  readonly isMapReady: boolean
  readonly searchRef: Ref<HTMLInputElement>
}

/** Title, search, the verbs whose work exists, language, everything else behind ⋯. */
export function Header({ isPhone, isMapReady, searchRef }: HeaderProps) {
  const app = useApp()
  const { config } = app
  const text = useText()
  const run = useRun()
  // of the panels at the right the card covers the others, measuring the analysis
  const isAnalysisOpen = useAppState(({ session }) => session.panels.analysis && !session.panels.measure && !session.card)
  const isMeasureOpen = useAppState(({ session }) => session.panels.measure && !session.card && !session.styling)
  const toggleAnalysis = () => {
    const { panels, card } = app.store.getState().session
    if (panels.analysis && panels.measure) run(panelMeasure, undefined)
    if (panels.analysis && (card || panels.measure)) app.setSession({ card: null })
    else run(panelAnalysis, undefined)
  }
  const toggleMeasure = () => {
    const { panels, card, styling } = app.store.getState().session
    if (panels.measure && (card || styling)) app.setSession({ card: null, styling: null })
    else run(panelMeasure, undefined)
  }
  return (
    <header className={styles.header}>
      {!isPhone && (
        <h1 className={styles.title}>
          {text(config.title)}
          {config.remark && <small>{text(config.remark)}</small>}
        </h1>
      )}
      <search className={styles.search} data-region="search" aria-label={text(shellText.search)}>
        {isPhone && <h1 className="visually-hidden">{text(config.title)}</h1>}
        <SearchBox inputRef={searchRef} />
      </search>
      {!isPhone && (
        <nav className={styles.verbs} aria-label={text(shellText.verbs)}>
          <Button variant="quiet" onPress={() => run(importOpen, undefined)}>
            {text(importOpen.title)}
          </Button>
          <ToggleButton isSelected={isMeasureOpen} onChange={toggleMeasure} isDisabled={!isMapReady}>
            {text(panelMeasure.title)}
          </ToggleButton>
          <ToggleButton isSelected={isAnalysisOpen} onChange={toggleAnalysis}>
            {text(panelAnalysis.title)}
          </ToggleButton>
          <Button variant="quiet" onPress={() => run(printOpen, undefined)}>
            {text(printOpen.title)}
          </Button>
          <Button variant="quiet" onPress={() => run(shareOpen, undefined)}>
            {text(shareOpen.title)}
          </Button>
        </nav>
      )}
      {!isPhone && (
        <Tooltip text={text(shellText.languageHelp)}>
          <Button variant="quiet" onPress={() => run(languageSwitch, undefined)}>
            <span lang={text({ zh: 'en', en: 'zh-CN' })}>{text(shellText.language)}</span>
          </Button>
        </Tooltip>
      )}
      <MoreMenu isPhone={isPhone} />
    </header>
  )
}
