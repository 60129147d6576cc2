import { landClass } from '../../src/standards/land-classes-2019.ts'
import type { BuiltLayer } from './built-layer.ts'
import { field } from './built-layer.ts'
import type { Part } from './dissolve.ts'
import { dissolve } from './dissolve.ts'
import { TOWNSHIPS } from './drawing.ts'
import type { Fabric } from './fabric.ts'
import { areaM2, type Parcel } from './parcels.ts'
import type { Face, Partition } from './partition.ts'
import { random } from './random.ts'
import { categories, PARCEL_EDGE } from './style.ts'
import { divide, longAxis } from './subdivide.ts'
import { polygonTable } from './tables.ts'

export const PARCEL_FIELDS = [
  field('BDCDYH', '不动产单元号', 'Unit code', { role: 'unitCode' }),
  field('TBBH', '图斑编号', 'Parcel number', { role: 'id' }),
  field('DLBM', '地类', 'Land class', { role: 'landClass', codes: 'land-class-2019' }),
  field('DLMC', '地类名称', 'Land class name'),
  field('QLR', '权利人', 'Holder', { role: 'holder' }),
  field('QSXZ', '权属性质', 'Ownership', { role: 'ownership', codes: 'ownership' }),
  field('XZQDM', '镇街', 'Township', { role: 'town', codes: 'townships' }),
  field('ZL', '坐落', 'Location', { role: 'location' }),
  field('TBMJ', '登记面积', 'Registered area', { role: 'registeredAreaM2', unit: 'm2', decimals: 2 }),
  field('SJNF', '数据年份', 'Year of the data', { unit: 'year' }),
]

export const parcelRow = (parcel: Parcel) => ({
  BDCDYH: parcel.code,
  TBBH: parcel.number,
  DLBM: parcel.landClass,
  DLMC: landClass(parcel.landClass)!.label.zh,
  QLR: parcel.holder,
  QSXZ: parcel.ownership,
  XZQDM: TOWNSHIPS[parcel.plot.town].code,
  ZL: `${TOWNSHIPS[parcel.plot.town].name}${parcel.village?.name ?? parcel.plot.name ?? ''}`,
  TBMJ: parcel.registeredM2,
  SJNF: 2025,
})

/** Pale tints of the survey's hue families; every class that occurs, most frequent first within the official order. */
export function landClassSymbology(codes: Iterable<string>) {
  const used = [...new Set(codes)].sort()
  return categories(
    'DLBM',
    used.map((code) => {
      const entry = landClass(code)!
      return [
        code,
        entry.label,
        {
          fill: entry.screen,
          fillOpacity: 1,
          line: PARCEL_EDGE,
          lineWidth: 0.6,
          ...(entry.hatch ? { hatch: entry.hatch, hatchColor: shade(entry.screen) } : {}),
        },
      ] as const
    }),
    { fill: '#f4f2ec', fillOpacity: 1, line: PARCEL_EDGE, lineWidth: 0.6 },
  )
}

/** The tint's own hue, darker: a hatch that can be read through. */
function shade(hex: string): string {
  const part = (i: number) => Math.round(Number.parseInt(hex.slice(i, i + 2), 16) * 0.78)
  return `#${[1, 3, 5].map((i) => part(i).toString(16).padStart(2, '0')).join('')}`
}

export function parcelLayer(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  return {
    note: {
      id: 'parcels',
      title: { zh: '宗地 / 图斑', en: 'Parcels' },
      role: 'data',
      visible: true,
      opacity: 1,
      minZoom: 6,
      maxZoom: 24,
      symbology: landClassSymbology(parcels.map((parcel) => parcel.landClass)),
      label: { field: 'DLMC', fieldEn: 'DLBM', size: 11, color: '#55666b', halo: '#ffffff', minZoom: 15.5 },
      fields: PARCEL_FIELDS,
    },
    table: polygonTable(
      'parcels',
      fabric.partition,
      parcels.map((parcel) => parcel.parts),
      PARCEL_FIELDS.map(({ name }) => name),
      parcels.map(parcelRow),
    ),
  }
}

interface Before {
  readonly parts: readonly Part[]
  readonly of: Parcel
}

/**
 * The year before: the same fabric; some classes differ, about 150 pairs were still one parcel, about 100 of today's were still two.
 * Call it after today's rings are final: the cuts put vertices on shared edges, which today's rings do not take in.
 */
