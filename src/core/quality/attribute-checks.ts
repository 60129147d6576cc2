import type { LayerInput } from '../analysis.ts'
import { AppError, type Detail } from '../errors.ts'
import { isRowEmpty } from '../geometry.ts'
import type { SoundTable } from '../repair.ts'
import { type Column, cellAt, type FieldInfo, findColumn } from '../table.ts'
import type { Task } from '../task.ts'
import { AREA_UNITS, type AreaUnit, plainNumber, toM2 } from '../units.ts'
import { type AreaRule, rowToleranceM2 } from './area-tolerance.ts'
import type { Findings } from './findings.ts'
import type { FindingKind } from './kinds.ts'
import type { QualityRules } from './rules.ts'

interface Field {
  readonly info: FieldInfo
  readonly column: Column
}

/** Fields of the layer with one of the roles, in the order of the roles. */
export function fieldsOf({ table, fields }: LayerInput, ...roles: NonNullable<FieldInfo['role']>[]): Field[] {
  return roles.flatMap((role) =>
    fields.flatMap((info) => {
      const column = info.role === role ? findColumn(table, info.name) : undefined
      return column ? [{ info, column }] : []
    }),
  )
}

function textAt(column: Column, row: number): string | null {
  const value = cellAt(column, row)
  const text = value === null ? '' : String(value).trim()
  return text === '' ? null : text
}

function put(
  findings: Findings,
  kind: FindingKind,
  rule: string | null,
  rows: readonly number[],
  detail: Detail,
  areaM2 = Number.NaN,
) {
  findings.add({ kind, rule, rows, areaM2, at: null, detail })
}

/**
 * Ids that are missing, and ids that more than one row has (one finding for all of them). A parcel number (role id) is given out by
 * each town or village anew, so that it need be unique within its town only; a unit code is unique everywhere.
 * @param names fields; none: those whose role is unit code or id @throws AppError analysis.noField
 */
export function checkIds(layer: LayerInput, names: readonly string[], rows: Uint32Array, findings: Findings): void {
  const chosen = names.map((name): Field => {
    const column = findColumn(layer.table, name)
    if (!column) throw new AppError('analysis.noField', { field: name })
    return { info: layer.fields.find((field) => field.name === name) ?? { name, label: { zh: name, en: name } }, column }
  })
  for (const { info, column } of names.length > 0 ? chosen : fieldsOf(layer, 'unitCode', 'id')) {
    const town = info.role === 'id' ? fieldsOf(layer, 'town')[0]?.column : undefined
    const rowsOf = new Map<string, number[]>()
    for (const row of rows) {
      const value = textAt(column, row)
      if (value === null) {
        put(findings, 'missing-id', null, [row], { field: info.name })
        continue
      }
      const key = town && town !== column ? `${value}\n${textAt(town, row)}` : value
      const list = rowsOf.get(key)
      if (list) list.push(row)
      else rowsOf.set(key, [row])
    }
    for (const [key, same] of rowsOf) {
      if (same.length > 1)
        put(findings, 'duplicate-id', null, same, { field: info.name, value: key.split('\n')[0], count: same.length })
    }
  }
}

/** Holder, land class, ownership, town and registered area where some rows have them and some do not. */
export function checkMissingValues(layer: LayerInput, rows: Uint32Array, findings: Findings, task: Task): void {
  for (const { info, column } of fieldsOf(layer, 'holder', 'landClass', 'ownership', 'town', 'registeredAreaM2')) {
    const empty = rows.filter((row) => textAt(column, row) === null)
    if (empty.length === rows.length && rows.length > 0) task.note('quality.emptyField', { field: info.name }, 'warning')
    else for (const row of empty) put(findings, 'missing-value', null, [row], { field: info.name })
  }
}

