import type { Layer, TableLook } from '../../app/state.ts'
import { saidTwice, twinColumn } from '../../core/english-twin.ts'
import { AREA_FIELD, type Column, type FieldInfo, type Table } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { AREA_UNITS, GROUP_SPACE } from '../../core/units.ts'
import { shellText } from '../../i18n/shell.ts'
import { t } from '../../i18n/t.ts'
import { unitOf } from '../shell/decode-value.ts'
import { type CellContext, cellWords } from './cell-words.ts'

export interface AttributeColumn {
  readonly name: string
  readonly label: string
  readonly unit: string
  readonly info: FieldInfo | undefined
  readonly column: Column
  readonly isEnd: boolean
  readonly widthPx: number
  readonly isFrozen: boolean
  readonly isHidden: boolean
}

export const USUAL_LOOK: TableLook = { sort: [], hidden: [], frozen: null, isSelectedOnly: false }

/** What is changed in the look by showing or hiding a column. */
export function withColumn({ hidden, shown = [] }: TableLook, name: string, isShown: boolean): Partial<TableLook> {
  const without = (names: readonly string[]) => names.filter((each) => each !== name)
  return isShown
    ? { hidden: without(hidden), shown: [...without(shown), name] }
    : { hidden: [...without(hidden), name], shown: without(shown) }
}

const SAMPLE_ROWS = 40
const LEAST_PX = 76
const MOST_PX = 280
/** beside the words: padding, sort mark, menu button */
const HEAD_PX = 62
const CELL_PX = 26

/** 代码 and 名称 (in English: the English name where there is one) stay in sight unless the user wants others. */
export function frozenOf(layer: Layer, table: Table, look: TableLook, locale: Locale): readonly string[] {
  const names = new Set(table.columns.map(({ name }) => name))
  const roles = ['unitCode', 'name'] as const
  const wanted =
    look.frozen ??
    roles.flatMap((role) =>
      layer.fields
        .filter((field) => field.role === role)
        .slice(0, 1)
        .map(({ name }) => (locale === 'en' && twinColumn(table, name)?.name) || name),
    )
  return wanted.filter((name) => names.has(name) || name === AREA_FIELD)
}

/**
 * All columns in the order of the layer's description, undescribed ones last, the drawn area after the frozen ones.
 * @param areas m² by row; null: not reckoned yet, or none
 * @param isSample the table holds some rows of a layer that stays in its file
 */
export function allColumns(
  layer: Layer,
  table: Table,
  look: TableLook,
  areas: Float64Array | null,
  context: CellContext,
  isSample: boolean,
): readonly AttributeColumn[] {
  const { locale, areaUnit } = context
  const frozen = frozenOf(layer, table, look, locale)
  const byName = new Map(table.columns.map((column) => [column.name, column]))
  const described = layer.fields.map(({ name }) => name).filter((name) => byName.has(name))
  const rest = [...byName.keys()].filter((name) => !described.includes(name))
  const names = [...described, ...rest].filter((name) => !frozen.includes(name))
  const hasArea = table.geometry?.kind === 'polygon'
  const inOrder = [...frozen, ...(hasArea && !frozen.includes(AREA_FIELD) ? [AREA_FIELD] : []), ...names]
  const spare = isSample && locale === 'en' ? new Set() : saidTwice(table, locale)
  return inOrder.map((name): AttributeColumn => {
    const isFrozen = frozen.includes(name)
    const isHidden =
      look.hidden.includes(name) || (spare.has(name) && !look.shown?.includes(name) && !look.frozen?.includes(name))
    if (name === AREA_FIELD) {
      const values = areas ?? new Float64Array(table.length).fill(Number.NaN)
      return {
        name,
        label: t(shellText.drawnArea, locale),
        unit: t(AREA_UNITS[areaUnit].label, locale),
        info: undefined,
        column: { name, type: 'number', values },
        isEnd: true,
        widthPx: 152,
        isFrozen,
        isHidden,
      }
    }
    const column = byName.get(name) as Column
    const info = layer.fields.find((field) => field.name === name)
    const label = info ? t(info.label, locale) : name
    const unitWords = unitOf(info)
    const unit = unitWords ? t(unitWords, locale) : ''
    return {
      name,
      label,
      unit,
      info,
      column,
      isEnd: column.type === 'number',
      widthPx: widthOf(label + unit, column, info, table.length, context),
      isFrozen,
      isHidden,
    }
  })
}

/** From the heading and some rows spread over the table. */
function widthOf(heading: string, column: Column, info: FieldInfo | undefined, length: number, context: CellContext): number {
  let most = textPx(heading) + HEAD_PX
  const step = Math.max(1, Math.floor(length / SAMPLE_ROWS))
  for (let row = 0; row < length; row += step) most = Math.max(most, textPx(cellWords(column, info, row, context)) + CELL_PX)
  return Math.round(Math.min(MOST_PX, Math.max(LEAST_PX, most)))
}

/** About how wide words are at 12.5 px: Chinese are squares, Latin letters little more than half. */
function textPx(words: string): number {
  let px = 0
  for (const char of words) px += char.charCodeAt(0) > 0x2e7f ? 12.8 : char === GROUP_SPACE ? 2.8 : 7.3
  return px
}
