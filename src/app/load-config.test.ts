import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { crsOf } from '../core/crs.ts'
import { AppError } from '../core/errors.ts'
import type { Config } from './config.ts'
import type { FetchText } from './fetch-text.ts'
import { codeListsOf, loadCatalog, loadConfig } from './load-config.ts'

const SHIPPED = await readFile(join(import.meta.dirname, '../../public/config.json'), 'utf8')
const serving =
  (files: Record<string, string>): FetchText =>
  async (path) => {
    if (files[path] === undefined) throw new Error('HTTP 404')
    return files[path]
  }
const configOf = (text: string) => loadConfig(serving({ 'config.json': text }))

async function faultOf(promise: Promise<unknown>): Promise<{ code: string; [key: string]: unknown }> {
  const error = await promise.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`)
  return { code: error.code, ...error.detail }
}
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length

describe('loadConfig', () => {
  it('accepts what is shipped, comments and all', async () => {
    const config = await configOf(SHIPPED)
    expect(config.district.code).toMatch(/^\d{6}$/)
    expect(config.codeLists).toEqual([])
  })

  it('accepts a byte order mark and trailing commas, as Windows editors and people leave them', async () => {
    const text = `\uFEFF${SHIPPED.replace('"areaUnit": "ha"', '"areaUnit": "ha",')}`
    expect((await configOf(text)).areaUnit).toBe('ha')
  })

  it('says that the file is missing', async () => {
    expect(await faultOf(loadConfig(serving({})))).toEqual({
      code: 'config.missing',
      file: 'config.json',
      found: 'HTTP 404',
    })
  })

  it('puts a forgotten comma at the end of the line where it belongs', async () => {
    const text = '{\n  "version": 1 // one\n  "title": {}\n}'
    expect(await faultOf(configOf(text))).toEqual({
      code: 'config.syntax',
      file: 'config.json',
      line: 2,
      column: 15,
      expected: ',',
      found: '"title"',
    })
  })

  it.each([
    ['{ "a": 1', '}', null, 1],
    ['{\n"a" 1 }', ':', '1', 2],
    ['{\n"a": }', '"…" | 0 | true | false | null | { } | [ ]', '}', 2],
    ['', '{', null, 1],
    ['  \n', '{', null, 1],
  ])('names what the grammar wanted in %j', async (text, expected, found, line) => {
    expect(await faultOf(configOf(text))).toMatchObject({ code: 'config.syntax', line, expected, found })
  })

  it('says line, path, expectation and finding of a wrong value', async () => {
    const text = SHIPPED.replace('"370505"', '"3705"')
    const fault = await faultOf(configOf(text))
    expect(fault).toMatchObject({ code: 'config.invalid', path: 'district.code', reason: 'wrong-value', found: '"3705"' })
    expect(fault.expected).toContain('six digits')
    expect(fault.line).toBe(lineOf(text, '"3705"'))
    expect(fault.column).toBe(13)
  })

  it('reports a misspelt key at its own line together with the key that was meant', async () => {
    const text = SHIPPED.replace('"workingCrs"', '"workingCRS"')
    expect(await faultOf(configOf(text))).toMatchObject({
      reason: 'unknown-key',
      path: 'workingCRS',
      expected: '"workingCrs"',
      found: '"workingCRS"',
      line: lineOf(text, '"workingCRS"'),
      more: 0,
    })
  })

  it('reports a missing key at the object that lacks it', async () => {
    const text = SHIPPED.replace('"zh": "垦利区", ', '')
    expect(await faultOf(configOf(text))).toMatchObject({
      reason: 'missing-key',
      path: 'district.name.zh',
      found: null,
      line: lineOf(text, '"en": "Kenli District"'),
    })
  })

  it('refuses a working CRS that it does not know: the next one served in its place, without a word', async () => {
    const text = SHIPPED.replace('"EPSG:4528"', '"EPSG:9999"')
    expect(await faultOf(configOf(text))).toMatchObject({
      path: 'workingCrs[0]',
      found: '"EPSG:9999"',
      line: lineOf(text, '"EPSG:9999"'),
    })
    for (const code of ['EPSG:4490', 'EPSG:4491', 'EPSG:4554', 'EPSG:32650']) {
      expect(crsOf(code)).not.toBeNull()
      expect((await configOf(SHIPPED.replace('EPSG:4528', code))).workingCrs[0]).toBe(code)
    }
  })

  it('refuses an extent that is no box, and one with latitude first', async () => {
    for (const extent of ['[119.3, 37.4, 118.2, 37.9]', '[37.4, 118.2, 37.9, 119.3]'])
      expect(await faultOf(configOf(SHIPPED.replace(/\[118\.247[^\]]*\]/, extent)))).toMatchObject({ path: 'district.extent' })
  })

  it('takes a WMS by the box of its tile, and refuses a template that names no place', async () => {
    const template = (text: string) =>
      SHIPPED.replace(/"https:\/\/t0[^"]*vec_w[^"]*"/, `"https://t0.tianditu.gov.cn/${text}&tk={key}"`)
    const wms =
      'wms?SERVICE=WMS&REQUEST=GetMap&VERSION=1.3.0&CRS=EPSG:3857&WIDTH=256&HEIGHT=256&LAYERS=a&STYLES=&FORMAT=image/png&BBOX='
    const config = await configOf(template(`${wms}{bbox-epsg-3857}`))
    expect(config.basemaps[0].tiles[0][0]).toContain('{bbox-epsg-3857}')
    expect(await faultOf(configOf(template(`${wms}{bbox}`)))).toMatchObject({ path: 'basemaps[0].tiles[0][0]', expected: '{z}' })
  })

  it('refuses a basemap whose host the security policy would block', async () => {
    const fault = await faultOf(configOf(SHIPPED.replace('"allowedHosts": ["https://t0.tianditu.gov.cn"]', '"allowedHosts": []')))
    expect(fault).toMatchObject({
      reason: 'host-not-allowed',
      path: 'basemaps[0].tiles[0][0]',
      found: 'https://t0.tianditu.gov.cn',
    })
    const wild = SHIPPED.replace('["https://t0.tianditu.gov.cn"]', '["https://*.tianditu.gov.cn"]')
    expect((await configOf(wild)).allowedHosts).toEqual(['https://*.tianditu.gov.cn'])
  })

  it('takes layers of other services from the hosts that are allowed, and files beside the page', async () => {
    const words = '{ "zh": "规划", "en": "Plan" }'
    const about = `"title": ${words}, "attribution": ${words}`
    const withOverlay = (text: string) => SHIPPED.replace('"overlays": []', `"overlays": [{ "id": "plan", ${about}, ${text} }]`)
    const config = await configOf(withOverlay('"kind": "pmtiles", "url": "plan.pmtiles", "style": { "fill": "#336699" }'))
    expect(config.overlays[0]).toMatchObject({ id: 'plan', visible: false, opacity: 1, group: { zh: '叠加图层' } })
    const wmts = (url: string) => `"kind": "wmts", "tiles": ["${url}"]`
    expect((await configOf(withOverlay(wmts('https://t0.tianditu.gov.cn/a/{z}/{x}/{y}')))).overlays).toHaveLength(1)
    expect(await faultOf(configOf(withOverlay(wmts('https://example.com/{z}/{x}/{y}'))))).toMatchObject({
      reason: 'host-not-allowed',
      path: 'overlays[0].tiles[0]',
    })
    expect(await faultOf(configOf(withOverlay(wmts('https://t0.tianditu.gov.cn/a'))))).toMatchObject({ expected: '{z}' })
    for (const url of [
      '//example.com/{z}/{x}/{y}',
      'http://t0.tianditu.gov.cn/{z}/{x}/{y}',
      '../{z}/{x}/{y}',
      'javascript:{z}{x}{y}',
    ])
      expect(await faultOf(configOf(withOverlay(wmts(url))))).toMatchObject({ reason: 'wrong-value' })
  })

  it('refuses a template that needs a key and has no place for it', async () => {
    expect(await faultOf(configOf(SHIPPED.replaceAll('&tk={key}', '')))).toMatchObject({ expected: '{key}' })
  })

  it('keeps __proto__ a plain unknown key', async () => {
    expect(await faultOf(configOf(SHIPPED.replace('"version": 1', '"version": 1, "__proto__": {}')))).toMatchObject({
      reason: 'unknown-key',
      found: '"__proto__"',
    })
  })
})

describe('loadCatalog', () => {
  const layer = {
    id: 'fields',
    title: { zh: '地块', en: 'Fields' },
    kind: 'table',
    file: 'layers/fields.fgb',
    crs: 'EPSG:4490',
    bytes: 1,
    sha256: '0'.repeat(64),
    source: { zh: '', en: '' },
    licence: 'CC0-1.0',
    date: '2026-01-01',
    isDemonstration: true,
    visible: true,
    opacity: 1,
    minZoom: 0,
    maxZoom: 24,
    format: 'flatgeobuf',
    geometry: 'polygon',
    count: 1,
    role: 'data',
    symbology: { kind: 'single', style: {} },
    label: null,
    fields: [{ name: 'KIND', label: { zh: '类', en: 'Kind' }, codes: 'kinds' }],
  }
  const list = { id: 'kinds', title: { zh: '类', en: 'Kinds' }, entries: [] }
  const catalog = {
    version: 1,
    codeLists: [list],
    groups: [{ id: 'all', title: { zh: '全部', en: 'All' }, isOpen: true, layers: ['fields'] }],
    layers: [layer],
  }
  const load = async (value: unknown, patch: Partial<Config> = {}) => {
    const config = { ...(await configOf(SHIPPED)), ...patch }
    return loadCatalog(serving({ [config.catalog]: JSON.stringify(value, null, 2) }), config)
  }

  it('reads a catalog', async () => {
    expect((await load(catalog)).layers[0].id).toBe('fields')
  })

  it('says of a catalog that is not there in which line of the configuration it is named, and what it should be', async () => {
    expect(await faultOf(loadCatalog(serving({ 'config.json': SHIPPED }), await configOf(SHIPPED)))).toEqual({
      code: 'config.missing',
      file: 'layers/catalog.json',
      namedIn: 'config.json › catalog',
      line: lineOf(SHIPPED, '"catalog"'),
      column: 14,
      expected: 'catalog',
      found: 'HTTP 404',
    })
  })

  it('refuses a group that names a layer which does not exist', async () => {
    const broken = { ...catalog, groups: [{ ...catalog.groups[0], layers: ['fields', 'feilds'] }] }
    expect(await faultOf(load(broken))).toMatchObject({
      code: 'config.invalid',
      file: 'layers/catalog.json',
      reason: 'unknown-layer',
      path: 'groups[0].layers[1]',
      found: '"feilds"',
      expected: 'fields',
      line: lineOf(JSON.stringify(broken, null, 2), '"feilds"'),
    })
  })

  it('refuses the same layer twice', async () => {
    expect(await faultOf(load({ ...catalog, layers: [layer, layer] }))).toMatchObject({
      reason: 'repeated',
      path: 'layers[1].id',
    })
  })

  it('refuses an unknown code list unless the configuration brings it', async () => {
    const without = { ...catalog, codeLists: [] }
    expect(await faultOf(load(without))).toMatchObject({ reason: 'unknown-code-list', found: '"kinds"' })
    expect((await load(without, { codeLists: [list] })).codeLists).toEqual([])
  })

  it('refuses a symbology or label by a field that the layer does not have', async () => {
    const symbology = { kind: 'categories', field: 'NONE', classes: [], other: null }
    expect(await faultOf(load({ ...catalog, layers: [{ ...layer, symbology }] }))).toMatchObject({ reason: 'unknown-field' })
    expect(await faultOf(load({ ...catalog, layers: [{ ...layer, label: { field: 'NONE' } }] }))).toMatchObject({
      path: 'layers[0].label.field',
    })
  })

  it('refuses a file outside the deployed folder', async () => {
    for (const file of ['../secret.fgb', 'https://elsewhere.example/a.fgb', '/etc/passwd'])
      expect(await faultOf(load({ ...catalog, layers: [{ ...layer, file }] }))).toMatchObject({ path: 'layers[0].file' })
  })

  it("lets the configuration's code lists replace the catalog's", async () => {
    const config = { ...(await configOf(SHIPPED)), codeLists: [{ ...list, title: { zh: '乙', en: 'B' } }] }
    expect(codeListsOf(config, await load(catalog)).kinds.title.en).toBe('B')
  })
})
