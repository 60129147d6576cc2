import summary from '../src/analyses/area-summary.ts'
import type { AnalysisResult, LayerInput, SourceInfo } from '../src/core/analysis.ts'
import { geometryFromGeoJson } from '../src/core/geometry.ts'
import { textColumn } from '../src/core/grouping.ts'
import type { ReportExport } from '../src/core/report-export.ts'
import type { Table } from '../src/core/table.ts'
import { quietTask } from '../src/core/task.ts'

export const SAMPLE_SOURCE: SourceInfo = {
  title: { zh: '宗地', en: 'Parcels' },
  file: 'parcels.fgb',
  sha256: 'ab'.repeat(32),
  crs: 'EPSG:4490',
  date: '2024-12-31',
  licence: 'CC BY 4.0',
  isDemonstration: true,
  notes: [],
}
export const HOSTILE = '<img src=x onerror=alert(1)> & "甲"\u0007'

/** n squares in a row from 118.5° E, 37.6° N, a thousandth of a degree each. */
export function squares(n: number): Table {
  const at = (i: number) => 118.5 + 0.001 * i
  const shapes = Array.from({ length: n }, (_, i) => ({
    type: 'Polygon' as const,
    coordinates: [
      [
        [at(i), 37.6],
        [at(i + 1), 37.6],
        [at(i + 1), 37.601],
        [at(i), 37.601],
        [at(i), 37.6],
      ],
    ],
  }))
  const owners = Array.from({ length: n }, (_, i) => (i === 0 ? HOSTILE : `权利人${i}`))
  return {
    name: 't',
    crs: 'EPSG:4490',
    length: n,
    columns: [textColumn('QLR', owners)],
    geometry: geometryFromGeoJson('polygon', shapes),
  }
}

/** The area summary of n squares by their holders, as a report. @param rows those that were summed; default: all */
export async function sampleReport(
  n: number,
  locale: 'zh' | 'en' = 'zh',
  rows: Uint32Array | null = null,
): Promise<ReportExport> {
  const table = squares(n)
  const layer: LayerInput = {
    table,
    rows,
    scope: rows ? 'selection' : 'all',
    fields: [],
    codeLists: {},
    source: SAMPLE_SOURCE,
  }
  const result = await summary.run(
    { layer, groupBy: ['QLR'], registered: [], net: false, perimeter: false, pointSigma: 0, densify: false },
    quietTask(),
  )
  return {
    format: 'html',
    geometry: 'dissolved',
    unit: 'mu',
    decimals: 2,
    locale,
    result,
    notes: ['2 行自相交已修复'],
    title: { zh: '面积汇总：宗地', en: 'Area summary: parcels' },
    subject: { table, fields: [], codeLists: {} },
    provenance: {
      application: { zh: '一张图', en: 'One Map' },
      version: '0.1.0',
      at: '2026-01-02T10:12:00+08:00',
      sources: [SAMPLE_SOURCE],
      analysis: { id: 'area-summary', version: 1, values: {} },
      method: { zh: '椭球面积', en: 'Ellipsoidal area' },
      notice: { zh: '示例数据，不作权属依据', en: 'Demonstration data' },
    },
  }
}

/** A result whose columns stand under a common head. */
export function sampleMatrix(classes: number): AnalysisResult {
  const names = Array.from({ length: classes }, (_, i) => `地类${i + 1}`)
  const values = (c: number) => Float64Array.from(names, (_, r) => 1000 * (r + 1) + c)
  return {
    table: {
      name: 'matrix',
      crs: '',
      length: classes,
      geometry: null,
      columns: [
        textColumn('from', names),
        ...names.map((_, c) => ({ name: `to_${c}_m2`, type: 'number' as const, values: values(c) })),
      ],
    },
    columns: [
      { name: 'from', label: { zh: '变化前', en: 'Before' }, kind: 'text' },
      ...names.map((name, c) => ({ name: `to_${c}_m2`, label: { zh: name, en: `Class ${c + 1}` }, kind: 'area' as const })),
    ],
    totals: {},
    members: { offsets: new Uint32Array(classes + 1), rows: new Uint32Array(0) },
    notes: [],
    method: { zh: '叠加', en: 'Overlay' },
    chart: 'matrix',
  }
}
