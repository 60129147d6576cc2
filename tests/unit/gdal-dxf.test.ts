import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cellAt, findColumn, type Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { decodeFiles, formatOf } from '../../src/formats/registry.ts'
import { textColumn } from '../../src/formats/text-builder.ts'

const isHere = spawnSync('ogr2ogr', ['--version']).status === 0
if (!isHere) console.warn('skipped: GDAL (ogr2ogr) is not installed, curves and blocks of DXF are not compared with it')

type Pairs = readonly (number | string)[]
const spline = (degree: number, knots: Pairs, points: readonly Pairs[], weights: Pairs = []): Pairs => [
  ...[0, 'SPLINE', 8, 'S', 100, 'AcDbSpline', 70, 0, 71, degree, 72, knots.length, 73, points.length, 74, 0],
  ...knots.flatMap((knot) => [40, knot]),
  ...weights.flatMap((weight) => [41, weight]),
  ...points.flatMap(([x, y]) => [10, x, 20, y, 30, 0]),
]
const ENTITIES: Readonly<Record<string, Pairs>> = {
  'a polyline with bulges either way': [
    ...[
      0,
      'LWPOLYLINE',
      8,
      'A',
      90,
      4,
      70,
      1,
      10,
      500000,
      20,
      4100000,
      42,
      0.4142135623730951,
      10,
      500060,
      20,
      4100000,
      42,
      -0.25,
    ],
    ...[10, 500060, 20, 4100040, 10, 500000, 20, 4100040],
  ],
  'the same, seen from below': [
    ...[
      0,
      'LWPOLYLINE',
      8,
      'A',
      90,
      4,
      70,
      1,
      10,
      -500000,
      20,
      4100000,
      42,
      0.4142135623730951,
      10,
      -500060,
      20,
      4100000,
      42,
      -0.25,
    ],
    ...[10, -500060, 20, 4100040, 10, -500000, 20, 4100040, 210, 0, 220, 0, 230, -1],
  ],
  'an old polyline with a bulge': [
    ...[0, 'POLYLINE', 8, 'A', 66, 1, 70, 0, 10, 0, 20, 0, 30, 0],
    ...[0, 'VERTEX', 8, 'A', 10, 500000, 20, 4100000, 42, 1, 0, 'VERTEX', 8, 'A', 10, 500100, 20, 4100000, 0, 'SEQEND', 8, 'A'],
  ],
  'an arc': [0, 'ARC', 8, 'A', 10, 500000, 20, 4100000, 40, 50, 50, 300, 51, 45],
  'a whole ellipse': [0, 'ELLIPSE', 8, 'A', 10, 500000, 20, 4100000, 11, 40, 21, 30, 40, 0.5, 41, 0, 42, 2 * Math.PI],
  'a part of one': [0, 'ELLIPSE', 8, 'A', 10, 500000, 20, 4100000, 11, 40, 21, 30, 40, 0.5, 41, 0.3, 42, 2.5],
  'a cubic spline': spline(
    3,
    [0, 0, 0, 0, 1, 2, 2, 2, 2],
    [
      [500000, 4100000],
      [500020, 4100060],
      [500050, 4100050],
      [500080, 4099980],
      [500120, 4100010],
    ],
  ),
  'a rational one, a quarter of a circle': spline(
    2,
    [0, 0, 0, 1, 1, 1],
    [
      [500100, 4100000],
      [500100, 4100100],
      [500000, 4100100],
    ],
    [1, Math.SQRT1_2, 1],
  ),
  'a block, scaled and turned': [...[0, 'INSERT', 8, 'A', 2, 'PLOT', 10, 500000, 20, 4100000, 41, 2, 42, 3, 50, 30]],
  'a block of blocks, in columns and rows': [
    ...[0, 'INSERT', 8, 'A', 2, 'PAIR', 10, 500000, 20, 4100000, 41, 1, 42, 1, 50, 60, 70, 2, 71, 3, 44, 200, 45, 300],
  ],
  'a mirrored block': [0, 'INSERT', 8, 'A', 2, 'PLOT', 10, 500000, 20, 4100000, 41, -1, 42, 1.5, 50, 10],
}
const block = (name: string, ...contents: Pairs): Pairs => [
  ...[0, 'BLOCK', 8, '0', 2, name, 70, 0, 10, 5, 20, 7, 30, 0, 3, name, 1, ''],
  ...[...contents, 0, 'ENDBLK', 8, '0'],
]
const BLOCKS = [
  ...block(
    'PLOT',
    ...[0, 'LWPOLYLINE', 8, '0', 90, 4, 70, 1, 10, 5, 20, 7, 10, 45, 20, 7, 42, 0.3, 10, 45, 20, 37, 10, 5, 20, 37],
    ...[0, 'LINE', 8, '0', 10, 5, 20, 7, 11, 45, 21, 37, 0, 'ARC', 8, '0', 10, 20, 20, 20, 40, 6, 50, 20, 51, 200],
  ),
  ...block(
    'PAIR',
    ...[0, 'INSERT', 8, '0', 2, 'PLOT', 10, 0, 20, 0, 0, 'INSERT', 8, '0', 2, 'PLOT', 10, 100, 20, 50, 41, 2, 42, 2, 50, 90],
  ),
]
function dxf(entities: Pairs): Uint8Array {
  const all = [
    0,
    'SECTION',
    2,
    'HEADER',
    0,
    'ENDSEC',
    0,
    'SECTION',
    2,
    'BLOCKS',
    ...BLOCKS,
    0,
    'ENDSEC',
    0,
    'SECTION',
    2,
    'ENTITIES',
    ...entities,
    0,
    'ENDSEC',
    0,
    'EOF',
  ]
  return new TextEncoder().encode(`${all.join('\r\n')}\r\n`)
}

