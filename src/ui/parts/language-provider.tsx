import type { ReactNode } from 'react'
import { I18nProvider } from 'react-aria-components'

/** @param language BCP 47 tag for the words that the component library itself speaks */
export function LanguageProvider({ language, children }: { readonly language: string; readonly children: ReactNode }) {
  return <I18nProvider locale={language}>{children}</I18nProvider>
}
