import { hectares } from './areas.ts'
import { type BuiltLayer, field } from './built-layer.ts'
import { dissolve } from './dissolve.ts'
import { TOWNSHIPS } from './drawing.ts'
import type { Fabric } from './fabric.ts'
import { areaM2, type Parcel, type Village } from './parcels.ts'
import { single } from './style.ts'
import { polygonTable } from './tables.ts'

export function boundaryLayers(fabric: Fabric, parcels: readonly Parcel[], villages: readonly Village[]): BuiltLayer[] {
  const { partition } = fabric
  const shapes = TOWNSHIPS.map((_, i) =>
    dissolve(
      partition,
      parcels.filter((parcel) => parcel.plot.town === i).flatMap((parcel) => parcel.parts),
    ),
  )
  const whole = dissolve(
    partition,
    parcels.flatMap((parcel) => parcel.parts),
  )
  const district: BuiltLayer = {
    note: {
      id: 'district',
      title: { zh: '区界（示意）', en: 'District boundary (schematic)' },
      role: 'context',
      visible: true,
      opacity: 1,
      minZoom: 5,
      maxZoom: 24,
      symbology: single({ line: '#8b7f99', lineWidth: 1.8, lineDash: [6, 2, 1, 2] }),
      label: null,
      fields: [
        field('XZQDM', '行政区代码', 'Code', { role: 'id' }),
        field('XZQMC', '行政区名称', 'Name', { role: 'name' }),
        field('MJ', '椭球面积', 'Ellipsoidal area', { unit: 'ha', decimals: 2 }),
      ],
    },
    // the drawing's hundred points and every parcel corner that lies on it, so that parcels fill it to the last bit
    table: polygonTable(
      'district',
      partition,
      [whole],
      ['XZQDM', 'XZQMC', 'MJ'],
      [{ XZQDM: '370505', XZQMC: '垦利区', MJ: hectares(areaM2(partition, whole)) }],
    ),
  }
  const townships: BuiltLayer = {
    note: {
      id: 'townships',
      title: { zh: '镇街界（示意）', en: 'Townships (schematic)' },
      role: 'context',
      visible: true,
      opacity: 1,
      minZoom: 8,
      maxZoom: 24,
      symbology: single({ line: '#a79cb0', lineWidth: 1, lineDash: [4, 2] }),
      // the towns bear the same names
      label: null,
      fields: [
        field('XZQDM', '行政区代码', 'Code', { role: 'id', codes: 'townships' }),
        field('XZQMC', '行政区名称', 'Name', { role: 'name' }),
        field('XZQMC_EN', '行政区名称（英文）', 'Name (English)'),
        field('MJ', '椭球面积', 'Ellipsoidal area', { unit: 'ha', decimals: 2 }),
        field('CS', '示例村数', 'Demonstration villages'),
      ],
    },
    table: polygonTable(
      'townships',
      partition,
      shapes,
      ['XZQDM', 'XZQMC', 'XZQMC_EN', 'MJ', 'CS'],
      TOWNSHIPS.map((town, i) => ({
        XZQDM: town.code,
        XZQMC: town.name,
        XZQMC_EN: town.english,
        MJ: hectares(areaM2(partition, shapes[i])),
        CS: villages.filter((village) => village.town === i).length,
      })),
    ),
  }
  return [townships, district]
}
