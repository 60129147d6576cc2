import { barChart } from '../../core/charts/bar-chart.ts'
import { ringChart } from '../../core/charts/ring-chart.ts'
import { type Sector, sectorsOf } from '../../core/charts/sunburst.ts'
import { type BarsCard, COUNT, type Groups, type Level, type RingsCard } from '../../core/dashboard/card.ts'
import type { Pick } from '../../core/dashboard/pick.ts'
import { atOnce } from '../../core/slices.ts'
import { shownNumber } from '../../core/units.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { capital, cardTitle } from './card-title.ts'
import type { CardContent, ContentPart, ContentRow } from './content.ts'
import { type CardWords, percent, plainFigure, printedTogether, type Scale, shareFigures } from './words.ts'

/** More bars would be a second table; the rest is one bar. */
const MOST_BARS = 10
const REST_COLOR = '#9aa5a8'
/** Quiet hues that differ in lightness as well, for values without a colour of their own. */
const HUES = ['#2f7f79', '#d9b779', '#5f8fb0', '#a8674f', '#b3c48f', '#7a74a8', '#e0cfa0', '#44617d', '#c9a3bd', '#8f9a8b']

interface Line extends ContentRow {
  readonly name: string
  readonly value: number
  /** value and share in words */
  readonly words: string
}

function linesOf(
  words: CardWords,
  { groups, rest, count }: Groups,
  measure: string,
  nameOf: (path: readonly (string | null)[]) => string,
  pickOf: (words: readonly (readonly string[])[]) => Pick,
  colorOf: (path: readonly (string | null)[]) => string | null,
): { lines: readonly Line[]; scale: Scale; total: number } {
  const { say } = words
  const values = [...groups.map(({ value }) => value), ...(rest ? [rest.value] : [])]
  const scale = words.scaleOf(measure, values)
  const printed = printedTogether(values, scale)
  const shares = shareFigures(values)
  const shown = (value: number) => shownNumber(value, scale.decimals)
  const lines = values.map((value, i): Line => {
    const group = groups[i]
    const name = group ? nameOf(group.path) : say(dashboardText.others, { n: rest?.groups ?? 0 })
    const own = (group ?? rest)?.count ?? 0
    const share = shares?.[i]
    return {
      name,
      value,
      words: share === undefined ? `${shown(printed[i])} ${scale.unit}`.trim() : `${shown(printed[i])} · ${percent(share)}`,
      color: group ? colorOf(group.path) : REST_COLOR,
      pick: group ? pickOf(group.words) : null,
      cells: [
        { words: name, value: name },
        ...(measure === COUNT ? [] : [{ words: shownNumber(own, 0), value: own }]),
        { words: shown(printed[i]), value: plainFigure(printed[i], scale.decimals) },
        ...(share === undefined ? [] : [{ words: percent(share), value: share }]),
      ],
    }
  })
  const total = printed.reduce((sum, each) => sum + each, 0)
  return { lines, scale, total: measure === COUNT ? count : total }
}

function contentOf(
  words: CardWords,
  card: BarsCard | RingsCard,
  header: string,
  { lines, scale, total }: ReturnType<typeof linesOf>,
  count: number,
): Omit<CardContent, 'chart' | 'parts' | 'legend' | 'notes'> {
  const { say } = words
  const hasShares = (lines[0]?.cells.length ?? 0) === (card.measure === COUNT ? 3 : 4)
  const sum = { words: shownNumber(total, scale.decimals), value: plainFigure(total, scale.decimals) }
  return {
    title: cardTitle(words, card),
    columns: [
      { header, unit: '' },
      ...(card.measure === COUNT ? [] : [{ header: capital(say(dashboardText.count)), unit: '' }]),
      { header: capital(words.measureName(card.measure)), unit: scale.unit },
      ...(hasShares ? [{ header: say(dashboardText.share), unit: '%' }] : []),
    ],
    rows: lines,
    total: [
      { words: say(dashboardText.total), value: say(dashboardText.total) },
      ...(card.measure === COUNT ? [] : [{ words: shownNumber(count, 0), value: count }]),
      sum,
      ...(hasShares ? [{ words: percent(100), value: 100 }] : []),
    ],
  }
}

