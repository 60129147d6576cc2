/**
 * 不动产单元代码, 28 characters, GB/T 37346-2019. No check digit exists; what can be checked is the shape and which letters go together.
 * The first 19 characters are the parcel code (宗地代码), which may stand alone.
 */
export interface UnitCodeParts {
  /** county, GB/T 2260 */
  readonly county: string
  /** 地籍区 */
  readonly zone: string
  /** 地籍子区 */
  readonly subzone: string
  /** 宗地特征码, first: G state, J collective, Z undetermined or disputed */
  readonly ownership: 'G' | 'J' | 'Z'
  /** 宗地特征码, second: kind of right */
  readonly right: string
  /** 宗地顺序号 00001–99999 */
  readonly serial: string
  /** 定着物特征码 F house, L trees, Q other, W none; null in a parcel code of 19 characters */
  readonly fixture: 'F' | 'L' | 'Q' | 'W' | null
  /** 定着物单元号, 8 digits */
  readonly fixtureNumber: string | null
}

export type UnitCodeProblem =
  | 'empty'
  /** neither 28 nor 19 characters */
  | 'length'
  /** a letter where a digit belongs, or an unknown letter; `at` says where */
  | 'character'
  /** A and C need J */
  | 'right-needs-collective'
  /** serial 00000 */
  | 'serial-zero'
  /** W needs eight zeros, F L Q must not have them */
  | 'fixture-number'

export type UnitCodeResult =
  | { readonly ok: true; readonly code: string; readonly parts: UnitCodeParts }
  | { readonly ok: false; readonly code: string; readonly problem: UnitCodeProblem; readonly at: number }

const SHAPE = /^\d{12}[GJZ][ABSXCDEFLNHGWY]\d{5}(?:[FLQW]\d{8})?$/
const PLACES = [
  ...Array<RegExp>(12).fill(/\d/),
  /[GJZ]/,
  /[ABSXCDEFLNHGWY]/,
  ...Array<RegExp>(5).fill(/\d/),
  /[FLQW]/,
  ...Array<RegExp>(8).fill(/\d/),
]

/** Full-width characters to half-width, without blanks and separators, upper case. */
export function normalizeUnitCode(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff·\-_]/g, '')
    .toUpperCase()
}

/** Normalises, then checks every rule; the first that fails is reported with its place (0-based, in the normalised code). */
export function parseUnitCode(text: string): UnitCodeResult {
  const code = normalizeUnitCode(text)
  const fail = (problem: UnitCodeProblem, at: number): UnitCodeResult => ({ ok: false, code, problem, at })
  if (code === '') return fail('empty', 0)
  const wrong = [...code].findIndex((character, i) => i < PLACES.length && !PLACES[i].test(character))
  if (wrong >= 0) return fail('character', wrong)
  if (!SHAPE.test(code)) return fail('length', code.length)
  const parts: UnitCodeParts = {
    county: code.slice(0, 6),
    zone: code.slice(6, 9),
    subzone: code.slice(9, 12),
    ownership: code[12] as UnitCodeParts['ownership'],
    right: code[13],
    serial: code.slice(14, 19),
    fixture: code.length > 19 ? (code[19] as UnitCodeParts['fixture']) : null,
    fixtureNumber: code.length > 19 ? code.slice(20) : null,
  }
  if ((parts.right === 'A' || parts.right === 'C') && parts.ownership !== 'J') return fail('right-needs-collective', 13)
  if (parts.serial === '00000') return fail('serial-zero', 14)
  if (parts.fixture !== null && (parts.fixture === 'W') !== (parts.fixtureNumber === '00000000'))
    return fail('fixture-number', 20)
  return { ok: true, code, parts }
}

/** `370505 001001 GB00001 W00000000`: 6 6 7 9. Text of any other length comes back as it is. */
export function formatUnitCode(text: string): string {
  const code = normalizeUnitCode(text)
  if (code.length !== 28 && code.length !== 19) return text
  return [code.slice(0, 6), code.slice(6, 12), code.slice(12, 19), code.slice(19)].filter((part) => part !== '').join(' ')
}

/** The parcel code (宗地代码): the first 19 characters. */
export function parcelCodeOf(unitCode: string): string {
  return normalizeUnitCode(unitCode).slice(0, 19)
}
