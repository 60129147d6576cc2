import type { Chart, ChartFrame } from '../../core/charts/chart.ts'
import type { Card, CardAnswer } from '../../core/dashboard/card.ts'
import type { Pick } from '../../core/dashboard/pick.ts'
import type { Condition } from '../../core/symbology.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { figuresContent } from './figures-content.ts'
import { barsContent, ringsContent } from './group-content.ts'
import { histogramContent, scatterContent } from './number-content.ts'
import { cardWords, type WordsContext } from './words.ts'

/** A card in words and shapes: the same figures for the chart, its table, the clipboard and files. */
export interface CardContent {
  readonly title: string
  /** of the table; the first one names the row */
  readonly columns: readonly { readonly header: string; readonly unit: string }[]
  readonly rows: readonly ContentRow[]
  /** cells of the last line; null: figures that do not add up */
  readonly total: readonly ContentCell[] | null
  /** what must be said beside the figures */
  readonly notes: readonly string[]
  /** laid out anew for each width; null: figures alone, or nothing to draw */
  readonly chart: ((frame: ChartFrame) => Chart) | null
  /** what a part of the chart stands for, by its index */
  readonly parts: readonly ContentPart[]
  /** of colours that no words of the chart name */
  readonly legend: readonly ContentPart[]
}
export interface ContentCell {
  readonly words: string
  /** for the clipboard and files */
  readonly value: string | number | null
}
export interface ContentRow {
  readonly cells: readonly ContentCell[]
  readonly color: string | null
  /** what filters to it; null: it is no part of a filter */
  readonly pick: Pick | null
  /** what selects it, beside the filter */
  readonly select?: readonly Condition[]
}
export interface ContentPart {
  readonly name: string
  readonly words: string
  readonly color: string
  readonly pick: Pick | null
}

/** @returns null words: why the card shows nothing */
export function cardContent(context: WordsContext, card: Card, answer: CardAnswer): CardContent | { readonly problem: string } {
  const words = cardWords(context, card)
  if (answer.kind === 'none') {
    const text = { missing: dashboardText.fieldGone, notNumbers: dashboardText.fieldWords, tooMany: dashboardText.fieldMany }
    return { problem: words.say(text[answer.reason], { field: words.fieldName(answer.field) }) }
  }
  if (card.kind === 'figures' && answer.kind === 'figures') return figuresContent(words, answer)
  if (card.kind === 'bars' && answer.kind === 'groups') return barsContent(words, card, answer)
  if (card.kind === 'rings' && answer.kind === 'groups') return ringsContent(words, card, answer)
  if (card.kind === 'histogram' && answer.kind === 'histogram') return histogramContent(words, card, answer)
  if (card.kind === 'scatter' && answer.kind === 'scatter') return scatterContent(words, card, answer)
  throw new Error(`${card.kind} answered by ${answer.kind}`)
}
