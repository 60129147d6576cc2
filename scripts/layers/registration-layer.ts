import { Clipper, FillRule } from 'clipper2-ts'
import { landClass } from '../../src/standards/land-classes-2019.ts'
import { ownershipSide } from '../../src/standards/ownership.ts'
import { checkRegister, REGISTER_FIELDS } from '../../src/standards/registration-unit.ts'
import { closingHectares } from './areas.ts'
import type { BuiltLayer } from './built-layer.ts'
import { isInside, type Line, nearest } from './curve.ts'
import { dissolve } from './dissolve.ts'
import { FLOODPLAIN, PARKS, RIVER, TOWNSHIPS } from './drawing.ts'
import type { Fabric } from './fabric.ts'
import { toX, type XY } from './local-plane.ts'
import type { Parcel } from './parcels.ts'
import { single } from './style.ts'
import { polygonTable } from './tables.ts'

interface Unit {
  readonly name: string
  readonly kind: string
  /** its own line: a park's */
  readonly ring?: Line
  /** or a union of whole parcels; a parcel belongs to the first unit that takes it, so that no two units overlap */
  takes?(parcel: Parcel): boolean
}

const inTown = (parcel: Parcel, code: string) => TOWNSHIPS[parcel.plot.town].code === code
const isTidal = ({ plot }: Parcel) => plot.theme === 'flat' || plot.theme === 'creek' || plot.around === 'flat'
const isMarsh = ({ plot }: Parcel) => plot.theme === 'marsh' || plot.around === 'marsh'
/** Between the dikes, the dikes included; below their end the channel alone. */
const isRiver = ({ plot, at }: Parcel) =>
  plot.theme === 'river' || plot.theme === 'dike' || (isInside(FLOODPLAIN, at) && at[0] < toX(119.062) && !isDrawn(at))
const isDrawn = (at: XY) => PARKS.some((park) => isInside(park.ring, at))
const UNITS: readonly Unit[] = [
  ...PARKS.map((park): Unit => ({ name: park.name, kind: '湿地', ring: park.ring })),
  { name: '黄河垦利段', kind: '水流', takes: isRiver },
  { name: '兴隆生态林场', kind: '森林', takes: ({ plot }) => plot.name === '兴隆生态林场' },
  { name: '北岸防护林场', kind: '森林', takes: ({ plot }) => plot.name === '北岸防护林场' },
  { name: '示例二号水库', kind: '水流', takes: ({ plot }) => plot.name === '示例二号水库' },
  { name: '示例三号水库', kind: '水流', takes: ({ plot }) => plot.name === '示例三号水库' },
  { name: '黄河口新生湿地', kind: '湿地', takes: (parcel) => isMarsh(parcel) && inTown(parcel, '370505403') },
  {
    name: '垦东南岸滩涂',
    kind: '滩涂',
    takes: (parcel) => isTidal(parcel) && inTown(parcel, '370505403') && nearest(RIVER.centre, parcel.at).side < 0,
  },
  { name: '垦东北岸滩涂', kind: '滩涂', takes: (parcel) => isTidal(parcel) && inTown(parcel, '370505403') },
  { name: '红光滩涂', kind: '滩涂', takes: (parcel) => (isTidal(parcel) || isMarsh(parcel)) && inTown(parcel, '370505402') },
]

const TYPE_FIELDS = ['SZYMJ', 'SDMJ', 'CYMJ', 'SLMJ', 'HDMJ', 'QTMJ', 'FZRZYZMJ'] as const

/** The register's kind of resource that a land class counts as; 三调 wetland first, then water, wood, grass, waste. */
function resourceField(code: string): (typeof TYPE_FIELDS)[number] {
  const group = landClass(code)!.parent
  if (group === '00' && code !== '0603') return 'SDMJ'
  if (['1101', '1102', '1103', '1107', '1107A'].includes(code)) return 'SZYMJ'
  if (group === '03') return 'SLMJ'
  if (group === '04') return 'CYMJ'
  if (['1204', '1205', '1206', '1207'].includes(code)) return 'HDMJ'
  if (group === '01' || group === '02' || code.startsWith('1104')) return 'QTMJ'
  return 'FZRZYZMJ'
}

/** What of each parcel lies in the unit, m². */
type Share = readonly [parcel: Parcel, areaM2: number]

