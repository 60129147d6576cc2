import { drawnAreaM2, hectares } from './areas.ts'
import { type BuiltLayer, field, type LayerNote } from './built-layer.ts'
import { isInside, type Line, offset } from './curve.ts'
import { dissolve, type Part } from './dissolve.ts'
import { DIKES, FLOODPLAIN, OUTLINE, type Shape, TOWNS, TOWNSHIPS } from './drawing.ts'
import type { Fabric } from './fabric.ts'
import { toX, type XY } from './local-plane.ts'
import { areaM2, type Parcel } from './parcels.ts'
import { random } from './random.ts'
import { single, zone } from './style.ts'
import { drawnPolygonTable, polygonTable } from './tables.ts'

const data = (note: Pick<LayerNote, 'id' | 'title' | 'symbology' | 'fields' | 'label'>): LayerNote => ({
  role: 'data',
  visible: false,
  opacity: 1,
  minZoom: 7,
  maxZoom: 24,
  ...note,
})
const union = (fabric: Fabric, parcels: readonly Parcel[]): Part[] =>
  dissolve(
    fabric.partition,
    parcels.flatMap((parcel) => parcel.parts),
  )

/** 三条控制线 and the corridor along the river. The first three are unions of whole parcels: their lines are parcel lines. */
export function planningLayers(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer[] {
  return [redLine(fabric, parcels), farmland(fabric, parcels), townBoundary(fabric, parcels), corridor()]
}

/** What a red-line area is there for, with its English. */
const FUNCTIONS = {
  生物多样性维护: 'Biodiversity',
  海岸防护: 'Coastal protection',
  水源涵养: 'Water conservation',
  防风固沙: 'Wind and sand control',
} as const

function redLine(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  const isWet = (p: Parcel) => ['1108', '0404', '0306', '0305', '1102', '1103', '1104', '0301'].includes(p.landClass)
  const isMarsh = (p: Parcel) => p.plot.theme === 'marsh' || p.plot.around === 'marsh'
  const inTown = (p: Parcel, code: string) => TOWNSHIPS[p.plot.town].code === code
  const groups: readonly { name: string; kind: keyof typeof FUNCTIONS; takes: (p: Parcel) => boolean }[] = [
    { name: '天宁湖生态保护红线区', kind: '生物多样性维护', takes: (p) => p.park === 'P1' && isWet(p) },
    { name: '兴隆湿地生态保护红线区', kind: '生物多样性维护', takes: (p) => p.park === 'P2' && isWet(p) },
    { name: '北岸芦苇湿地生态保护红线区', kind: '生物多样性维护', takes: (p) => p.park === 'P6' && isWet(p) },
    {
      name: '黄河三角洲湿地生态保护红线区',
      kind: '生物多样性维护',
      takes: (p) => isMarsh(p) && inTown(p, '370505403'),
    },
    { name: '黄河口北岸生态保护红线区', kind: '海岸防护', takes: (p) => isMarsh(p) && inTown(p, '370505105') },
    { name: '红光滨海生态保护红线区', kind: '海岸防护', takes: (p) => isMarsh(p) && inTown(p, '370505402') },
    { name: '黄河河道生态保护红线区', kind: '水源涵养', takes: (p) => p.plot.theme === 'river' && p.at[0] < toX(119.04) },
    { name: '兴隆林场生态保护红线区', kind: '防风固沙', takes: (p) => p.plot.name === '兴隆生态林场' && p.landClass === '0301' },
    { name: '示例二号水库水源地红线区', kind: '水源涵养', takes: (p) => p.plot.name === '示例二号水库' },
  ]
  const members = groups.map((): Parcel[] => [])
  for (const parcel of parcels) {
    const i = groups.findIndex((group) => group.takes(parcel))
    if (i >= 0) members[i].push(parcel)
  }
  const shapes = members.map((own) => union(fabric, own))
  const fields = [
    field('HXBM', '红线编码', 'Number', { role: 'id' }),
    field('HXMC', '红线名称', 'Name', { role: 'name' }),
    field('STGN', '主导生态功能', 'Leading function'),
    field('STGN_EN', '主导生态功能（英文）', 'Leading function (English)'),
    field('MJ', '面积', 'Area', { unit: 'ha', decimals: 2 }),
  ]
  return {
    note: data({
      id: 'ecological-red-line',
      title: { zh: '生态保护红线', en: 'Ecological red line' },
      symbology: single(zone('#e8b5a8', '#b3261e', 'sparse-dots', 0.18, 1.6)),
      label: null,
      fields,
    }),
    table: polygonTable(
      'ecological-red-line',
      fabric.partition,
      shapes,
      fields.map(({ name }) => name),
      groups.map((group, i) => ({
        HXBM: `示例HX-${String(i + 1).padStart(2, '0')}`,
        HXMC: group.name,
        STGN: group.kind,
        STGN_EN: FUNCTIONS[group.kind],
        MJ: hectares(areaM2(fabric.partition, shapes[i])),
      })),
    ),
  }
}

function farmland(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  const rng = random('farmland')
  const isKept = new Map<number, boolean>()
  const byVillage = new Map<string, Parcel[]>()
  for (const parcel of parcels) {
    const { tract, theme } = parcel.plot
    if (!isKept.has(tract)) isKept.set(tract, rng.chance(theme === 'dry' ? 0.68 : 0.88))
    const isField = ['0101', '0102', '0103'].includes(parcel.landClass) && ['irrigated', 'paddy', 'dry'].includes(theme)
    if (!isField || parcel.park || !parcel.village || !isKept.get(tract)) continue
    const key = `${parcel.village.town} ${parcel.village.number}`
    const list = byVillage.get(key)
    if (list) list.push(parcel)
    else byVillage.set(key, [parcel])
  }
  const groups = [...byVillage.values()].filter((own) => own.length >= 6)
  const shapes = groups.map((own) => union(fabric, own))
  const share = (own: readonly Parcel[], code: string) => own.reduce((sum, p) => sum + (p.landClass === code ? p.areaM2 : 0), 0)
  const fields = [
    field('JBNTTBBH', '基本农田图斑编号', 'Number', { role: 'id' }),
    field('ZLDWMC', '坐落单位', 'Village', { role: 'location' }),
    field('XZQDM', '镇街', 'Township', { role: 'town', codes: 'townships' }),
    field('DLBM', '主要地类', 'Main class', { role: 'landClass', codes: 'land-class-2019' }),
    field('DKS', '地块数', 'Parcels'),
    field('JBNTMJ', '基本农田面积', 'Area', { unit: 'ha', decimals: 2 }),
  ]
  return {
    note: data({
      id: 'permanent-farmland',
      title: { zh: '永久基本农田', en: 'Permanent basic farmland' },
      symbology: single(zone('#ecc94b', '#a8801a', 'back-diagonal', 0.2, 1)),
      label: null,
      fields,
    }),
    table: polygonTable(
      'permanent-farmland',
      fabric.partition,
      shapes,
      fields.map(({ name }) => name),
      groups.map((own, i) => ({
        JBNTTBBH: `示例JN-${String(i + 1).padStart(4, '0')}`,
        ZLDWMC: own[0].village!.name,
        XZQDM: TOWNSHIPS[own[0].plot.town].code,
        DLBM: ['0101', '0102', '0103'].sort((a, b) => share(own, b) - share(own, a))[0],
        DKS: own.length,
        JBNTMJ: hectares(areaM2(fabric.partition, shapes[i])),
      })),
    ),
  }
}

function townBoundary(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  const townOf = (parcel: Parcel) =>
    parcel.plot.theme === 'dike' || isInside(FLOODPLAIN, parcel.at)
      ? undefined
      : TOWNS.find((town) => isInside(town.ring, parcel.at))
  const members = new Map(TOWNS.map((town): [Shape, Parcel[]] => [town, []]))
  for (const parcel of parcels) {
    const town = townOf(parcel)
    if (town) members.get(town)!.push(parcel)
  }
  const shapes = TOWNS.map((town) => union(fabric, members.get(town)!))
  const fields = [
    field('BJBH', '边界编号', 'Number', { role: 'id' }),
    field('MC', '名称', 'Name', { role: 'name' }),
    field('MJ', '面积', 'Area', { unit: 'ha', decimals: 2 }),
  ]
  return {
    note: data({
      id: 'urban-boundary',
      title: { zh: '城镇开发边界', en: 'Urban development boundary' },
      symbology: single({ fill: '#e58f8f', fillOpacity: 0.1, line: '#8a2f4a', lineWidth: 2 }),
      label: { field: 'MC', size: 12, color: '#8a2f4a', halo: '#ffffff', minZoom: 11 },
      fields,
    }),
    table: polygonTable(
      'urban-boundary',
      fabric.partition,
      shapes,
      fields.map(({ name }) => name),
      TOWNS.map((town, i) => ({
        BJBH: `示例KF-${String(i + 1).padStart(2, '0')}`,
        MC: town.name,
        MJ: hectares(areaM2(fabric.partition, shapes[i])),
      })),
    ),
  }
}

/** 沿黄生态长廊: a belt on the land side of each dike; its lines are its own. */
function corridor(): BuiltLayer {
  const isHere = (p: XY) => isInside(OUTLINE, p) && p[0] < toX(119.055)
  const belt = (line: Line, inner: number, outer: number): Line[] => {
    const near = offset(line, inner)
    const far = offset(line, outer)
    const rings: Line[] = []
    let from = -1
    for (let i = 0; i <= line.length; i++) {
      const isIn = i < line.length && isHere(near[i]) && isHere(far[i])
      if (isIn && from < 0) from = i
      if (isIn || from < 0) continue
      if (i - from > 4) rings.push([...near.slice(from, i), ...far.slice(from, i).reverse()])
      from = -1
    }
    return rings
  }
  const [north, south] = DIKES
  const rows = [
    { code: '1', name: '沿黄生态长廊南岸段', rings: belt(south.centre, 60, -520) },
    { code: '2', name: '沿黄生态长廊北岸段', rings: belt(north.centre, -60, 300) },
  ]
  const fields = [
    field('BH', '编号', 'Number', { role: 'id' }),
    field('MC', '名称', 'Name', { role: 'name' }),
    field('JSZT', '建设状态', 'Status', { codes: 'project-status' }),
    field('MJ', '面积', 'Area', { unit: 'ha', decimals: 2 }),
  ]
  return {
    note: data({
      id: 'river-corridor',
      title: { zh: '沿黄生态长廊', en: 'Ecological corridor along the Yellow River' },
      symbology: single(zone('#9cc48a', '#4f8a4a', 'vertical', 0.28, 1.4)),
      label: { field: 'MC', size: 12, color: '#35682f', halo: '#ffffff', minZoom: 10.5 },
      fields,
    }),
    table: drawnPolygonTable(
      'river-corridor',
      rows.map((row) => row.rings.map((ring) => [ring])),
      fields.map(({ name }) => name),
      rows.map((row) => ({
        BH: row.code,
        MC: row.name,
        JSZT: row.code === '1' ? '03' : '02',
        MJ: hectares(row.rings.reduce((sum, ring) => sum + drawnAreaM2(ring), 0)),
      })),
    ),
  }
}
