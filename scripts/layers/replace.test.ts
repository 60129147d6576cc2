import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { replaceLayer } from './replace.ts'

const entry = {
  kind: 'table',
  id: 'parks',
  title: { zh: '湿地公园', en: 'Parks' },
  role: 'data',
  visible: true,
  opacity: 1,
  minZoom: 7,
  maxZoom: 24,
  symbology: {
    kind: 'categories',
    field: 'JB',
    classes: [{ value: '1', style: { fill: '#8fc3b3' } }],
    other: { fill: '#cccccc' },
  },
  label: { field: 'MC' },
  file: 'parks.fgb',
  format: 'flatgeobuf',
  crs: 'EPSG:4490',
  geometry: 'polygon',
  count: 6,
  bytes: 1,
  sha256: '0'.repeat(64),
  source: { zh: '示例', en: 'Demonstration' },
  licence: 'CC0-1.0',
  date: '2025-12-31',
  isDemonstration: true,
  fields: [
    { name: 'MC', label: { zh: '名称', en: 'Name' }, role: 'name' },
    { name: 'JB', label: { zh: '级别', en: 'Level' } },
  ],
}
const square = (type: 'Polygon' | 'LineString', properties: Record<string, unknown>) => {
  const ring = [
    [118.5, 37.6],
    [118.51, 37.6],
    [118.51, 37.61],
    [118.5, 37.6],
  ]
  return JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties, geometry: { type, coordinates: type === 'Polygon' ? [ring] : ring } }],
  })
}

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'layers-'))
  const groups = [{ id: 'g', title: { zh: '组', en: 'Group' }, isOpen: true, layers: ['parks'] }]
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ version: 1, codeLists: [], groups, layers: [entry] }))
})
afterEach(() => rmSync(folder, { recursive: true }))
const replace = (name: string, content: string, id = 'parks') => {
  writeFileSync(join(folder, name), content)
  return replaceLayer({ id, path: join(folder, name), folder, date: '2026-03-31' })
}

describe('putting an own file in the place of a shipped layer', () => {
  it('writes the file, keeps what still fits and says the rest', async () => {
    const { said } = await replace('own.geojson', square('Polygon', { MC: '自有公园', DJ: 3 }))
    const [layer] = JSON.parse(readFileSync(join(folder, 'catalog.json'), 'utf8')).layers
    expect(layer).toMatchObject({ id: 'parks', count: 1, isDemonstration: false, date: '2026-03-31', label: { field: 'MC' } })
    expect(layer.symbology).toEqual({ kind: 'single', style: { fill: '#cccccc' } })
    expect(layer.fields[0]).toEqual(entry.fields[0])
    expect(readFileSync(join(folder, 'parks.fgb')).length).toBe(layer.bytes)
    expect(said.join('\n')).toMatch(/6 → 1/)
    expect(said.join('\n')).toMatch(/not in the new file: JB/)
  })

  it('refuses another kind of geometry, an unknown layer and a broken file, and writes nothing', async () => {
    const before = readFileSync(join(folder, 'catalog.json'), 'utf8')
    await expect(replace('line.geojson', square('LineString', {}))).rejects.toThrow(/line/)
    await expect(replace('own.geojson', square('Polygon', {}), 'roads')).rejects.toThrow(/roads/)
    await expect(replace('bad.geojson', '{"type":"FeatureCollection","features":[')).rejects.toThrow(/bad\.geojson/)
    expect(readFileSync(join(folder, 'catalog.json'), 'utf8')).toBe(before)
    expect(existsSync(join(folder, 'parks.fgb'))).toBe(false)
  })
})
