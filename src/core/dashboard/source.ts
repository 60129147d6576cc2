import type { AskedField } from '../attributes/attribute-service.ts'
import { type SoundAreas, soundRowAreas } from '../sound-areas.ts'
import { AREA_FIELD, type Geometry, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import type { RangedTable } from '../tiling/ranged-tables.ts'
import type { Resident } from '../tiling/resident.ts'
import type { Shelf } from '../tiling/shelf.ts'
import { type Card, type CardsQuestion, COUNT } from './card.ts'
import { type LngLatRing, maskOfRows, seenRows } from './scope.ts'

type SourceQuestion = Pick<CardsQuestion, 'table' | 'filter' | 'cards' | 'registered'>

/** A layer as a dashboard asks it: its table is here, or it stays in its file and is read field by field. */
export interface Source {
  /** of a layer in its file the fields that were asked for, without shapes */
  readonly table: Table
  /** null: it cannot be told without the shapes */
  readonly isEmpty: ((row: number) => boolean) | null
  /** official areas; null: none are known */
  readonly areas: SourceAreas | null
  /** areas as the attribute table and the filter have them, NaN without a polygon; null: none are known */
  readonly shownAreas: Float64Array | null
  /** rows that meet a view, 1 a row; rows without a shape are on no map */
  readonly seen: (ring: LngLatRing, task: Task) => Promise<Uint8Array>
}
export interface SourceAreas {
  readonly areasM2: Float64Array
  /** 1: counted as repaired; null: shapes count as they are stored */
  readonly isRepaired: Uint8Array | null
}

/** @returns how a layer is asked for a question @throws AppError tiles.noTable, and what reading fields throws */
export function createSources({
  rangedOf,
  residentOf,
  withFields,
  areasFor,
}: Pick<Shelf, 'rangedOf' | 'residentOf' | 'withFields' | 'areasFor'>) {
  const sound = new WeakMap<Geometry, SoundAreas>()
  const shown = new WeakMap<Geometry, Float64Array>()
  /** by the column that they were made of */
  const zeroed = new WeakMap<Float64Array, Float64Array>()

  async function ofResident(resident: Resident, question: SourceQuestion, task: Task): Promise<Source> {
    const { geometry, table } = resident
    const names = namesOf(question)
    let areas: SoundAreas | null = null
    let shownAreas: Float64Array | null = null
    const shapes = geometry?.kind === 'polygon' ? geometry : null
    if (shapes && question.cards.some(needsSums)) {
      areas = sound.get(shapes) ?? (await soundRowAreas(shapes, resident.lngLat, task))
      sound.set(shapes, areas)
    }
    if (shapes && names.includes(AREA_FIELD)) {
      shownAreas = shown.get(shapes) ?? (await areasFor(question.table, task))
      shown.set(shapes, shownAreas)
    }
    return {
      table,
      isEmpty: geometry && ((row) => geometry.rows[row] === geometry.rows[row + 1]),
      areas,
      shownAreas,
      seen: (ring, inner) => seenRows(resident, ring, inner),
    }
  }

  async function ofFile(far: RangedTable, question: SourceQuestion, task: Task): Promise<Source> {
    const known = namesOf(question).filter((name) => far.columns.has([name]))
    const asked: AskedField[] = [...question.filter, ...known.map((field) => ({ field }))]
    const table = await far.columns.tableWith(asked, task)
    const column = table.columns.find(({ name }) => name === AREA_FIELD)
    const values = column?.type === 'number' ? column.values : null
    if (values && !zeroed.has(values))
      zeroed.set(
        values,
        values.map((areaM2) => (Number.isNaN(areaM2) ? 0 : areaM2)),
      )
    return {
      table,
      isEmpty: values && ((row) => Number.isNaN(values[row])),
      areas: values && { areasM2: zeroed.get(values) as Float64Array, isRepaired: null },
      shownAreas: values,
      seen: async (ring, inner) => maskOfRows(await far.select([], ring, inner), table.length),
    }
  }

  return async (question: SourceQuestion, task: Task): Promise<Source> => {
    const far = rangedOf(question.table)
    if (far) return ofFile(far, question, task)
    return ofResident(await withFields(residentOf(question.table), question.filter, task), question, task)
  }
}

/** Sums of areas, which are of sound shapes: the rest takes them as they are stored. */
function needsSums(card: Card): boolean {
  return card.kind === 'figures' || ((card.kind === 'bars' || card.kind === 'rings') && card.measure === AREA_FIELD)
}

/** Fields that the cards need. */
function namesOf({ cards, registered }: SourceQuestion): readonly string[] {
  const needed = (card: Card): readonly string[] => {
    switch (card.kind) {
      case 'figures':
        return [AREA_FIELD, ...(card.field === null ? [] : [card.field]), ...(registered ? [registered.field] : [])]
      case 'bars':
        return [card.level.field, card.measure]
      case 'rings':
        return [...card.levels.map(({ field }) => field), card.measure]
      case 'histogram':
        return [card.field]
      case 'scatter':
        return [card.x, card.y]
    }
  }
  return [...new Set(cards.flatMap(needed))].filter((name) => name !== COUNT)
}
