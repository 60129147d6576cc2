import { histogramChart } from '../../core/charts/histogram-chart.ts'
import { scatterChart } from '../../core/charts/scatter-chart.ts'
import { decimalsOfStep, ticksBetween } from '../../core/charts/ticks.ts'
import { justBelow, rangeOfBins } from '../../core/dashboard/bin-range.ts'
import type { Histogram, HistogramCard, Scatter, ScatterCard } from '../../core/dashboard/card.ts'
import type { Pick } from '../../core/dashboard/pick.ts'
import { dateWords } from '../../core/dates.ts'
import { shownNumber } from '../../core/units.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { capital, cardTitle } from './card-title.ts'
import type { CardContent, ContentPart } from './content.ts'
import { dateLimit, datePeriod } from './date-words.ts'
import { type CardWords, percent, plainFigure, type Scale, shareFigures } from './words.ts'

/** Limits are round in the unit that is shown, so that their step says how many decimals they need. */
function limitWords(words: CardWords, field: string, limits: readonly number[], scale: Scale): string[] {
  const shown = limits.map(scale.shown)
  const decimals = decimalsOfStep(Math.abs(shown[1] - shown[0]) || 1)
  return shown.map((value) => (words.isYear(field) ? String(Math.round(value)) : shownNumber(value, decimals)))
}

export function histogramContent(words: CardWords, card: HistogramCard, answer: Histogram): CardContent {
  const { say } = words
  const { edges, counts, figures } = answer
  const { dates } = answer
  const scale = words.scaleOf(card.field)
  const limits = dates ? edges.map((edge) => dateLimit(edge, dates)) : limitWords(words, card.field, edges, scale)
  const last = counts.length - 1
  const shares = shareFigures(counts)
  const parts = counts.map((count, bin): ContentPart => {
    const pick: Pick = { kind: 'range', field: card.field, range: rangeOfBins(answer, bin, bin) }
    const name =
      bin === 0 && answer.isOpenBelow
        ? say(dashboardText.below, { v: limits[1] })
        : bin === last && answer.isOpenAbove
          ? say(dashboardText.from, { v: limits[bin] })
          : dates
            ? datePeriod(words, answer, dates, bin)
            : say(dashboardText.between, { a: limits[bin], b: limits[bin + 1] })
    return { name, words: `${shownNumber(count, 0)}${shares ? ` · ${percent(shares[bin])}` : ''}`, color: '', pick }
  })
  return {
    title: cardTitle(words, card),
    columns: [
      { header: capital(words.fieldName(card.field)), unit: scale.unit },
      { header: capital(say(dashboardText.count)), unit: '' },
      ...(shares ? [{ header: say(dashboardText.share), unit: '%' }] : []),
    ],
    rows: parts.map(({ name, pick }, bin) => ({
      color: null,
      pick,
      cells: [
        { words: name, value: name },
        { words: shownNumber(counts[bin], 0), value: counts[bin] },
        ...(shares ? [{ words: percent(shares[bin]), value: shares[bin] }] : []),
      ],
    })),
    total: [
      { words: say(dashboardText.total), value: say(dashboardText.total) },
      { words: shownNumber(figures.count, 0), value: figures.count },
      ...(shares ? [{ words: percent(100), value: 100 }] : []),
    ],
    notes: [
      ...(dates && figures.count > 0
        ? [say(dashboardText.dates, { min: dateWords(figures.min), max: dateWords(figures.max) })]
        : []),
      ...(dates && card.step && (dates.step !== card.step || dates.every > 1) ? [say(dashboardText.coarser)] : []),
      ...(figures.blank > 0 ? [say(dashboardText.blanks, { n: figures.blank })] : []),
    ],
    parts,
    legend: [],
    chart:
      figures.count === 0
        ? null
        : (frame) =>
            histogramChart(
              { counts, limits, most: shownNumber(Math.max(...counts), 0), unit: scale.unit, color: frame.look.accent },
              frame,
            ),
  }
}

export function scatterContent(words: CardWords, card: ScatterCard, answer: Scatter): CardContent {
  const { say } = words
  const [scaleX, scaleY] = [words.scaleOf(card.x), words.scaleOf(card.y)]
  const edges = [...answer.strips.map(({ from }) => from), answer.strips[answer.strips.length - 1].to]
  const limits = limitWords(words, card.x, edges, scaleX)
  const named = (field: string, { unit }: Scale) => capital(unit ? `${words.fieldName(field)} (${unit})` : words.fieldName(field))
  const ticks = (field: string, [low, high]: readonly [number, number], scale: Scale, count: number) => {
    const factor = scale.shown(1)
    const shown = ticksBetween(low * factor, high * factor, count)
    const decimals = decimalsOfStep(shown.length > 1 ? shown[1] - shown[0] : 1)
    return shown.map((value) => ({
      at: value / factor,
      words: words.isYear(field) ? String(Math.round(value)) : shownNumber(value, decimals),
    }))
  }
  const cell = (value: number) => ({
    words: shownNumber(scaleY.shown(value), scaleY.decimals),
    value: plainFigure(scaleY.shown(value), scaleY.decimals),
  })
  const notes = [
    ...(answer.count > 2 && Number.isFinite(answer.correlation)
      ? [say(dashboardText.correlation, { r: shownNumber(answer.correlation, 2), n: answer.count })]
      : []),
    ...(answer.outside > 0 ? [say(dashboardText.outside, { n: answer.outside })] : []),
    ...(answer.blank > 0 ? [say(dashboardText.blanks, { n: answer.blank })] : []),
  ]
  const { strips } = answer
  return {
    title: cardTitle(words, card),
    columns: [
      { header: capital(words.fieldName(card.x)), unit: scaleX.unit },
      { header: capital(say(dashboardText.count)), unit: '' },
      ...[dashboardText.min, dashboardText.mean, dashboardText.max].map((text) => ({
        header: capital(`${words.fieldName(card.y)} ${say(text)}`),
        unit: scaleY.unit,
      })),
    ],
    rows: strips.map(({ from, to, figures }, strip) => {
      const name = say(dashboardText.between, { a: limits[strip], b: limits[strip + 1] })
      const isLast = strip === strips.length - 1
      return {
        color: null,
        pick: null,
        select: [
          { field: card.x, values: [], range: { min: from, max: isLast ? to : justBelow(to) } },
          { field: card.y, values: [], range: { min: null, max: null } },
        ],
        cells: [
          { words: name, value: name },
          { words: shownNumber(figures.count, 0), value: figures.count },
          ...[figures.min, figures.mean, figures.max].map(cell),
        ],
      }
    }),
    total: null,
    notes,
    parts: [],
    legend: [],
    chart:
      answer.count === 0
        ? null
        : (frame) =>
            scatterChart(
              {
                ...answer,
                ticksX: ticks(card.x, answer.x, scaleX, 5),
                ticksY: ticks(card.y, answer.y, scaleY, 4),
                nameX: named(card.x, scaleX),
                nameY: named(card.y, scaleY),
              },
              frame,
            ),
  }
}
