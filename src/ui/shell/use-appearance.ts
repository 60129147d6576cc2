import { useEffect } from 'react'
import type { Theme } from '../../app/state.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { useApp, useAppState, useLocale, useText } from './app-context.ts'
import { useMedia } from './use-media.ts'

/** The theme that is seen: the chosen one, or the system's. */
export function useAppearance(): Theme {
  const theme = useAppState((state) => state.session.theme)
  const isDark = useMedia('(prefers-color-scheme: dark)')
  return theme === 'system' ? (isDark ? 'dark' : 'light') : theme
}

/** Writes theme, language and title where the browser and assistive technology look for them. */
export function useDocument(): void {
  const { config } = useApp()
  const text = useText()
  const locale = useLocale()
  const appearance = useAppearance()
  const isSunny = useAppState((state) => state.session.field && state.session.isSunny)
  useEffect(() => {
    document.documentElement.dataset.theme = isSunny ? 'sun' : appearance
  }, [appearance, isSunny])
  useEffect(() => {
    document.documentElement.lang = LANGUAGE_TAG[locale]
    document.title = text(config.title)
  }, [locale, text, config])
}