/** Real-estate unit codes by GB/T 37346-2019, their county against the layer's, their letter against the ownership field. */
export function checkUnitCodes(layer: LayerInput, rules: QualityRules, rows: Uint32Array, findings: Findings): void {
  const ownership = fieldsOf(layer, 'ownership')[0]
  for (const { info, column } of fieldsOf(layer, 'unitCode')) {
    if (rules.opaqueCodes.includes(info.name)) continue
    const counties = new Map<string, number[]>()
    for (const row of rows) {
      const text = textAt(column, row)
      if (text === null) continue
      const parsed = rules.unitCode(text)
      if (!parsed.ok) {
        const { code, problem, at } = parsed
        const detail = { value: code, length: code.length, place: at + 1, letters: code.slice(12, 14), right: code.slice(13, 14) }
        put(findings, 'unit-code', problem, [row], detail)
        continue
      }
      const { code, parts } = parsed
      const list = counties.get(parts.county)
      if (list) list.push(row)
      else counties.set(parts.county, [row])
      const side = ownership ? rules.ownershipSide(textAt(ownership.column, row) ?? '') : undefined
      if (side && side !== 'disputed' && parts.ownership !== 'Z' && (parts.ownership === 'G') !== (side === 'state')) {
        const detail = { value: code, letter: parts.ownership, ownership: textAt(ownership.column, row) }
        put(findings, 'unit-code', 'ownership', [row], detail)
      }
    }
    // a layer of one county with some strays; with no clear majority nobody can say who is wrong
    const [most, ...others] = [...counties].sort((a, b) => b[1].length - a[1].length)
    const known = most ? most[1].length + others.reduce((sum, [, list]) => sum + list.length, 0) : 0
    if (!most || most[1].length < 0.9 * known) continue
    for (const [county, list] of others) {
      for (const row of list)
        put(findings, 'unit-code', 'county', [row], {
          value: rules.unitCode(textAt(column, row) ?? '').code,
          county,
          expected: most[0],
        })
    }
  }
}

/** Land-class codes against the layer's own code list, else the survey's. */
export function checkLandClasses(layer: LayerInput, rules: QualityRules, rows: Uint32Array, findings: Findings): void {
  for (const { info, column } of fieldsOf(layer, 'landClass')) {
    const list = info.codes && info.codes !== rules.landClassList ? layer.codeLists[info.codes] : undefined
    const codes = list && new Set(list.entries.map(({ code }) => code))
    for (const row of rows) {
      const value = textAt(column, row)
      if (value === null || (codes ? codes.has(value) : rules.landClass(value))) continue
      put(findings, 'land-class', null, [row], { field: info.name, value })
    }
  }
}

/** Registered against drawn areas. The size of the finding is how far they are apart. */
export function checkRegisteredAreas(
  layer: LayerInput,
  sound: SoundTable,
  areasM2: Float64Array,
  rule: AreaRule,
  scale: number,
  rows: Uint32Array,
  findings: Findings,
): void {
  for (const { info, column } of fieldsOf(layer, 'registeredAreaM2')) {
    if (column.type !== 'number') continue
    const unit = info.unit && info.unit in AREA_UNITS ? (info.unit as AreaUnit) : 'm2'
    for (const row of rows) {
      const registeredM2 = toM2(column.values[row], unit)
      if (Number.isNaN(registeredM2) || isRowEmpty(sound.geometry, row)) continue
      const differenceM2 = areasM2[row] - registeredM2
      const limitM2 = rowToleranceM2(sound.geometry, sound.lngLat, row, registeredM2, rule, scale)
      if (Math.abs(differenceM2) <= limitM2) continue
      const detail = {
        registeredM2: plainNumber(registeredM2, 2),
        drawnM2: plainNumber(areasM2[row], 2),
        differenceM2: plainNumber(differenceM2, 2),
        permille: registeredM2 > 0 ? plainNumber((differenceM2 / registeredM2) * 1000, 2) : '—',
        limitM2: plainNumber(limitM2, 2),
      }
      put(findings, 'area-mismatch', null, [row], detail, Math.abs(differenceM2))
    }
  }
}

/** Sums of a natural-resource register, where the table is one. */
export function checkRegisters(layer: LayerInput, rules: QualityRules, rows: Uint32Array, findings: Findings): void {
  if (!findColumn(layer.table, rules.registerTotal)) return
  const columns = new Map(layer.table.columns.map((column) => [column.name, column]))
  for (const row of rows) {
    const at = (name: string) => {
      const column = columns.get(name)
      const value = column ? cellAt(column, row) : null
      return typeof value === 'number' ? value : null
    }
    for (const { problem, field, statedHa, summedHa } of rules.register(at)) {
      const areaM2 = Math.abs(statedHa - summedHa) * 10_000
      const detail = { field, stated: plainNumber(statedHa, 4), summed: plainNumber(summedHa, 4) }
      put(findings, 'register', problem, [row], detail, problem === 'missing' ? Number.NaN : areaM2)
    }
  }
}