export function earlierParcelLayer(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  const { partition } = fabric
  const rng = random('2024')
  const merged = pairsThatWereOne(partition, parcels, rng)
  const gone = new Set([...merged.values()])
  const cut = new Map<Parcel, Face<null>[]>()
  for (const parcel of parcels) {
    if (merged.has(parcel) || gone.has(parcel) || parcel.parts.length > 1 || parcel.parts[0].length > 1) continue
    if (
      !['irrigated', 'dry', 'pond', 'saline', 'orchard'].includes(parcel.plot.theme) ||
      parcel.areaM2 < 60_000 ||
      !rng.chance(0.02)
    )
      continue
    const face: Face<null> = { outer: [...parcel.parts[0][0]], holes: [], tag: null }
    const halves = divide(
      partition,
      face,
      longAxis(partition, face.outer),
      { targetM2: partition.area(face.outer) / 2, aspect: 1, jitter: 0.3, swayM: 0 },
      rng,
    )
    if (halves.length === 2) cut.set(parcel, halves)
  }
  const expand = (part: Part): Part => part.map((ring) => partition.expand(ring))
  const rows = parcels.flatMap((parcel): Before[] => {
    if (gone.has(parcel)) return []
    const other = merged.get(parcel)
    if (other) return [{ parts: dissolve(partition, [...parcel.parts, ...other.parts].map(expand)), of: parcel }]
    const halves = cut.get(parcel)
    if (halves) return halves.map((half) => ({ parts: [[partition.expand(half.outer)]], of: parcel }))
    // today's parcels of two parts were two parcels
    return parcel.parts.map((part) => ({ parts: [expand(part)], of: parcel }))
  })
  const fields = [
    field('TBBH', '图斑编号', 'Parcel number', { role: 'id' }),
    field('DLBM', '地类', 'Land class', { role: 'landClass', codes: 'land-class-2019' }),
    field('QSXZ', '权属性质', 'Ownership', { role: 'ownership', codes: 'ownership' }),
    field('XZQDM', '镇街', 'Township', { role: 'town', codes: 'townships' }),
    field('TBMJ', '登记面积', 'Registered area', { role: 'registeredAreaM2', unit: 'm2', decimals: 2 }),
    field('SJNF', '数据年份', 'Year of the data', { unit: 'year' }),
  ]
  return {
    note: {
      id: 'parcels-2024',
      title: { zh: '图斑（2024 年）', en: 'Parcels, 2024' },
      role: 'data',
      visible: false,
      opacity: 1,
      minZoom: 6,
      maxZoom: 24,
      symbology: landClassSymbology(rows.map((row) => row.of.before)),
      label: null,
      fields,
    },
    table: polygonTable(
      'parcels-2024',
      partition,
      rows.map((row) => row.parts),
      fields.map(({ name }) => name),
      rows.map((row, i) => ({
        TBBH: String(i + 1).padStart(6, '0'),
        DLBM: row.of.before,
        QSXZ: row.of.ownership,
        XZQDM: TOWNSHIPS[row.of.plot.town].code,
        TBMJ: Math.round(areaM2(partition, row.parts) * 100) / 100,
        SJNF: 2024,
      })),
    ),
  }
}

/** Neighbours of one tract with one earlier class and owner; each parcel at most once. */
function pairsThatWereOne(partition: Partition, parcels: readonly Parcel[], rng: ReturnType<typeof random>): Map<Parcel, Parcel> {
  const owner = new Map<string, Parcel>()
  const simple = parcels.filter(
    (parcel) =>
      parcel.parts.length === 1 &&
      parcel.parts[0].length === 1 &&
      ['irrigated', 'dry', 'paddy', 'pond', 'village'].includes(parcel.plot.theme),
  )
  for (const parcel of simple) {
    const ring = parcel.parts[0][0]
    ring.forEach((a, i) => {
      owner.set(`${a} ${ring[(i + 1) % ring.length]}`, parcel)
    })
  }
  const pairs = new Map<Parcel, Parcel>()
  const taken = new Set<Parcel>()
  for (const parcel of simple) {
    if (taken.has(parcel) || !rng.chance(0.008)) continue
    const ring = parcel.parts[0][0]
    for (let i = 0; i < ring.length; i++) {
      const other = owner.get(`${ring[(i + 1) % ring.length]} ${ring[i]}`)
      if (!other || other === parcel || taken.has(other)) continue
      if (other.plot.tract !== parcel.plot.tract || other.before !== parcel.before || other.ownership !== parcel.ownership)
        continue
      if (dissolve(partition, [...parcel.parts, ...other.parts]).length !== 1) continue
      pairs.set(parcel, other)
      taken.add(parcel).add(other)
      break
    }
  }
  return pairs
}
