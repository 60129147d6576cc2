import type { Column, FieldInfo, Table } from './table.ts'

/** How far the values of a column tell rows apart. */
export interface KeyEvidence {
  readonly field: string
  /** rows without a value */
  readonly empty: number
  /** rows whose value another row before them has */
  readonly repeated: number
  /** the first value that is there twice */
  readonly example: string | null
  /** every row has a value of its own */
  readonly isKey: boolean
}

/** Roles that a field cannot lose to be a key: what it holds is known to be something else. */
const OTHER_ROLES: readonly FieldInfo['role'][] = ['landClass', 'ownership', 'town', 'registeredAreaM2']
const KEY_ROLES: readonly FieldInfo['role'][] = ['unitCode', 'id']
const CODE_NAME = /(代码|编码|编号|号码|单元号|地块号|宗地号|图斑号)$|^(id|fid|code|bsm|.*(dm|bm|bh|_id))$/i

/** Fields that can number the rows, the likeliest first: those that do, of these the known codes, then those that are called so. */
export function keyFields({ columns, length }: Table, fields: readonly FieldInfo[]): readonly KeyEvidence[] {
  if (length === 0) return []
  const roleOf = (name: string) => fields.find((field) => field.name === name)?.role
  const rank = ({ field, isKey }: KeyEvidence) => {
    const role = KEY_ROLES.indexOf(roleOf(field))
    return (isKey ? 0 : 10) + (role >= 0 ? role : CODE_NAME.test(field) ? 2 : 3)
  }
  return columns
    .filter(({ name }) => !OTHER_ROLES.includes(roleOf(name)))
    .filter((column) => column.type === 'text' || (column.type === 'number' && isWhole(column.values)))
    .map((column) => evidenceOf(column, length))
    .filter(({ empty }) => empty < length)
    .sort((a, b) => rank(a) - rank(b))
}

/** The field to propose: one that numbers all rows and is known or called a code; null where none does. */
export function suggestedKey(evidence: readonly KeyEvidence[], fields: readonly FieldInfo[]): string | null {
  const [best] = evidence
  const role = fields.find(({ name }) => name === best?.field)?.role
  return best?.isKey && (KEY_ROLES.includes(role) || CODE_NAME.test(best.field)) ? best.field : null
}

/** The fields with one of them as the key: the one by which rows are named, searched and found again. */
export function withKey(
  fields: readonly FieldInfo[],
  key: string,
  role: Extract<FieldInfo['role'], 'unitCode' | 'id'>,
): readonly FieldInfo[] {
  const keyed = fields.map((field) => {
    if (field.name === key) return { ...field, role }
    if (field.role !== role) return field
    const { role: _, ...rest } = field
    return rest
  })
  return keyed.some(({ name }) => name === key) ? keyed : [...keyed, { name: key, label: { zh: key, en: key }, role }]
}

/** The fields without a key, as the user has it: what is known as a code is read and shown, but numbers no rows. */
export function withoutKey(fields: readonly FieldInfo[]): readonly FieldInfo[] {
  return fields.map(({ role, ...rest }) => (role === undefined || KEY_ROLES.includes(role) ? rest : { ...rest, role }))
}

/** Numbers of things are whole; quantities are not. */
function isWhole(values: Float64Array): boolean {
  return values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value))
}

function evidenceOf(column: Column, length: number): KeyEvidence {
  let empty = 0
  let repeated = 0
  let example: string | null = null
  const again = (text: string) => {
    example ??= text
    repeated++
  }
  if (column.type === 'text') {
    const seen = new Uint8Array(column.dictionary.length)
    for (const code of column.codes) {
      const text = column.dictionary[code]
      if (text === null || text === '') empty++
      else if (seen[code]++ > 0) {
        seen[code] = 1
        again(text)
      }
    }
  } else {
    const seen = new Set<number>()
    for (const value of column.values) {
      if (Number.isNaN(value)) empty++
      else if (seen.size === seen.add(value).size) again(String(value))
    }
  }
  return { field: column.name, empty, repeated, example, isKey: empty === 0 && repeated === 0 && length > 0 }
}
