import { AREA_FIELD, type CodeList, type Column, type FieldInfo, type Table } from '../table.ts'
import type { AreaUnit } from '../units.ts'
import { AREA_UNITS } from '../units.ts'
import { type Card, COUNT, type Dashboard, type Level } from './card.ts'
import type { Registered } from './scope.ts'

/** More different words are names, not categories. */
const MOST_WORDS = 200

type Lists = Readonly<Record<string, CodeList>>

/** A first overview of a layer: key figures, its most telling category, two levels of it, and how sizes and dates spread. */
export function defaultDashboard(
  table: Table,
  fields: readonly FieldInfo[],
  lists: Lists,
  symbolField: string | null,
): Dashboard {
  const categories = categoryFields(table, fields, symbolField).filter(
    (name) => !isPersonal(fields.find((field) => field.name === name)),
  )
  const numbers = numberFields(table, fields)
  const hasArea = hasAreas(table)
  const measure = hasArea ? AREA_FIELD : COUNT
  const sized = hasArea ? AREA_FIELD : (numbers[0] ?? null)
  const rings = ringLevels(categories, fields, lists)
  const cards: Card[] = [{ id: 'figures', kind: 'figures', field: sized }]
  if (categories[0]) cards.push({ id: 'bars', kind: 'bars', level: { field: categories[0] }, measure })
  if (rings) cards.push({ id: 'rings', kind: 'rings', levels: rings, measure })
  if (sized) cards.push({ id: 'histogram', kind: 'histogram', field: sized })
  const [when] = dateFields(table)
  if (when) cards.push({ id: 'dates', kind: 'histogram', field: when })
  return { cards, follow: { view: true, filter: true, selection: true } }
}

/** A new card of a kind; null: the layer has no field for it. */
export function defaultCard(
  kind: Card['kind'],
  id: string,
  { cards }: Dashboard,
  table: Table,
  fields: readonly FieldInfo[],
): Card | null {
  const categories = categoryFields(table, fields, null)
  const hasArea = hasAreas(table)
  const numbers = [...(hasArea ? [AREA_FIELD] : []), ...numberFields(table, fields)]
  const measure = hasArea ? AREA_FIELD : COUNT
  switch (kind) {
    case 'figures':
      return { id, kind, field: numbers[0] ?? null }
    case 'bars': {
      const used = cards.flatMap((card) => (card.kind === 'bars' ? [card.level.field] : []))
      const field = categories.find((each) => !used.includes(each)) ?? categories[0]
      return field ? { id, kind, level: { field }, measure } : null
    }
    case 'rings':
      return categories[0] ? { id, kind, levels: categories.slice(0, 2).map((field) => ({ field })), measure } : null
    case 'histogram': {
      const used = cards.flatMap((card) => (card.kind === 'histogram' ? [card.field] : []))
      const spread = [...numbers, ...dateFields(table)]
      const field = spread.find((each) => !used.includes(each)) ?? spread[0]
      return field ? { id, kind, field } : null
    }
    case 'scatter':
      return numbers.length > 1 ? { id, kind, x: numbers[1], y: numbers[0] } : null
  }
}

/** Polygons, or of a layer that stays in its file their areas. */
export function hasAreas({ geometry, columns }: Table): boolean {
  return geometry?.kind === 'polygon' || columns.some(({ name }) => name === AREA_FIELD)
}

/** Fields that tell rows apart in few kinds, the most telling first. */
export function categoryFields(table: Table, fields: readonly FieldInfo[], symbolField: string | null): readonly string[] {
  const order: readonly FieldInfo['role'][] = ['landClass', 'ownership', 'town']
  const worth = (name: string) => {
    const info = fields.find((field) => field.name === name)
    const role = order.indexOf(info?.role)
    if (role >= 0) return role
    if (isPersonal(info)) return order.length + 3
    return name === symbolField ? order.length : info?.codes ? order.length + 1 : order.length + 2
  }
  return table.columns
    .filter((column) =>
      isCategory(
        column,
        fields.find(({ name }) => name === column.name),
      ),
    )
    .map(({ name }) => name)
    .sort((a, b) => worth(a) - worth(b))
}

/** Who holds it and what it is called: told apart on request, never at first. */
function isPersonal(info: FieldInfo | undefined): boolean {
  return info?.role === 'holder' || info?.role === 'name'
}

function isCategory(column: Column, info: FieldInfo | undefined): boolean {
  if (column.type === 'boolean') return true
  if (column.type === 'number') return info?.codes !== undefined || info?.unit === 'year'
  if (column.type === 'date') return false
  if (info?.role && ['unitCode', 'id', 'location'].includes(info.role)) return false
  // of a layer that stays in its file the words are not here
  if (column.codes.length === 0) return info?.codes !== undefined
  // where each row has its own word it is a name
  return column.dictionary.length > 1 && column.dictionary.length <= Math.min(MOST_WORDS, column.codes.length - 1)
}

/** Fields of numbers that measure something. */
export function numberFields(table: Table, fields: readonly FieldInfo[]): readonly string[] {
  const infoOf = (name: string) => fields.find((field) => field.name === name)
  const isMeasured = (name: string) => name !== AREA_FIELD && infoOf(name)?.role !== 'id' && infoOf(name)?.codes === undefined
  return table.columns
    .filter(({ name, type }) => type === 'number' && isMeasured(name))
    .map(({ name }) => name)
    .sort((a, b) => Number(infoOf(b)?.unit !== undefined) - Number(infoOf(a)?.unit !== undefined))
}

export function dateFields(table: Table): readonly string[] {
  return table.columns.filter(({ type }) => type === 'date').map(({ name }) => name)
}

/** Where codes have codes one level up, these inside; else two fields of codes; null: there are none. */
function ringLevels(categories: readonly string[], fields: readonly FieldInfo[], lists: Lists): readonly Level[] | null {
  const nested = categories.find((name) => Object.keys(parentsOf(name, fields, lists)).length > 0)
  if (nested) return [{ field: nested, isParent: true }, { field: nested }]
  const coded = categories.filter((name) => fields.find((field) => field.name === name)?.codes !== undefined)
  return coded.length > 1 ? coded.slice(0, 2).map((field) => ({ field })) : null
}

/** Code → code one level up of a field's code list. */
export function parentsOf(field: string, fields: readonly FieldInfo[], lists: Lists): Readonly<Record<string, string>> {
  const list = lists[fields.find(({ name }) => name === field)?.codes ?? '']
  return Object.fromEntries(list?.entries.flatMap(({ code, parent }) => (parent ? [[code, parent]] : [])) ?? [])
}

/** The field that the register keeps areas in; null: none is known. */
export function registeredOf(fields: readonly FieldInfo[]): Registered | null {
  const field = fields.find(({ role }) => role === 'registeredAreaM2')
  if (!field) return null
  return { field: field.name, unit: field.unit && field.unit in AREA_UNITS ? (field.unit as AreaUnit) : 'm2' }
}