export function barsContent(words: CardWords, card: BarsCard, answer: Groups): CardContent {
  const { field } = card.level
  const found = linesOf(
    words,
    answer,
    card.measure,
    ([value]) => words.valueName(field, value),
    ([own]) => ({ kind: 'values', wanted: [{ field, words: own }] }),
    ([value]) => words.colorOf(field, value),
  )
  const { lines, scale } = found
  const cut = lines.length > MOST_BARS ? lines.slice(0, MOST_BARS - 1) : lines
  const beyond = lines.slice(cut.length)
  const parts: ContentPart[] = cut.map(({ name, words, color, pick }) => ({ name, words, color: color ?? '', pick }))
  const values = cut.map(({ value }) => value)
  if (beyond.length > 0) {
    const value = beyond.reduce((sum, line) => sum + line.value, 0)
    const others = (answer.rest ? answer.rest.groups - 1 : 0) + beyond.length
    const at = card.measure === COUNT ? 1 : 2
    const sumOf = (cell: number) => beyond.reduce((sum, { cells }) => sum + Number(cells[cell].value), 0)
    const figure = shownNumber(sumOf(at), scale.decimals)
    const hasShares = beyond[0].cells.length > at + 1
    parts.push({
      name: words.say(dashboardText.others, { n: others }),
      words: hasShares ? `${figure} · ${percent(sumOf(at + 1))}` : figure,
      color: REST_COLOR,
      pick: null,
    })
    values.push(value)
  }
  return {
    ...contentOf(words, card, words.levelName(card.level), found, answer.count),
    notes: [],
    parts,
    legend: [],
    chart:
      parts.length === 0
        ? null
        : (frame) =>
            barChart(
              parts.map(({ name, words, color }, i) => ({ name, words, value: values[i], color: color || frame.look.accent })),
              frame,
            ),
  }
}

export function ringsContent(words: CardWords, card: RingsCard, answer: Groups): CardContent {
  const { levels } = card
  const isOneField = levels.every(({ field }) => field === levels[0].field)
  const pickOf = (own: readonly (readonly string[])[]): Pick => ({
    kind: 'values',
    wanted: isOneField
      ? [{ field: levels[0].field, words: own[own.length - 1] }]
      : own.map((each, level) => ({ field: levels[level].field, words: each })),
  })
  const colors = hues(words, levels)
  const nameAt = (level: number, value: string | null) => words.valueName(levels[level].field, value)
  const found = linesOf(
    words,
    answer,
    card.measure,
    (path) => [...new Set(path.map((value, level) => nameAt(level, value)))].join(' · '),
    pickOf,
    (path) => colors(path.length - 1, path),
  )
  const { lines, scale } = found
  const keys = levels.map((_, level) => lines.map((_, i) => (answer.groups[i] ? `=${answer.groups[i].path[level] ?? ''}` : '')))
  const sectors = atOnce(
    sectorsOf(
      keys,
      lines.map(({ value }) => value),
    ),
  )
  const whole = sectors.reduce((sum, { depth, value }) => sum + (depth === 0 ? value : 0), 0)
  const parts = sectors.map(({ depth, rows, value }: Sector): ContentPart => {
    const group = answer.groups[rows[0]]
    const figure = `${shownNumber(scale.shown(value), scale.decimals)} ${scale.unit}`.trim()
    return {
      name: group
        ? [...new Set(group.path.slice(0, depth + 1).map((each, level) => nameAt(level, each)))].join(' · ')
        : lines[rows[0]].name,
      words: `${figure} · ${percent((value / whole) * 100)}`,
      color: group ? colors(depth, group.path) : REST_COLOR,
      pick: group ? pickOf(group.words.slice(0, depth + 1)) : null,
    }
  })
  return {
    ...contentOf(words, card, levels.map(words.levelName).join(' · '), found, answer.count),
    notes: [],
    parts,
    legend: parts.filter((_, i) => sectors[i].depth === 0),
    chart:
      sectors.length === 0
        ? null
        : (frame) =>
            ringChart(
              sectors,
              parts.map(({ color }) => color),
              levels.length,
              frame,
            ),
  }
}

/** A colour for each value of each ring: its own, else the next hue. */
function hues(words: CardWords, levels: readonly Level[]) {
  const known = new Map<string, string>()
  let next = 0
  return (level: number, path: readonly (string | null)[]): string => {
    const value = path[level]
    const key = JSON.stringify([level, value])
    let color = known.get(key)
    if (color === undefined) {
      color = words.colorOf(levels[level].field, value) ?? HUES[next++ % HUES.length]
      known.set(key, color)
    }
    return color
  }
}