interface Line {
  readonly length: number
  /** by its corners, whether it closes or not */
  readonly area: number
}
function lineOf(points: readonly (readonly [number, number])[]): Line {
  let [length, area] = [0, 0]
  const [x0, y0] = points[0]
  for (let i = 1; i < points.length; i++) {
    const [ax, ay, bx, by] = [points[i - 1][0] - x0, points[i - 1][1] - y0, points[i][0] - x0, points[i][1] - y0]
    length += Math.hypot(bx - ax, by - ay)
    area += (ax * by - ay * bx) / 2
  }
  return { length, area: Math.abs(area) }
}
type Coordinates = readonly [number, number] | readonly Coordinates[]
interface Shape {
  readonly type: string
  readonly coordinates?: Coordinates
  readonly geometries?: readonly Shape[]
}
function linesOf({ type, coordinates, geometries }: Shape): Line[] {
  if (geometries) return geometries.flatMap(linesOf)
  const lines = (nested: Coordinates): Line[] =>
    typeof (nested[0] as Coordinates)[0] === 'number'
      ? [lineOf(nested as unknown as [number, number][])]
      : (nested as readonly Coordinates[]).flatMap(lines)
  return type === 'Point' ? [] : lines(coordinates!)
}
const pointTable = (length: number): Table => ({
  name: '宗地',
  crs: 'EPSG:4549',
  length,
  columns: [],
  geometry: {
    kind: 'point',
    xy: Float64Array.from({ length: 2 * length }, (_, i) => i),
    rings: Uint32Array.from({ length: length + 1 }, (_, i) => i),
    parts: Uint32Array.from({ length: length + 1 }, (_, i) => i),
    rows: Uint32Array.from({ length: length + 1 }, (_, i) => i),
  },
})
const bySize = (a: Line, b: Line) => a.length - b.length

describe.skipIf(!isHere)('DXF beside GDAL', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'gdal-dxf-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it('labels and layers of our own drawings are the words they are', async () => {
    const table = {
      ...pointTable(1),
      columns: [textColumn('XMMC', ['兴隆林场植被恢复é'], 1), textColumn('DLMC', ['沼泽草地'], 1)],
    }
    const fields = [
      { name: 'XMMC', label: { zh: '名称', en: 'Name' }, role: 'name' as const },
      { name: 'DLMC', label: { zh: '地类', en: 'Class' }, role: 'landClass' as const },
    ]
    const { bytes } = await formatOf('dxf').encode!({ table, rows: null, fields }, quietTask())
    const path = join(folder, 'own.dxf')
    writeFileSync(path, bytes)
    const { stdout } = spawnSync('ogr2ogr', ['-f', 'GeoJSON', '/vsistdout/', path], { encoding: 'utf8' })
    const { features } = JSON.parse(stdout) as { features: { properties: { Layer: string; Text: string | null } }[] }
    expect(features.map(({ properties }) => [properties.Layer, properties.Text ?? null])).toEqual([
      ['沼泽草地', null],
      ['沼泽草地', '兴隆林场植被恢复é'],
    ])
  })

  it.each(Object.keys(ENTITIES))('%s has the length and area that GDAL gives it', async (name) => {
    const bytes = dxf(ENTITIES[name])
    const path = join(folder, 'a.dxf')
    writeFileSync(path, bytes)
    // arcs by chords of a quarter of a degree
    const args = ['--config', 'OGR_ARC_STEPSIZE', '0.25', '-f', 'GeoJSON', '/vsistdout/', path, '-lco', 'COORDINATE_PRECISION=9']
    const { stdout, stderr, status } = spawnSync('ogr2ogr', args, { encoding: 'utf8' })
    expect([status, status === 0 ? '' : stderr]).toEqual([0, ''])
    const features = (JSON.parse(stdout) as { features: { geometry: Shape }[] }).features
    const theirs = features.flatMap(({ geometry }) => linesOf(geometry)).sort(bySize)

    const { layers, failures } = await decodeFiles([{ name: 'a.dxf', bytes }], { crs: 'EPSG:4549' }, quietTask())
    expect(failures).toEqual([])
    const ours = layers.flatMap(({ table }) => ringsOf(table)).sort(bySize)
    expect(ours.length).toBe(theirs.length)
    expect(ours.length).toBeGreaterThan(0)
    for (const [i, { length, area }] of ours.entries()) {
      // it cuts splines into eight chords a control point
      expect(Math.abs(length / theirs[i].length - 1)).toBeLessThan(3e-4)
      expect(Math.abs(area - theirs[i].area)).toBeLessThanOrEqual(3e-3 * theirs[i].area + 1e-6)
    }
    const box = (points: readonly number[]) => [Math.min(...points), Math.max(...points)]
    const flat = (nested: unknown): [number, number][] =>
      Array.isArray(nested) && typeof nested[0] === 'number' ? [nested as [number, number]] : (nested as unknown[]).flatMap(flat)
    const all = (shape: Shape): [number, number][] => shape.geometries?.flatMap(all) ?? flat(shape.coordinates)
    const their = features.flatMap(({ geometry }) => all(geometry))
    for (const axis of [0, 1]) {
      const own = layers.flatMap(({ table }) => [...table.geometry!.xy].filter((_, i) => i % 2 === axis))
      const [low, high] = box(their.map((at) => at[axis]))
      expect(Math.abs(box(own)[0] - low)).toBeLessThan(0.1)
      expect(Math.abs(box(own)[1] - high)).toBeLessThan(0.1)
    }
  })

  it('a rational spline is the circle that it is', async () => {
    const { layers } = await decodeFiles(
      [{ name: 'a.dxf', bytes: dxf(ENTITIES['a rational one, a quarter of a circle']) }],
      { crs: 'EPSG:4549' },
      quietTask(),
    )
    const { xy } = layers[0].table.geometry!
    for (let i = 0; i < xy.length; i += 2) expect(Math.hypot(xy[i] - 500000, xy[i + 1] - 4100000)).toBeCloseTo(100, 6)
  })

  function ringsOf(table: Table): Line[] {
    const { xy, rings } = table.geometry!
    if (table.geometry!.kind === 'point') return []
    return Array.from({ length: rings.length - 1 }, (_, r) =>
      lineOf(
        Array.from(
          { length: rings[r + 1] - rings[r] },
          (_, i) => [xy[(rings[r] + i) * 2], xy[(rings[r] + i) * 2 + 1]] as [number, number],
        ),
      ),
    )
  }
})

