import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BuiltLayer, field, type LayerNote } from './built-layer.ts'
import { isInside, type Line } from './curve.ts'
import { dissolve } from './dissolve.ts'
import { CANALS, DIKES, FLOODPLAIN, OUTLINE, RIVER, ROADS, SEA_WALL, TOWNS, TOWNSHIPS } from './drawing.ts'
import type { Fabric } from './fabric.ts'
import { toX, toXY, toY, type XY } from './local-plane.ts'
import type { Parcel, Village } from './parcels.ts'
import { categories, INK, INK_2, LAND, SEA, single, WATER, WATER_INK } from './style.ts'
import { drawnLineTable, drawnPointTable, drawnPolygonTable, polygonTable } from './tables.ts'

const context = (
  note: Omit<LayerNote, 'role' | 'visible' | 'opacity' | 'label'> & { label?: LayerNote['label'] },
): LayerNote => ({
  role: 'context',
  visible: true,
  opacity: 1,
  label: null,
  ...note,
})

const OSM = {
  source: {
    zh: '海岸线：@geo-maps/earth-seas-10m 0.6.0（© OpenStreetMap 贡献者），已简化',
    en: 'Coast: @geo-maps/earth-seas-10m 0.6.0 (© OpenStreetMap contributors), simplified',
  },
  licence: 'ODbL-1.0',
}

/** Farther out the extract would end within the window, the sea in a straight edge. */
const COAST_ZOOM = 7.5

/** Sea and land from the extract of OpenStreetMap's coast. */
export function coastLayers(): BuiltLayer[] {
  const file = join(import.meta.dirname, 'source/coast.geojson')
  const { features } = JSON.parse(readFileSync(file, 'utf8')) as {
    features: { properties: { kind: string }; geometry: { coordinates: XY[][][] } }[]
  }
  const layer = (kind: 'sea' | 'land', zh: string, en: string, fill: string): BuiltLayer => {
    const polygons = features.find((feature) => feature.properties.kind === kind)!.geometry.coordinates
    const shapes = polygons.map((rings) => [rings.map((ring) => ring.slice(0, -1).map(toXY))])
    return {
      note: context({
        id: `context-${kind}`,
        title: { zh, en },
        minZoom: COAST_ZOOM,
        maxZoom: 24,
        symbology: single({ fill, fillOpacity: 1 }),
        fields: [field('LX', '类型', 'Kind')],
        ...OSM,
      }),
      table: drawnPolygonTable(
        `context-${kind}`,
        shapes,
        ['LX'],
        shapes.map(() => ({ LX: zh })),
      ),
    }
  }
  return [layer('land', '陆地', 'Land', LAND), layer('sea', '海域', 'Sea', SEA)]
}

/** The runs of a line for which the test holds. */
function runs(line: Line, test: (p: XY) => boolean): XY[][] {
  const found: XY[][] = []
  let run: XY[] = []
  for (const p of line) {
    if (test(p)) run.push(p)
    else {
      if (run.length > 1) found.push(run)
      run = []
    }
  }
  if (run.length > 1) found.push(run)
  return found
}
const isInDistrict = (p: XY) => isInside(OUTLINE, p)

