import type { Condition } from '../symbology.ts'
import { AREA_FIELD, findColumn, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import { AREA_UNITS, type AreaUnit, toM2 } from '../units.ts'
import type { Bins } from './bin-range.ts'
import {
  type Card,
  type CardAnswer,
  type CardsAnswer,
  type CardsQuestion,
  COUNT,
  type KeyFigures,
  type KeyFiguresCard,
  type Unanswered,
} from './card.ts'
import { dateBins } from './date-bins.ts'
import { groupSums } from './group-sums.ts'
import { binsOf, histogram } from './histogram.ts'
import { createFigures } from './number-figures.ts'
import { fieldsOf, withoutOwn } from './own-conditions.ts'
import { type Span, scatter, spanOf } from './scatter.ts'
import { bothOf, type LngLatRing, rowsInScope } from './scope.ts'
import { createSources, type Source } from './source.ts'

const PIECE = 65_536

/** What the dashboard asks of a layer. */
export function createDashboardService(shelf: Parameters<typeof createSources>[0]) {
  const sourceOf = createSources(shelf)
  /** axes by what they are of: they stay while the scope changes */
  const axes = new WeakMap<Float64Array, Map<string, Bins | Span>>()

  /** As the attribute table and the filter have them; null: there is no such field of numbers. */
  function numbersOf({ table, shownAreas }: Source, field: string): Float64Array | null {
    if (field === AREA_FIELD) return shownAreas
    const column = findColumn(table, field)
    return column?.type === 'number' ? column.values : null
  }
  function axisOf<A extends Bins | Span>(values: Float64Array, key: string, make: () => A): A {
    const known = axes.get(values) ?? new Map<string, Bins | Span>()
    axes.set(values, known)
    const axis = known.get(key) ?? make()
    known.set(key, axis)
    return axis as A
  }
  const missing = (table: Table, field: string): Unanswered => ({
    kind: 'none',
    field,
    reason: findColumn(table, field) ? 'notNumbers' : 'missing',
  })

  async function answer(
    card: Card,
    source: Source,
    mask: Uint8Array | null,
    question: CardsQuestion,
    task: Task,
  ): Promise<CardAnswer> {
    const { table } = source
    const scaleOf = (field: string) => (field === AREA_FIELD ? toM2(1, card.unit ?? question.areaUnit) : 1)
    switch (card.kind) {
      case 'figures':
        return keyFigures(card, source, mask, question, task)
      case 'bars':
      case 'rings': {
        const levels = card.kind === 'bars' ? [card.level] : card.levels
        const { measure } = card
        const values =
          measure === COUNT ? null : measure === AREA_FIELD ? (source.areas?.areasM2 ?? null) : numbersOf(source, measure)
        if (!values && measure !== COUNT) return missing(table, measure)
        return groupSums(table, levels, values, mask, question.parents, task)
      }
      case 'histogram': {
        const column = findColumn(table, card.field)
        const dates = column?.type === 'date' ? column.values : null
        if (dates) {
          const { step } = card
          return histogram(
            dates,
            axisOf(dates, `dates ${step}`, () => dateBins(dates, step)),
            mask,
            task,
          )
        }
        const values = numbersOf(source, card.field)
        if (!values) return missing(table, card.field)
        const scale = scaleOf(card.field)
        return histogram(
          values,
          axisOf(values, `bins ${scale}`, () => binsOf(values, scale)),
          mask,
          task,
        )
      }
      case 'scatter': {
        const [xs, ys] = [numbersOf(source, card.x), numbersOf(source, card.y)]
        if (!xs || !ys) return missing(table, xs ? card.y : card.x)
        const [scale, scaleY] = [scaleOf(card.x), scaleOf(card.y)]
        const x = axisOf(xs, `span ${scale}`, () => spanOf(xs, scale))
        const y = axisOf(ys, `span ${scaleY}`, () => spanOf(ys, scaleY))
        return scatter(xs, ys, { x, y, scale }, mask, task)
      }
    }
  }

  async function keyFigures(
    { field }: KeyFiguresCard,
    source: Source,
    mask: Uint8Array | null,
    question: CardsQuestion,
    task: Task,
  ): Promise<KeyFigures | Unanswered> {
    const { registered } = question
    const { table, areas, isEmpty } = source
    // sums of areas as the area summary has them, though a column of the table shows invalid shapes as they stand
    const values = field === AREA_FIELD ? (areas?.areasM2 ?? null) : field === null ? null : numbersOf(source, field)
    if (field !== null && !values) return missing(table, field)
    const known = registered && numbersOf(source, registered.field)
    const ofRegistered = createFigures()
    const ofField = createFigures()
    const [area, allArea] = [createFigures(), createFigures()]
    let [count, empty, repaired] = [0, 0, 0]
    for (let row = 0; row < table.length; row++) {
      if (row % PIECE === 0) await task.breathe()
      if (areas) allArea.add(areas.areasM2[row])
      if (mask && !mask[row]) continue
      count++
      const isBare = isEmpty?.(row) ?? false
      if (isBare) empty++
      if (areas) area.add(areas.areasM2[row])
      if (areas?.isRepaired?.[row]) repaired++
      if (known && registered) ofRegistered.add(registeredM2(known[row], registered.unit))
      if (values) ofField.add(isBare && field === AREA_FIELD ? Number.NaN : values[row])
    }
    const sums = ofRegistered.figures()
    return {
      kind: 'figures',
      count,
      allCount: table.length,
      empty: isEmpty && empty,
      areaM2: areas && area.figures().sum,
      allAreaM2: areas && allArea.figures().sum,
      repaired: areas && !areas.isRepaired ? null : repaired,
      registered: known && { areaM2: sums.sum, missing: sums.blank },
      field: field === null ? null : { name: field, ...ofField.figures() },
    }
  }

  /** Each card over the scope, its own conditions left out. @returns masks by conditions, since cards share them */
  async function masksOf(question: CardsQuestion, source: Source, task: Task) {
    const scope = await rowsInScope(source, question.ring, question.only, task)
    const known = new Map<string, Uint8Array | null>()
    return (filter: readonly Condition[]) => {
      const key = JSON.stringify(filter)
      const mask = known.has(key) ? (known.get(key) ?? null) : bothOf(scope, source.table, filter)
      known.set(key, mask)
      return mask
    }
  }

  return {
    async dashboard(question: CardsQuestion, task: Task): Promise<CardsAnswer> {
      const source = await sourceOf(question, task)
      const maskOf = await masksOf(question, source, task)
      const cards: Record<string, CardAnswer> = {}
      for (const card of question.cards) {
        const mask = maskOf(withoutOwn(question.filter, fieldsOf(card)))
        cards[card.id] = await answer(card, source, mask, question, task)
        await task.breathe()
      }
      const whole = maskOf(question.filter)
      return { count: whole ? whole.reduce((sum, each) => sum + each, 0) : source.table.length, cards }
    },
    /** rows in scope, ascending */
    async dashboardRows(
      question: { table: string; filter: readonly Condition[]; ring: LngLatRing | null; only: Uint32Array | null },
      task: Task,
    ): Promise<Uint32Array> {
      const source = await sourceOf({ ...question, cards: [], registered: null }, task)
      const mask = bothOf(await rowsInScope(source, question.ring, question.only, task), source.table, question.filter)
      const rows = new Uint32Array(source.table.length).map((_, row) => row)
      return mask ? rows.filter((row) => mask[row]) : rows
    },
  }
}

function registeredM2(value: number, unit: AreaUnit): number {
  return unit in AREA_UNITS && unit !== 'm2' ? toM2(value, unit) : value
}
