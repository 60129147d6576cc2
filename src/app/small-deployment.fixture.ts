import type { Catalog, CatalogLayer } from './catalog.ts'
import type { Config } from './config.ts'

/** A deployment of two layers that is not Kenli's, for tests of the state. */
export const smallConfig: Config = {
  version: 1,
  title: { zh: '测试区一张图', en: 'Test One Map' },
  remark: null,
  district: { name: { zh: '测试区', en: 'Test District' }, code: '110101', extent: [116, 39, 117, 40] },
  reviewNumber: null,
  unreviewedNotice: { zh: '示意', en: 'Schematic' },
  workingCrs: ['EPSG:4548'],
  catalog: 'layers/catalog.json',
  codeLists: [],
  overlays: [],
  basemaps: [
    {
      id: 'sky',
      title: { zh: '影像', en: 'Imagery' },
      tiles: [['https://tiles.example/{z}/{x}/{y}']],
      tileSize: 256,
      maxZoom: 18,
      attribution: { zh: '例', en: 'Example' },
      needsKey: false,
      keyHelp: null,
    },
  ],
  allowedHosts: ['https://tiles.example'],
  locale: 'zh',
  areaUnit: 'ha',
}

function layer(id: string, geometry: CatalogLayer['geometry'], sha: string): CatalogLayer {
  return {
    kind: 'table',
    id,
    title: { zh: id, en: id },
    file: `${id}.fgb`,
    format: 'flatgeobuf',
    crs: 'EPSG:4490',
    bytes: 1000,
    sha256: sha.repeat(64),
    source: { zh: '测试', en: 'Test' },
    licence: 'CC0-1.0',
    date: '2026-01-01',
    isDemonstration: true,
    visible: true,
    opacity: 1,
    minZoom: 0,
    maxZoom: 24,
    geometry,
    count: 10,
    role: 'data',
    symbology: { kind: 'single', style: { fill: '#aabbcc' } },
    label: null,
    fields: [],
  }
}

export const smallCatalog: Catalog = {
  version: 1,
  codeLists: [],
  groups: [
    { id: 'land', title: { zh: '土地', en: 'Land' }, isOpen: true, layers: ['plots'] },
    { id: 'ways', title: { zh: '道路', en: 'Ways' }, isOpen: false, layers: ['roads'] },
  ],
  layers: [layer('plots', 'polygon', 'a'), layer('roads', 'line', 'b')],
}
