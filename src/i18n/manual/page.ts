import type { Text } from '../../core/text.ts'

/** One page of the manual; plain text, shown and searched as it stands. */
export interface ManualPage {
  readonly id: string
  readonly title: Text
  /** words that people look for and the page does not use */
  readonly aliases?: readonly string[]
  readonly blocks: readonly ManualBlock[]
}
export type ManualBlock =
  | { readonly kind: 'words'; readonly text: Text }
  /** in this order */
  | { readonly kind: 'steps'; readonly texts: readonly Text[] }
  | { readonly kind: 'list'; readonly texts: readonly Text[] }

export const words = (zh: string, en: string): ManualBlock => ({ kind: 'words', text: { zh, en } })
export const steps = (...texts: readonly (readonly [zh: string, en: string])[]): ManualBlock => ({
  kind: 'steps',
  texts: texts.map(([zh, en]) => ({ zh, en })),
})
export const list = (...texts: readonly (readonly [zh: string, en: string])[]): ManualBlock => ({
  kind: 'list',
  texts: texts.map(([zh, en]) => ({ zh, en })),
})
