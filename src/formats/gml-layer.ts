import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import type { GmlShape, ShapeFlaw } from './gml-shapes.ts'
import type { SrsName } from './gml-srs.ts'
import { isUnit, unitOfWord } from './known-fields.ts'
import { PooledTexts } from './pooled-texts.ts'
import type { SheetColumn } from './sheet-columns.ts'

const MOST_COLUMNS = 2000
const MOST_NAMES = 8
const BETWEEN = '; '
const IDS = new Set(['@id', '@fid'])

/** What an element of a feature says: its texts, one after the other where it is repeated. */
export interface GmlValue {
  readonly name: string
  readonly texts: string[]
  /** the unit that the element says; '': none */
  readonly uom: string
}

interface GmlColumn {
  readonly name: string
  readonly texts: PooledTexts
  readonly uoms: Set<string>
}

class Counted {
  count = 0
  row = 0
  add(row: number): void {
    if (this.count++ === 0) this.row = row + 1
  }
}

/** Features of one type in one system: their rows, and what is to be told of them. */
export class GmlLayer {
  readonly type: string
  /** undefined until a shape comes */
  srs: SrsName | null | undefined = undefined
  /** the property that holds the shape in most features */
  shapeKey: string | null = null
  readonly builder = new GeometryBuilder()
  length = 0
  private readonly file: string
  private readonly values = new Map<string, GmlColumn>()
  private readonly flaws: Readonly<Record<ShapeFlaw, Counted>> = {
    bad: new Counted(),
    linked: new Counted(),
    otherKind: new Counted(),
  }
  private readonly otherKinds = new Set<string>()
  private arcs = 0
  private isNorthFirst = false
  private readonly otherShapes = new Set<string>()
  private readonly nested = new Set<string>()
  private readonly repeated = new Set<string>()
  private readonly links = new Set<string>()
  private readonly attributes = new Set<string>()

  constructor(type: string, file: string) {
    this.type = type
    this.file = file
  }

  /** Those of a row; half a shape is none. @param found what is wrong with them together */
  takeShapes(shapes: readonly GmlShape[], found: ShapeFlaw | null): void {
    const flaw = shapes.find((shape) => shape.flaw)?.flaw ?? found
    for (const shape of shapes) for (const kind of shape.otherKinds) this.otherKinds.add(kind)
    if (flaw) this.flaws[flaw].add(this.length)
    for (const shape of flaw ? [] : shapes) {
      this.arcs += shape.arcs
      this.isNorthFirst ||= shape.srs?.isNorthFirst ?? false
      shape.giveTo(this.builder)
    }
  }
  passOver(what: 'otherShapes' | 'nested' | 'links' | 'attributes', name: string): void {
    this[what].add(name)
  }

  endRow(values: ReadonlyMap<string, GmlValue>): void {
    for (const [key, { name, texts, uom }] of values) {
      if (texts.length > 1) this.repeated.add(name)
      let column = this.values.get(key)
      if (!column) {
        if (this.values.size >= MOST_COLUMNS)
          throw new AppError('format.tooManyFields', { file: this.file, count: this.values.size + 1, limit: MOST_COLUMNS })
        column = { name, texts: new PooledTexts(), uoms: new Set() }
        this.values.set(key, column)
      }
      column.texts.set(this.length, texts.join(BETWEEN))
      if (column.uoms.size < MOST_NAMES) column.uoms.add(uom)
    }
    this.builder.endRow()
    this.length++
  }

  columns(): SheetColumn[] {
    // what a program numbers its features by comes behind what an office says of them
    const columns = [...this.values].sort(([a], [b]) => Number(IDS.has(a)) - Number(IDS.has(b))).map(([, column]) => column)
    const names = uniqueNames(columns.map(({ name }) => name))
    return columns.map(({ texts, uoms }, i) => {
      const unit = unitOf(uoms)
      return { name: names[i], texts: texts.finish(this.length), ...(unit !== null && { unit }) }
    })
  }

  tell(notes: Pick<Task, 'note'>): void {
    const { bad, linked, otherKind } = this.flaws
    const told = (code: string, { count, row }: Counted, detail: Readonly<Record<string, string>> = {}) => {
      if (count > 0) notes.note(code, { count, row, ...detail }, 'warning')
    }
    told('gml.badShapes', bad)
    told('gml.linkedShapes', linked)
    told('gml.otherKinds', otherKind, { kinds: some(this.otherKinds) })
    if (this.arcs > 0) notes.note('gml.arcs', { count: this.arcs })
    if (this.otherShapes.size > 0) notes.note('gml.otherShapes', { others: some(this.otherShapes) }, 'warning')
    if (this.nested.size > 0) notes.note('gml.nested', { fields: some(this.nested), count: this.nested.size }, 'warning')
    if (this.repeated.size > 0) notes.note('gml.repeated', { fields: some(this.repeated), mark: BETWEEN.trim() })
    if (this.links.size > 0) notes.note('gml.links', { fields: some(this.links) })
    const unsaid = [...this.values.values()].filter(({ uoms }) => unitOf(uoms) === null && [...uoms].some(Boolean))
    const lost = new Set([...this.attributes, ...unsaid.map(({ name, uoms }) => `${name} uom=${[...uoms].find(Boolean)}`)])
    if (lost.size > 0) notes.note('gml.attributes', { names: some(lost) })
    if (this.srs && this.isNorthFirst) notes.note('gml.northFirst', { crs: this.srs.crs })
  }
}

/** The unit of a column whose values all say the same. */
function unitOf(uoms: ReadonlySet<string>): string | null {
  const units = new Set(
    [...uoms].map((uom) => uom.replace(/^.*[#/:]/, '')).map((word) => (isUnit(word) ? unitOfWord(word) : null)),
  )
  const [unit] = units
  return units.size === 1 ? (unit ?? null) : null
}

function some(names: ReadonlySet<string>): string {
  return `${[...names].slice(0, MOST_NAMES).join(', ')}${names.size > MOST_NAMES ? ' …' : ''}`
}
