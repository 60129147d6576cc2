import type { HeaderLine, SkippedLine } from './format.ts'

/** A parcel (地块) as its lines say it, numbers as they stand: first X (north), second Y (east). */
export interface TextParcel {
  /** line of the file, from 1 */
  readonly line: number
  readonly declaredPoints: number | null
  /** as written, in the unit of the file */
  readonly area: string | null
  readonly number: string | null
  readonly name: string | null
  /** 点, 线 or 面 */
  readonly shape: string
  readonly sheet: string | null
  readonly use: string | null
  readonly landClass: string | null
  /** fields beyond the nine of the format */
  readonly more: readonly string[]
  readonly rings: TextRing[]
  /** line of the first point that is none; the parcel is kept without its shape */
  badLine: number | null
  /** points are named otherwise than J1, J2 … */
  hasOwnNames: boolean
}
export interface TextRing {
  readonly ring: string
  /** X Y X Y … */
  readonly pairs: number[]
}
export interface BoundaryText {
  readonly header: readonly HeaderLine[]
  readonly parcels: readonly TextParcel[]
  readonly skipped: readonly SkippedLine[]
}

const SHAPES = new Set(['点', '线', '面', '多边形'])
const SECTION = /^\[(.+)\]$/
const KEY = /^([^=,]+)=(.*)$/

/**
 * Reads 界址点坐标 text: sections of key=value, then parcels, each a line `点数,公顷,编号,名称,面,图幅,用途,地类,@` and points
 * `点号,圈号,X,Y`. Accepted besides: full-width brackets, commas and signs, tabs, blank lines, `}` for `@`, a field less or more,
 * further sections, points without ring number.
 */
export function parseBoundaryText(text: string): BoundaryText {
  const header: HeaderLine[] = []
  const parcels: TextParcel[] = []
  const skipped: SkippedLine[] = []
  let section = ''
  let parcel: TextParcel | null = null
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/)
  for (let i = 0; i < lines.length; i++) {
    const raw = lines[i].trim()
    if (raw === '') continue
    const line = plain(raw)
    const opened = SECTION.exec(line)
    if (opened) {
      section = opened[1].trim()
      continue
    }
    const cells = line.split(',').map((cell) => cell.trim())
    if (/[@}]$/.test(line) && cells.length >= 4) {
      parcel = readParcel(cells, i + 1)
      parcels.push(parcel)
      continue
    }
    const pair = KEY.exec(line)
    if (pair && !parcel) {
      header.push({ section, key: pair[1].trim(), value: pair[2].trim() })
      continue
    }
    if (parcel && cells.length >= 3) readPoint(parcel, cells, i + 1)
    else skipped.push({ line: i + 1, text: raw })
  }
  return { header, parcels, skipped }
}

/** Signs of the format in half width; a line that has half-width commas keeps the others, which then belong to a name. */
function plain(line: string): string {
  const signs = line
    .replace(/[【［]/g, '[')
    .replace(/[】］]/g, ']')
    .replace(/＝/g, '=')
    .replace(/＠/g, '@')
    .replace(/｝/g, '}')
  const commas = (signs.match(/,/g) ?? []).length
  return commas >= 2 ? signs : signs.replace(/[，\t]/g, ',')
}

function readParcel(cells: readonly string[], line: number): TextParcel {
  // the closing sign is a field of its own, or ends the last one
  const fields = cells.map((cell, i) => (i === cells.length - 1 ? cell.replace(/[@}]$/, '').trim() : cell))
  if (fields.at(-1) === '') fields.pop()
  const at = fields.findIndex((field, i) => i >= 2 && SHAPES.has(field))
  const before = at < 0 ? fields.slice(0, 4) : fields.slice(0, at)
  const after = at < 0 ? fields.slice(4) : fields.slice(at + 1)
  const [points, area] = before
  // of number and name one may be missing: the number is the one that a parcel cannot do without
  const [number = null, name = null] = before.slice(2)
  const [sheet = null, use = null, landClass = null] = after.length === 2 ? [null, ...after] : after
  const textOf = (value: string | null) => (value === '' ? null : value)
  return {
    line,
    declaredPoints: /^\d+$/.test(points) ? Number(points) : null,
    area: textOf(area ?? null),
    number: textOf(number),
    name: textOf(name),
    shape: at < 0 || fields[at] === '多边形' ? '面' : fields[at],
    sheet: textOf(sheet),
    use: textOf(use),
    landClass: textOf(landClass),
    more: after.slice(3),
    rings: [],
    badLine: null,
    hasOwnNames: false,
  }
}

const NUMBER = /^[+-]?\d+(\.\d*)?$/

function readPoint(parcel: TextParcel, cells: readonly string[], line: number): void {
  const hasRing = cells.length >= 4
  const [name] = cells
  const ring = hasRing ? cells[1] : '1'
  const [x, y] = hasRing ? [cells[2], cells[3]] : [cells[1], cells[2]]
  if (!NUMBER.test(x) || !NUMBER.test(y)) {
    parcel.badLine ??= line
    return
  }
  let last = parcel.rings.at(-1)
  // a ring is over when it comes back to its first point, also where its number goes on
  if (!last || last.ring !== ring || isClosed(last.pairs)) {
    last = { ring, pairs: [] }
    parcel.rings.push(last)
  }
  last.pairs.push(Number(x), Number(y))
  if (!/^J?\d+$/i.test(name)) parcel.hasOwnNames = true
}

export function isClosed(pairs: readonly number[]): boolean {
  return pairs.length >= 8 && pairs[0] === pairs[pairs.length - 2] && pairs[1] === pairs[pairs.length - 1]
}
