import { describe, expect, it } from 'vitest'
import { dissolve } from './dissolve.ts'
import { type Face, Partition } from './partition.ts'

const square = (partition: Partition, x: number, y: number, size: number): Face<string> => ({
  outer: [
    [x, y],
    [x + size, y],
    [x + size, y + size],
    [x, y + size],
  ].map(([px, py]) => partition.add([px, py])),
  holes: [],
  tag: 'a',
})
const areas = (partition: Partition, faces: readonly Face<string>[]) =>
  faces.map((face) => Math.round(partition.area(partition.expand(face.outer)))).sort((a, b) => a - b)

describe('a partition', () => {
  it('cuts along a line, both sides sharing its vertices', () => {
    const partition = new Partition()
    const faces = partition.cut(
      [square(partition, 0, 0, 100)],
      [
        [-10, 30],
        [50, 40],
        [110, 30],
      ],
    )
    expect(areas(partition, faces)).toEqual([3583, 6417])
    const [a, b] = faces.map((face) => new Set(partition.expand(face.outer)))
    expect([...a].filter((id) => b.has(id))).toHaveLength(3)
  })

  it('gives the neighbour the vertices that a later cut put on the shared edge', () => {
    const partition = new Partition()
    const [west, east] = partition.cut(
      [square(partition, 0, 0, 100)],
      [
        [50, -10],
        [50, 110],
      ],
    )
    const before = partition.expand(east.outer).length
    partition.cut(
      [west],
      [
        [-10, 50],
        [70, 50],
      ],
    )
    expect(partition.expand(east.outer).length).toBe(before + 1)
  })

  it('leaves out pieces that end inside, and cuts twice where the line comes back', () => {
    const partition = new Partition()
    expect(
      partition.cut(
        [square(partition, 0, 0, 100)],
        [
          [-10, 50],
          [60, 50],
        ],
      ),
    ).toHaveLength(1)
    expect(
      partition.cut(
        [square(partition, 0, 0, 100)],
        [
          [-10, 20],
          [130, 20],
          [130, 80],
          [-10, 80],
        ],
      ),
    ).toHaveLength(3)
  })

  it('snaps to a corner instead of leaving an edge of a metre', () => {
    const partition = new Partition()
    const faces = partition.cut(
      [square(partition, 0, 0, 100)],
      [
        [-10, -9],
        [110, 111],
      ],
    )
    expect(faces).toHaveLength(2)
    expect(partition.x).toHaveLength(4)
  })

  it('cuts along a closed ring wherever it starts', () => {
    for (let turn = 0; turn < 8; turn++) {
      const partition = new Partition()
      const halves = partition.cut(
        [square(partition, 0, 0, 100)],
        [
          [50, -10],
          [50, 110],
        ],
      )
      const ring = Array.from({ length: 8 }, (_, i): [number, number] => {
        const t = ((i + turn) * Math.PI) / 4 + 0.1
        return [50 + 20 * Math.cos(t), 50 + 20 * Math.sin(t)]
      })
      const faces = partition.cutRing(halves, ring)
      expect(faces).toHaveLength(4)
      expect(areas(partition, faces).reduce((sum, area) => sum + area, 0)).toBe(10_000)
    }
  })
})

describe('dissolve', () => {
  it('joins what shares edges, keeps apart what touches in a point, finds holes', () => {
    const partition = new Partition()
    let faces = [square(partition, 0, 0, 90)]
    for (const at of [30, 60]) {
      faces = partition.cut(faces, [
        [at, -5],
        [at, 95],
      ])
      faces = partition.cut(faces, [
        [-5, at],
        [95, at],
      ])
    }
    expect(faces).toHaveLength(9)
    const parts = faces.map((face) => [partition.expand(face.outer)])
    const cell = (x: number, y: number) => parts.find(([ring]) => partition.contains(ring, x, y))!
    expect(dissolve(partition, parts)).toHaveLength(1)
    const ring = dissolve(
      partition,
      parts.filter((part) => part !== cell(45, 45)),
    )
    expect(ring.map((part) => part.length)).toEqual([2])
    const diagonal = dissolve(partition, [cell(15, 15), cell(45, 45)])
    expect(diagonal.map((part) => part.length)).toEqual([1, 1])
    // a hole that touches the outer ring in one corner
    const open = dissolve(
      partition,
      parts.filter((part) => part !== cell(45, 45) && part !== cell(75, 75)),
    )
    const area = open.flat().reduce((sum, r) => sum + partition.area(r), 0)
    expect(Math.round(area)).toBe(8100 - 1800)
    for (const r of open.flat()) expect(new Set(r).size).toBe(r.length)
  })
})