export function waterLayers(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer[] {
  const { partition } = fabric
  const kinds = { river: '河流', creek: '潮沟', reservoir: '水库', lake: '湖泊' } as const
  const groups = new Map<string, { kind: string; name: string; parcels: Parcel[] }>()
  for (const parcel of parcels) {
    const kind = kinds[parcel.plot.theme as keyof typeof kinds]
    if (!kind) continue
    const name = parcel.plot.name ?? ''
    const group = groups.get(kind + name) ?? { kind, name, parcels: [] }
    group.parcels.push(parcel)
    groups.set(kind + name, group)
  }
  const rows = [...groups.values()]
  const water: BuiltLayer = {
    note: context({
      id: 'context-water',
      title: { zh: '水系', en: 'Water' },
      minZoom: 6,
      maxZoom: 24,
      symbology: single({ fill: WATER, fillOpacity: 1, line: '#b4d2de', lineWidth: 0.6 }),
      label: null,
      fields: [field('MC', '名称', 'Name', { role: 'name' }), field('LX', '类型', 'Kind')],
    }),
    table: polygonTable(
      'context-water',
      partition,
      rows.map((group) =>
        dissolve(
          partition,
          group.parcels.flatMap((parcel) => parcel.parts),
        ),
      ),
      ['MC', 'LX'],
      rows.map((group) => ({ MC: group.name, LX: group.kind })),
    ),
  }
  const [flow] = runs(RIVER.centre, isInDistrict)
  const riverName: BuiltLayer = {
    note: context({
      id: 'context-river-name',
      title: { zh: '黄河注记', en: 'Name of the river' },
      minZoom: 8,
      maxZoom: 24,
      symbology: single({ line: WATER, lineWidth: 0 }),
      label: { field: 'MC', size: 15, color: WATER_INK, halo: WATER, italic: true, spacing: 0.6, placement: 'line', minZoom: 9 },
      fields: [field('MC', '名称', 'Name', { role: 'name' })],
    }),
    table: drawnLineTable('context-river-name', [[flow]], ['MC'], [{ MC: '黄河' }]),
  }
  const canals = CANALS.map((canal) => ({
    name: canal.name,
    lines: runs(canal.centre, (p) => isInDistrict(p) && !isInside(FLOODPLAIN, p)),
  })).filter((canal) => canal.lines.length > 0)
  const canalLayer: BuiltLayer = {
    note: context({
      id: 'context-canals',
      title: { zh: '渠系', en: 'Canals' },
      minZoom: 9,
      maxZoom: 24,
      symbology: single({ line: '#b3d3e2', lineWidth: 1.4 }),
      label: { field: 'MC', size: 11, color: WATER_INK, halo: LAND, italic: true, spacing: 0.15, placement: 'line', minZoom: 12 },
      fields: [field('MC', '名称', 'Name', { role: 'name' })],
    }),
    table: drawnLineTable(
      'context-canals',
      canals.map((canal) => canal.lines),
      ['MC'],
      canals.map((canal) => ({ MC: canal.name })),
    ),
  }
  const dikes = [
    ...DIKES.map((dike) => ({
      name: dike.name,
      kind: '黄河大堤',
      lines: runs(dike.centre, (p) => isInDistrict(p) && p[0] < toX(119.062)),
    })),
    { name: '防潮堤', kind: '防潮堤', lines: runs(SEA_WALL, isInDistrict) },
  ]
  const dikeLayer: BuiltLayer = {
    note: context({
      id: 'context-dikes',
      title: { zh: '堤防', en: 'Dikes' },
      minZoom: 9,
      maxZoom: 24,
      symbology: categories('LX', [
        ['黄河大堤', { zh: '黄河大堤', en: 'River dike' }, { line: '#b59f6a', lineWidth: 1.6 }],
        ['防潮堤', { zh: '防潮堤', en: 'Sea wall' }, { line: '#b59f6a', lineWidth: 1.2, lineDash: [4, 2] }],
      ]),
      label: { field: 'MC', size: 11, color: '#8a7541', halo: LAND, placement: 'line', minZoom: 12.5 },
      fields: [field('MC', '名称', 'Name', { role: 'name' }), field('LX', '类型', 'Kind')],
    }),
    table: drawnLineTable(
      'context-dikes',
      dikes.map((dike) => dike.lines),
      ['MC', 'LX'],
      dikes.map((dike) => ({ MC: dike.name, LX: dike.kind })),
    ),
  }
  return [water, canalLayer, dikeLayer, riverName]
}

const GRADES = { 1: '干线公路', 2: '县道', 3: '乡道' } as const

export function roadLayer(): BuiltLayer {
  const rows = ROADS.map((road) => ({ road, lines: runs(road.centre, isInDistrict) })).filter(({ lines }) => lines.length > 0)
  return {
    note: context({
      id: 'context-roads',
      title: { zh: '道路', en: 'Roads' },
      minZoom: 8,
      maxZoom: 24,
      symbology: categories('DJ', [
        [
          '干线公路',
          { zh: '干线公路', en: 'Trunk road' },
          { line: '#ffffff', lineWidth: 3.2, casing: '#cfc8b5', casingWidth: 4.6 },
        ],
        ['县道', { zh: '县道', en: 'County road' }, { line: '#ffffff', lineWidth: 2.2, casing: '#d6cfbd', casingWidth: 3.4 }],
        ['乡道', { zh: '乡道', en: 'Township road' }, { line: '#ffffff', lineWidth: 1.3, casing: '#dcd6c6', casingWidth: 2.2 }],
      ]),
      label: { field: 'MC', size: 11, color: INK_2, halo: '#ffffff', placement: 'line', minZoom: 12.5 },
      fields: [field('MC', '名称', 'Name', { role: 'name' }), field('DJ', '等级', 'Grade')],
    }),
    table: drawnLineTable(
      'context-roads',
      rows.map(({ lines }) => lines),
      ['MC', 'DJ'],
      rows.map(({ road }) => ({ MC: road.name, DJ: GRADES[road.grade] })),
    ),
  }
}

export function placeLayers(villages: readonly Village[]): BuiltLayer[] {
  const middle = (ring: Line): XY => [
    ring.reduce((sum, p) => sum + p[0], 0) / ring.length,
    ring.reduce((sum, p) => sum + p[1], 0) / ring.length,
  ]
  const fields = [
    field('MC', '名称', 'Name', { role: 'name' }),
    field('MC_EN', '英文名', 'English name'),
    field('XZQDM', '镇街代码', 'Township', { role: 'town', codes: 'townships' }),
  ]
  const names = fields.map(({ name }) => name)
  const towns: BuiltLayer = {
    note: context({
      id: 'context-towns',
      title: { zh: '镇街驻地', en: 'Towns' },
      minZoom: 8,
      maxZoom: 24,
      symbology: single({ fill: '#ffffff', fillOpacity: 1, line: INK, lineWidth: 1.2, radius: 2.6 }),
      label: { field: 'MC', fieldEn: 'MC_EN', size: 14, color: INK, halo: '#ffffff', weight: 500, minZoom: 8 },
      fields,
    }),
    table: drawnPointTable(
      'context-towns',
      TOWNS.map((town) => middle(town.ring)),
      names,
      TOWNS.map((town) => ({ MC: town.name, MC_EN: town.english, XZQDM: townshipOf(town.name) })),
    ),
  }
  const villageLayer: BuiltLayer = {
    note: context({
      id: 'context-villages',
      title: { zh: '村庄', en: 'Villages' },
      minZoom: 11.5,
      maxZoom: 24,
      symbology: single({ fill: INK_2, fillOpacity: 1, radius: 1.6 }),
      label: { field: 'MC', size: 11, color: INK_2, halo: '#ffffff', minZoom: 12 },
      fields: [fields[0], fields[2]],
    }),
    table: drawnPointTable(
      'context-villages',
      villages.map((village) => village.at),
      ['MC', 'XZQDM'],
      villages.map((village) => ({ MC: village.name, XZQDM: TOWNSHIPS[village.town].code })),
    ),
  }
  const seaNames: XY[] = [
    [toX(119.42), toY(37.55)],
    [toX(119.3), toY(38.05)],
  ]
  const sea: BuiltLayer = {
    note: context({
      id: 'context-sea-names',
      title: { zh: '海域注记', en: 'Names of seas' },
      minZoom: COAST_ZOOM,
      maxZoom: 24,
      symbology: single({ fill: SEA, fillOpacity: 0, radius: 0 }),
      label: { field: 'MC', fieldEn: 'MC_EN', size: 15, color: WATER_INK, halo: SEA, italic: true, spacing: 0.6 },
      fields: [fields[0], fields[1]],
    }),
    table: drawnPointTable(
      'context-sea-names',
      seaNames,
      ['MC', 'MC_EN'],
      [
        { MC: '莱州湾', MC_EN: 'Laizhou Bay' },
        { MC: '渤海', MC_EN: 'Bohai Sea' },
      ],
    ),
  }
  return [sea, villageLayer, towns]
}

function townshipOf(town: string): string {
  const known: Record<string, string> = { 垦利城区: '370505001', 孤东: '370505105', 畜牧示范区: '370505404' }
  return known[town] ?? TOWNSHIPS.find((township) => township.name === town)!.code
}
