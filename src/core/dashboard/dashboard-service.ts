import type { AskedField } from '../attributes/attribute-service.ts'
import { type SoundAreas, soundRowAreas } from '../sound-areas.ts'
import type { Condition } from '../symbology.ts'
import { AREA_FIELD, findColumn, type Geometry, type Table } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Resident } from '../tiling/resident.ts'
import type { Shelf } from '../tiling/shelf.ts'
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
import { groupSums } from './group-sums.ts'
import { binsOf, histogram } from './histogram.ts'
import { createFigures } from './number-figures.ts'
import { fieldsOf, withoutOwn } from './own-conditions.ts'
import { type Span, scatter, spanOf } from './scatter.ts'
import { bothOf, type LngLatRing, rowsInScope } from './scope.ts'

const PIECE = 65_536

/** What the dashboard asks of a resident table. */
export function createDashboardService({
  residentOf,
  withFields,
  areasFor,
}: Pick<Shelf, 'residentOf' | 'withFields' | 'areasFor'>) {
  const residentWith = (id: string, fields: readonly AskedField[], task: Task) => withFields(residentOf(id), fields, task)
  const soundAreas = new WeakMap<Geometry, SoundAreas>()
  const fieldAreas = new WeakMap<Geometry, Float64Array>()
  /** axes by what they are of: they stay while the scope changes */
  const axes = new WeakMap<Float64Array, Map<string, Bins | Span>>()

  async function soundAreasOf(resident: Resident, task: Task): Promise<SoundAreas | null> {
    const { geometry } = resident
    if (geometry?.kind !== 'polygon') return null
    const known = soundAreas.get(geometry) ?? (await soundRowAreas(geometry, resident.lngLat, task))
    soundAreas.set(geometry, known)
    return known
  }
  /** As the attribute table and the filter have them; null: the table has no such field of numbers. */
  async function numbersOf(id: string, resident: Resident, field: string, task: Task): Promise<Float64Array | null> {
    const { geometry, table } = resident
    if (field !== AREA_FIELD) {
      const column = findColumn(table, field)
      return column?.type === 'number' ? column.values : null
    }
    if (geometry?.kind !== 'polygon') return null
    const known = fieldAreas.get(geometry) ?? (await areasFor(id, task))
    fieldAreas.set(geometry, known)
    return known
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
    resident: Resident,
    mask: Uint8Array | null,
    question: CardsQuestion,
    task: Task,
  ): Promise<CardAnswer> {
    const { table } = resident
    const scaleOf = (field: string) => (field === AREA_FIELD ? toM2(1, card.unit ?? question.areaUnit) : 1)
    switch (card.kind) {
      case 'figures':
        return keyFigures(card, resident, mask, question, task)
      case 'bars':
      case 'rings': {
        const levels = card.kind === 'bars' ? [card.level] : card.levels
        const { measure } = card
        const values =
          measure === COUNT
            ? null
            : measure === AREA_FIELD
              ? ((await soundAreasOf(resident, task))?.areasM2 ?? null)
              : await numbersOf(question.table, resident, measure, task)
        if (!values && measure !== COUNT) return missing(table, measure)
        return groupSums(table, levels, values, mask, question.parents, task)
      }
      case 'histogram': {
        const values = await numbersOf(question.table, resident, card.field, task)
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
        const [xs, ys] = [
          await numbersOf(question.table, resident, card.x, task),
          await numbersOf(question.table, resident, card.y, task),
        ]
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
    resident: Resident,
    mask: Uint8Array | null,
    question: CardsQuestion,
    task: Task,
  ): Promise<KeyFigures | Unanswered> {
    const { registered } = question
    const { table, geometry } = resident
    const sound = await soundAreasOf(resident, task)
    // sums of areas as the area summary has them, though a column of the table shows invalid shapes as they stand
    const values =
      field === AREA_FIELD
        ? (sound?.areasM2 ?? null)
        : field === null
          ? null
          : await numbersOf(question.table, resident, field, task)
    if (field !== null && !values) return missing(table, field)
    const known = registered && (await numbersOf(question.table, resident, registered.field, task))
    const ofRegistered = createFigures()
    const ofField = createFigures()
    const [area, allArea] = [createFigures(), createFigures()]
    let [count, empty, repaired] = [0, 0, 0]
    for (let row = 0; row < table.length; row++) {
      if (row % PIECE === 0) await task.breathe()
      if (sound) allArea.add(sound.areasM2[row])
      if (mask && !mask[row]) continue
      count++
      const isEmpty = geometry !== null && geometry.rows[row] === geometry.rows[row + 1]
      if (isEmpty) empty++
      if (sound) area.add(sound.areasM2[row])
      if (sound?.isRepaired[row]) repaired++
      if (known && registered) ofRegistered.add(registeredM2(known[row], registered.unit))
      if (values) ofField.add(isEmpty && field === AREA_FIELD ? Number.NaN : values[row])
    }
    const sums = ofRegistered.figures()
    return {
      kind: 'figures',
      count,
      allCount: table.length,
      empty: geometry && empty,
      areaM2: sound && area.figures().sum,
      allAreaM2: sound && allArea.figures().sum,
      repaired,
      registered: known && { areaM2: sums.sum, missing: sums.blank },
      field: field === null ? null : { name: field, ...ofField.figures() },
    }
  }

  /** Each card over the scope, its own conditions left out. @returns masks by conditions, since cards share them */
  async function masksOf(question: CardsQuestion, resident: Resident, task: Task) {
    const scope = await rowsInScope(resident, question.ring, question.only, task)
    const known = new Map<string, Uint8Array | null>()
    return (filter: readonly Condition[]) => {
      const key = JSON.stringify(filter)
      const mask = known.has(key) ? (known.get(key) ?? null) : bothOf(scope, resident, filter)
      known.set(key, mask)
      return mask
    }
  }

  return {
    async dashboard(question: CardsQuestion, task: Task): Promise<CardsAnswer> {
      const resident = await residentWith(question.table, question.filter, task)
      if (question.cards.some(needsSoundAreas)) await soundAreasOf(resident, stretchOf(task, 0, 0.9))
      const maskOf = await masksOf(question, resident, task)
      const cards: Record<string, CardAnswer> = {}
      for (const card of question.cards) {
        const mask = maskOf(withoutOwn(question.filter, fieldsOf(card)))
        cards[card.id] = await answer(card, resident, mask, question, task)
        await task.breathe()
      }
      const whole = maskOf(question.filter)
      return { count: whole ? whole.reduce((sum, each) => sum + each, 0) : resident.table.length, cards }
    },
    /** rows in scope, ascending */
    async dashboardRows(
      question: { table: string; filter: readonly Condition[]; ring: LngLatRing | null; only: Uint32Array | null },
      task: Task,
    ): Promise<Uint32Array> {
      const resident = await residentWith(question.table, question.filter, task)
      const mask = bothOf(await rowsInScope(resident, question.ring, question.only, task), resident, question.filter)
      const rows = new Uint32Array(resident.table.length).map((_, row) => row)
      return mask ? rows.filter((row) => mask[row]) : rows
    },
  }
}

function needsSoundAreas(card: Card): boolean {
  return card.kind === 'figures' || ((card.kind === 'bars' || card.kind === 'rings') && card.measure === AREA_FIELD)
}

function registeredM2(value: number, unit: AreaUnit): number {
  return unit in AREA_UNITS && unit !== 'm2' ? toM2(value, unit) : value
}
