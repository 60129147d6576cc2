import { hectares } from './areas.ts'
import { type BuiltLayer, field } from './built-layer.ts'
import { dissolve, type Part } from './dissolve.ts'
import { PARKS } from './drawing.ts'
import type { XY } from './local-plane.ts'
import { areaM2 } from './parcels.ts'
import { type Face, Partition } from './partition.ts'
import { categories, single, zone } from './style.ts'
import { extent, longAxis } from './subdivide.ts'
import { polygonTable } from './tables.ts'

/** 功能分区 of a wetland park (国家湿地公园总体规划导则). */
export const PARK_ZONES = [
  { code: '1', label: { zh: '保育区', en: 'Conservation zone' } },
  { code: '2', label: { zh: '恢复重建区', en: 'Restoration zone' } },
  { code: '3', label: { zh: '宣教展示区', en: 'Education zone' } },
  { code: '4', label: { zh: '合理利用区', en: 'Sustainable-use zone' } },
  { code: '5', label: { zh: '管理服务区', en: 'Management and service zone' } },
] as const

/**
 * Parks and their zones come from one partition each: the zones cut the park, and the park is the union of its zones, so that
 * both share every vertex and the areas add exactly.
 */
export function wetlandLayers(): BuiltLayer[] {
  const partition = new Partition()
  const parks: { park: (typeof PARKS)[number]; parts: Part[] }[] = []
  const zones: { park: (typeof PARKS)[number]; code: string; parts: Part[] }[] = []
  for (const park of PARKS) {
    const whole: Face<null> = { outer: park.ring.map((p) => partition.add(p)), holes: [], tag: null }
    const angle = longAxis(partition, whole.outer)
    const [u0, v0, u1, v1] = extent(partition, whole.outer, angle)
    const point = (u: number, v: number): XY => [
      (u0 + (u1 - u0) * u) * Math.cos(angle) - (v0 + (v1 - v0) * v) * Math.sin(angle),
      (u0 + (u1 - u0) * u) * Math.sin(angle) + (v0 + (v1 - v0) * v) * Math.cos(angle),
    ]
    const line = (from: readonly [number, number], to: readonly [number, number]): XY[] =>
      Array.from({ length: 13 }, (_, i) => {
        const t = i / 12
        const bend = Math.sin(t * 6.5) * 0.018
        return point(from[0] + (to[0] - from[0]) * t + bend, from[1] + (to[1] - from[1]) * t + bend)
      })
    const split = (face: Face<null>, from: readonly [number, number], to: readonly [number, number]) => {
      const halves = partition.cut([face], line(from, to), 2)
      if (halves.length !== 2) throw new Error(`${park.name}: a zone line made ${halves.length} pieces`)
      // the first half is the one nearer to the start of the long axis, or lower across it
      const place = (half: Face<null>) => {
        const [x, y] = partition.inner(partition.expand(half.outer))
        const u = x * Math.cos(angle) + y * Math.sin(angle)
        const v = y * Math.cos(angle) - x * Math.sin(angle)
        return Math.abs(to[1] - from[1]) > Math.abs(to[0] - from[0]) ? u : v
      }
      return halves.sort((a, b) => place(a) - place(b))
    }
    const isFull = park.level !== '县级'
    const [west, east] = isFull ? split(whole, [0.66, -0.1], [0.7, 1.1]) : [whole, null]
    const [core, rebuilt] = split(west, [-0.1, 0.64], [1.1, 0.7])
    const made: [Face<null>, string][] = [
      [core, '1'],
      [rebuilt, '2'],
    ]
    if (east) {
      const [inner, outer] = split(east, [0.87, -0.1], [0.88, 1.1])
      const [show, use] = split(inner, [0.5, 0.46], [1.1, 0.5])
      made.push([show, '3'], [use, '4'], [outer, '5'])
    }
    for (const [face, code] of made) zones.push({ park, code, parts: [[partition.expand(face.outer)]] })
    parks.push({ park, parts: [] })
  }
  for (const item of zones) item.parts = item.parts.map((part) => part.map((ring) => partition.expand(ring)))
  for (const item of parks)
    item.parts = dissolve(
      partition,
      zones.filter((other) => other.park === item.park).flatMap((other) => other.parts),
    )
  const parkFields = [
    field('SDGYBH', '湿地编号', 'Number', { role: 'id' }),
    field('MC', '名称', 'Name', { role: 'name' }),
    field('JB', '级别', 'Level'),
    field('GLDW', '管理单位', 'Managed by', { role: 'holder' }),
    field('PZNF', '批准年份', 'Approved', { unit: 'year' }),
    field('MJ', '批准面积', 'Approved area', { unit: 'ha', decimals: 2 }),
  ]
  const zoneFields = [
    field('FQBH', '分区编号', 'Number', { role: 'id' }),
    field('MC', '所属湿地', 'Wetland'),
    field('MC_EN', '所属湿地（英文）', 'Wetland (English)'),
    field('GNFQ', '功能分区', 'Zone', { codes: 'park-zone' }),
    field('MJ', '面积', 'Area', { unit: 'ha', decimals: 2 }),
  ]
  return [
    {
      note: {
        id: 'wetland-parks',
        title: { zh: '湿地公园与湿地保护小区', en: 'Wetland parks and protected wetlands' },
        role: 'data',
        visible: true,
        opacity: 1,
        minZoom: 7,
        maxZoom: 24,
        symbology: single({
          fill: '#8fc3b3',
          fillOpacity: 0.35,
          hatch: 'wave',
          hatchColor: '#3f8f7d',
          line: '#2b7a68',
          lineWidth: 2,
        }),
        label: { field: 'MC', size: 14, color: '#205e50', halo: '#ffffff', weight: 600, minZoom: 9 },
        fields: parkFields,
      },
      table: polygonTable(
        'wetland-parks',
        partition,
        parks.map((item) => item.parts),
        parkFields.map(({ name }) => name),
        parks.map(({ park, parts }, i) => ({
          SDGYBH: park.id,
          MC: park.name,
          JB: park.level,
          GLDW: '示例湿地公园管理单位',
          PZNF: 2012 + i,
          MJ: hectares(areaM2(partition, parts)),
        })),
      ),
    },
    {
      note: {
        id: 'wetland-zones',
        title: { zh: '湿地功能分区', en: 'Zones of the wetlands' },
        role: 'data',
        visible: false,
        opacity: 1,
        minZoom: 9,
        maxZoom: 24,
        symbology: categories('GNFQ', [
          ['1', PARK_ZONES[0].label, zone('#5fa695', '#2b7a68', 'wave', 0.45, 1.2)],
          ['2', PARK_ZONES[1].label, zone('#a9cf9a', '#5b8f4a', 'diagonal', 0.4, 1.2)],
          ['3', PARK_ZONES[2].label, zone('#f0d58a', '#a3832a', 'dots', 0.4, 1.2)],
          ['4', PARK_ZONES[3].label, zone('#bcd3e6', '#57809f', 'horizontal', 0.4, 1.2)],
          ['5', PARK_ZONES[4].label, zone('#dcb9c9', '#94607a', 'cross', 0.4, 1.2)],
        ]),
        label: null,
        fields: zoneFields,
      },
      table: polygonTable(
        'wetland-zones',
        partition,
        zones.map((item) => item.parts),
        zoneFields.map(({ name }) => name),
        zones.map(({ park, code, parts }) => ({
          FQBH: `${park.id}-${code}`,
          MC: park.name,
          MC_EN: park.english,
          GNFQ: code,
          MJ: hectares(areaM2(partition, parts)),
        })),
      ),
    },
  ]
}
