import { type DxfEntity, mirror } from './dxf-entity.ts'

/** x' = a x + c y + e, y' = b x + d y + f */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number]
/** An entity of a block where a reference puts it. */
export interface Placed {
  readonly entity: DxfEntity
  readonly affine: Affine
  /** the reference that stands in the drawing, and what layer 0 and colour 0 of the block mean */
  readonly owner: DxfEntity
}
interface Block {
  readonly x: number
  readonly y: number
  readonly entities: DxfEntity[]
}
type Box = readonly [number, number, number, number]

/** Metres. Signs of a survey drawing are some millimetres on paper: up to 20 m in the field at 1:2 000. What is larger is content. */
export const LARGEST_SIGN = 20
const DEEPEST = 8
/** entities that references draw, in all: a block of blocks of blocks is short to write */
const MOST_DRAWN = 500_000
const SAME: Affine = [1, 0, 0, 1, 0, 0]

/** Blocks of the drawing (section BLOCKS), and what their references draw. */
export class DxfBlocks {
  private readonly blocks = new Map<string, Block>()
  private readonly boxes = new Map<string, Box | null>()
  private drawn = 0
  private current: Block | null = null

  /** An entity of the section, whole. */
  add(entity: DxfEntity): void {
    if (entity.type === 'BLOCK') {
      const [base] = entity.vertices
      this.current = { x: base?.x || 0, y: base?.y || 0, entities: [] }
      this.blocks.set(nameOf(entity), this.current)
      return
    }
    if (entity.type === 'ENDBLK') this.current = null
    // what defines an attribute is no shape: its value comes with each reference
    else if (entity.type !== 'ATTDEF' && this.current) {
      if (entity.isMirrored) mirror(entity)
      this.current.entities.push(entity)
    }
  }

  /** What a reference draws; null for a sign, which its place stands for. */
  contents(insert: DxfEntity): readonly Placed[] | null {
    const placed: Placed[] = []
    return this.expand(insert, insert, SAME, [], placed) && placed.length > 0 ? placed : null
  }

  private expand(insert: DxfEntity, owner: DxfEntity, outer: Affine, within: readonly string[], into: Placed[]): boolean {
    const name = nameOf(insert)
    const block = this.blocks.get(name)
    const box = this.boxOf(name, 0)
    // a block that holds itself has no end
    if (!block || !box || within.includes(name) || within.length > DEEPEST) return false
    const places = affinesOf(insert, block).map((affine) => times(outer, affine))
    if (!(spanOf(places[0], box) > LARGEST_SIGN)) return false
    if (this.drawn + places.length * block.entities.length > MOST_DRAWN) return false
    for (const affine of places)
      for (const entity of block.entities) {
        if (entity.type === 'INSERT' && this.expand(entity, owner, affine, [...within, name], into)) continue
        this.drawn++
        into.push({ entity, affine, owner })
      }
    return true
  }

  private boxOf(name: string, depth: number): Box | null {
    const known = this.boxes.get(name)
    if (known !== undefined) return known
    this.boxes.set(name, null)
    const block = this.blocks.get(name)
    let [west, south, east, north] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -Infinity, -Infinity]
    const take = (x: number, y: number, by = 0) => {
      if (!Number.isFinite(x + y + by)) return
      west = Math.min(west, x - by)
      south = Math.min(south, y - by)
      east = Math.max(east, x + by)
      north = Math.max(north, y + by)
    }
    for (const entity of block?.entities ?? []) {
      if (entity.type === 'INSERT') {
        const inner = this.blocks.get(nameOf(entity))
        const box = depth < DEEPEST ? this.boxOf(nameOf(entity), depth + 1) : null
        if (inner && box)
          for (const affine of affinesOf(entity, inner)) for (const [x, y] of cornersOf(box)) take(...applied(affine, x, y))
        continue
      }
      const isRound = entity.type === 'CIRCLE' || entity.type === 'ARC'
      const reach = entity.type === 'ELLIPSE' ? Math.hypot(entity.second.x, entity.second.y) : isRound ? entity.radius : 0
      for (const { x, y } of entity.vertices) take(x, y, reach)
      for (const { vertices } of entity.paths) for (const { x, y } of vertices) take(x, y)
      if (entity.type === 'LINE') take(entity.second.x, entity.second.y)
    }
    const box: Box | null = east >= west ? [west, south, east, north] : null
    this.boxes.set(name, box)
    return box
  }
}

export function applied([a, b, c, d, e, f]: Affine, x: number, y: number): [number, number] {
  return [a * x + c * y + e, b * x + d * y + f]
}
/** names of blocks are the same in any case */
const nameOf = (entity: DxfEntity) => (entity.block ?? '').toUpperCase()
const cornersOf = ([west, south, east, north]: Box) =>
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
  ] as const
function spanOf(affine: Affine, box: Box): number {
  const corners = cornersOf(box).map(([x, y]) => applied(affine, x, y))
  const reach = (axis: 0 | 1) => Math.max(...corners.map((at) => at[axis])) - Math.min(...corners.map((at) => at[axis]))
  return Math.max(reach(0), reach(1))
}
function times(outer: Affine, inner: Affine): Affine {
  const [a, b] = [outer[0] * inner[0] + outer[2] * inner[1], outer[1] * inner[0] + outer[3] * inner[1]]
  const [c, d] = [outer[0] * inner[2] + outer[2] * inner[3], outer[1] * inner[2] + outer[3] * inner[3]]
  return [a, b, c, d, ...applied(outer, inner[4], inner[5])]
}

/** One for each column and row of the reference: scaled about the block's base, turned, moved; seen from below mirrored. */
function affinesOf(insert: DxfEntity, { x, y }: Block): Affine[] {
  const number = (code: number, otherwise: number) => insert.numbers.get(code) ?? otherwise
  const [sx, sy] = [number(41, 1), number(42, 1)]
  const turn = (number(50, 0) * Math.PI) / 180
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)]
  const flip = insert.isMirrored ? -1 : 1
  const [at] = insert.vertices
  const columns = Math.max(1, Math.min(1000, number(70, 1)))
  const rows = Math.max(1, Math.min(1000, number(71, 1)))
  const linear = [flip * sx * cos, sx * sin, flip * -sy * sin, sy * cos] as const
  const all: Affine[] = []
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      const [dx, dy] = [column * number(44, 0), row * number(45, 0)]
      all.push([
        ...linear,
        (at?.x ?? 0) + flip * (cos * dx - sin * dy) - linear[0] * x - linear[2] * y,
        (at?.y ?? 0) + sin * dx + cos * dy - linear[1] * x - linear[3] * y,
      ])
    }
  return all
}