it('small blocks are signs with the words of their attributes, what larger ones hold bears their name and layer', async () => {
  const sign = block('GC200', 0, 'CIRCLE', 8, '0', 10, 5, 20, 7, 40, 1, 0, 'ATTDEF', 8, '0', 10, 5, 20, 7, 2, 'HEIGHT', 1, '')
  const entities: Pairs = [
    ...[0, 'INSERT', 8, 'GCD', 5, '1A', 66, 1, 2, 'GC200', 10, 500000, 20, 4100000],
    ...[0, 'ATTRIB', 8, 'GCD', 10, 500001, 20, 4100000, 2, 'HEIGHT', 1, '3.25', 0, 'SEQEND', 8, 'GCD'],
    ...[0, 'INSERT', 8, 'ZD', 5, '2B', 2, 'Plot', 10, 500000, 20, 4100000],
    ...[0, 'INSERT', 8, 'ZD', 2, 'LOOP', 10, 500000, 20, 4100000, 0, 'INSERT', 8, 'ZD', 2, 'NONE', 10, 500000, 20, 4100000],
  ]
  const loop = block('LOOP', 0, 'INSERT', 8, '0', 2, 'LOOP', 10, 1, 20, 1, 0, 'LINE', 8, '0', 10, 0, 20, 0, 11, 300, 21, 0)
  const text = new TextDecoder().decode(dxf(entities))
  const bytes = new TextEncoder().encode(text.replace('0\r\nBLOCK\r\n', `${[...sign, ...loop].join('\r\n')}\r\n0\r\nBLOCK\r\n`))
  const { layers } = await decodeFiles([{ name: 'a.dxf', bytes }], { crs: 'EPSG:4549' }, quietTask())
  const of = (kind: string) => layers.find(({ table }) => table.geometry!.kind === kind)!.table
  const cells = (table: Table, row: number) =>
    ['Layer', 'Entity', 'Block', 'Text', 'Handle'].map((name) => cellAt(findColumn(table, name)!, row))
  // the reference that holds itself, once drawn, and the one to nothing are places too
  expect(of('point').length).toBe(3)
  expect(cells(of('point'), 0)).toEqual(['GCD', 'INSERT', 'GC200', 'HEIGHT: 3.25', '1A'])
  expect(cells(of('polygon'), 0)).toEqual(['ZD', 'LWPOLYLINE', 'Plot', null, '2B'])
  expect(layers[0].receipt.notes).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: 'dxf.blocks', detail: { count: 2, metres: 20 } }),
      expect.objectContaining({ code: 'dxf.blocksDrawn', detail: { count: 2, shapes: 5 } }),
    ]),
  )
})