/** Parcels cut by a ring: areas of the pieces on the drawing board, scaled by each parcel's own ellipsoidal area. */
function cutByRing(fabric: Fabric, parcels: readonly Parcel[], ring: Line): Share[] {
  const { partition } = fabric
  const clip = [ring.map(([x, y]) => ({ x, y }))]
  const [west, south, east, north] = [0, 1, 0, 1].map((axis, i) => Math[i < 2 ? 'min' : 'max'](...ring.map((p) => p[axis])))
  const shares: Share[] = []
  for (const parcel of parcels) {
    const rings = parcel.parts.flat()
    const box = partition.box(rings.flat())
    if (box[0] > east || box[2] < west || box[1] > north || box[3] < south) continue
    const paths = rings.map((r) => partition.line(r).map(([x, y]) => ({ x, y })))
    const inside = Clipper.areaPathsD(Clipper.intersectD(paths, clip, FillRule.NonZero, 4))
    const whole = rings.reduce((sum, r) => sum + partition.area(r), 0)
    if (inside > 0.01) shares.push([parcel, (parcel.areaM2 * inside) / whole])
  }
  return shares
}

/**
 * 自然资源登记单元. Parks have their own lines, and what the register says of them is the overlay with the parcels; the others are
 * unions of whole parcels. Areas are rounded so that every sum of the register closes.
 */
export function registrationLayer(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  const { partition } = fabric
  const members = UNITS.map((): Parcel[] => [])
  const cut = new Set<Parcel>()
  const shares = UNITS.map((unit) => (unit.ring ? cutByRing(fabric, parcels, unit.ring) : []))
  for (const share of shares) for (const [parcel] of share) cut.add(parcel)
  for (const parcel of parcels) {
    const i = UNITS.findIndex((unit) => unit.takes?.(parcel))
    if (i >= 0 && !cut.has(parcel)) members[i].push(parcel)
  }
  const rows = UNITS.map((unit, i) => {
    const own: readonly Share[] = unit.ring ? shares[i] : members[i].map((parcel) => [parcel, parcel.areaM2])
    const sum = (test: (parcel: Parcel) => boolean) => own.reduce((total, [parcel, area]) => total + (test(parcel) ? area : 0), 0)
    const sides = closingHectares(
      (['state', 'collective', 'disputed'] as const).map((side) => sum((p) => ownershipSide(p.ownership) === side)),
    )
    const types = closingHectares(TYPE_FIELDS.map((name) => sum((p) => resourceField(p.landClass) === name)))
    const natural = Math.round(types.parts.slice(0, -1).reduce((total, area) => total + area, 0) * 100) / 100
    const towns = [...new Set(own.map(([parcel]) => TOWNSHIPS[parcel.plot.town].name))]
    const row: Record<string, string | number> = {
      ZRZYDJDYH: `示例370505-${String(i + 1).padStart(4, '0')}`,
      DJDYMC: unit.name,
      DJDYLX: unit.kind,
      ZL: `垦利区${towns.slice(0, 3).join('、')}${towns.length > 3 ? '等' : ''}`,
      DJDYZMJ: sides.total,
      GYMJ: sides.parts[0],
      JTMJ: sides.parts[1],
      ZYQMJ: sides.parts[2],
      DYNZRZYZMJ: natural,
      ...Object.fromEntries(TYPE_FIELDS.map((name, k) => [name, types.parts[k]])),
      DYSZD: '示例界线（东）',
      DYSZN: '示例界线（南）',
      DYSZX: '示例界线（西）',
      DYSZB: '示例界线（北）',
      SYQZT: '全民',
      DBXSZT: '示例代表行使主体',
      QLXSFS: '直接行使',
      DLXSZT: '示例代理行使主体',
      XSNR: '示例行使内容',
      FJ: sides.parts[1] > 0 ? `示例数据；含集体土地 ${sides.parts[1].toFixed(2)} 公顷` : '示例数据',
    }
    const findings = checkRegister((name) => (typeof row[name] === 'number' ? (row[name] as number) : null))
    if (findings.length > 0) throw new Error(`${unit.name}: ${JSON.stringify(findings)}`)
    return row
  })
  return {
    note: {
      id: 'registration-units',
      title: { zh: '自然资源登记单元', en: 'Natural-resource registration units' },
      role: 'data',
      visible: true,
      opacity: 1,
      minZoom: 7,
      maxZoom: 24,
      symbology: single({ line: '#0f6b62', lineWidth: 2, lineDash: [8, 3] }),
      label: { field: 'DJDYMC', size: 13, color: '#0f6b62', halo: '#ffffff', weight: 500, minZoom: 10 },
      fields: REGISTER_FIELDS.map((entry) => ({ ...entry, ...(entry.unit ? { decimals: 2 } : {}) })),
    },
    table: polygonTable(
      'registration-units',
      fabric.partition,
      UNITS.map((unit, i) =>
        unit.ring
          ? [[unit.ring.map((p) => partition.add(p))]]
          : dissolve(
              partition,
              members[i].flatMap((parcel) => parcel.parts),
            ),
      ),
      REGISTER_FIELDS.map(({ name }) => name),
      rows,
    ),
  }
}
