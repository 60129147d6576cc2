import { DxfBlocks, type Placed } from './dxf-blocks.ts'
import { type DxfEntity, mirror } from './dxf-entity.ts'
import { DxfPen } from './dxf-shapes.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { ValueColumn } from './value-column.ts'

const MESH_FLAGS = 16 | 64
const MAX_OWN_COLUMNS = 500
const BY_BLOCK = 0

/** Entities of a section in their order, what follows one and belongs to it (VERTEX, ATTRIB) within it. */
export class WholeEntities {
  private open: DxfEntity | null = null
  private readonly take: (entity: DxfEntity) => void
  constructor(take: (entity: DxfEntity) => void) {
    this.take = take
  }
  add(entity: DxfEntity): void {
    const { open } = this
    if (open?.type === 'POLYLINE' && entity.type === 'VERTEX') {
      const [vertex] = entity.vertices
      // spline control points and mesh vertices are no corners
      if (vertex && (entity.flags & (16 | 64 | 128)) === 0) open.vertices.push(vertex)
      return
    }
    if (open?.type === 'INSERT' && entity.type === 'ATTRIB') {
      const { tag, text } = entity
      if (text !== '') open.attributes.push(tag === '' ? text : `${tag}: ${text}`)
      return
    }
    this.flush()
    if (entity.type === 'POLYLINE' && (entity.flags & MESH_FLAGS) === 0) {
      entity.vertices.length = 0
      this.open = entity
    } else if (entity.type === 'INSERT') this.open = entity
    else if (entity.type !== 'SEQEND' && entity.type !== 'ATTRIB') this.take(entity)
  }
  flush(): void {
    if (this.open) this.take(this.open)
    this.open = null
  }
}

/** Collects entities as rows; rings of one row, as our own writer marks them, come together again. */
export class DxfDrawing {
  readonly builder = new GeometryBuilder()
  readonly pen = new DxfPen(this.builder)
  readonly blocks = new DxfBlocks()
  rows = 0
  paper = 0
  /** references that are points, those that were drawn, and the shapes of these */
  signs = 0
  drawn = 0
  drawnShapes = 0
  unknownCount = 0
  readonly unknown = new Set<string>()
  private readonly known = {
    Layer: new ValueColumn('Layer', 'text'),
    Entity: new ValueColumn('Entity', 'text'),
    Color: new ValueColumn('Color'),
    Linetype: new ValueColumn('Linetype', 'text'),
    Elevation: new ValueColumn('Elevation'),
    Text: new ValueColumn('Text', 'text'),
    Block: new ValueColumn('Block', 'text'),
    Handle: new ValueColumn('Handle', 'text'),
    XData: new ValueColumn('XData', 'text'),
  }
  private readonly used = new Set<string>()
  private readonly own = new Map<string, ValueColumn>()
  /** a row of ours whose further parts follow */
  private ownRow: string | null = null

  columns(): ValueColumn[] {
    const names = this.own.size > 0 ? [] : Object.entries(this.known).filter(([name]) => this.used.has(name))
    return [...names.map(([, column]) => column), ...this.own.values()]
  }

  flush(): void {
    this.endOwnRow()
  }

  add(entity: DxfEntity): void {
    if (entity.isPaper) {
      this.paper++
      return
    }
    // written beside the rows for whoever looks at the drawing
    if (entity.own?.has('#label')) return
    const row = entity.own?.get('#') ?? null
    if (row === null || row !== this.ownRow) this.endOwnRow()
    const isFurther = row !== null && row === this.ownRow
    if (entity.isMirrored) mirror(entity)
    if (isFurther && entity.own?.get('#part') === '1') this.builder.endPart()
    if (entity.type === 'INSERT') {
      const contents = this.blocks.contents(entity)
      if (contents) {
        this.drawn++
        for (const each of contents) this.addPlaced(each)
        return
      }
      this.signs++
    }
    if (!this.draw(entity, row === null)) return
    if (row !== null) {
      if (!isFurther) this.attributes(entity)
      this.ownRow = row
      return
    }
    this.attributes(entity)
    this.builder.endRow()
    this.rows++
  }
  private addPlaced({ entity, affine, owner }: Placed): void {
    if (entity.isPaper) return
    this.pen.place(affine)
    if (this.draw(entity, true)) {
      this.attributes(entity, owner)
      this.builder.endRow()
      this.rows++
      this.drawnShapes++
    }
    this.pen.place(null)
  }
  private draw(entity: DxfEntity, endsPart: boolean): boolean {
    if (this.pen.draw(entity, endsPart)) return true
    if (endsPart) this.builder.forgetRow()
    this.unknown.add(entity.type)
    this.unknownCount++
    return false
  }
  private endOwnRow(): void {
    if (this.ownRow === null) return
    this.builder.endPart()
    this.builder.endRow()
    this.rows++
    this.ownRow = null
  }

  /** @param owner of what a block holds the reference: its layer 0 is the one of the reference, its handle is everyone's */
  private attributes(entity: DxfEntity, owner: DxfEntity | null = null): void {
    const { own, rows } = this
    if (entity.own)
      for (const [name, value] of entity.own) {
        if (name.startsWith('#')) continue
        if (!own.has(name) && own.size < MAX_OWN_COLUMNS) own.set(name, new ValueColumn(name, 'text'))
        own.get(name)?.set(rows, value)
      }
    const set = (name: keyof typeof this.known, value: string | number | null) => {
      if (value === null || value === '' || Number.isNaN(value)) return
      this.used.add(name)
      this.known[name].set(rows, value)
    }
    set('Layer', owner && entity.layer === '0' ? owner.layer : entity.layer)
    set('Entity', entity.type)
    set('Color', owner && entity.color === BY_BLOCK ? owner.color : entity.color)
    set('Linetype', entity.linetype)
    const height = entity.elevation || (entity.vertices[0]?.z ?? 0)
    if (height !== 0) set('Elevation', height)
    set('Text', plainText(entity) || (owner ?? entity).attributes.join(' | '))
    set('Block', entity.block ?? owner?.block ?? null)
    set('Handle', (owner ?? entity).handle)
    set('XData', (owner ?? entity).xdata.join(' | '))
  }
}

/** The words of a text without its formatting codes. */
function plainText({ type, text }: DxfEntity): string {
  if (type !== 'MTEXT') return text.replace(/%%[uoUO]/g, '')
  return text
    .replace(/\\P/g, '\n')
    .replace(/\\[ACcFfHQTWp][^;\\{}]{0,200};/g, '')
    .replace(/\\[LlOoKk]/g, '')
    .replace(/[{}]/g, '')
    .trim()
}
