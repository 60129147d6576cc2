import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decode, hectares, load } from '../../tests/decode-files.ts'
import { toLngLat } from '../core/crs.ts'
import { cellAt } from '../core/table.ts'

const outside = '../shared/data'
const isThere = existsSync(outside)
if (!isThere) console.warn('skipped: ../shared/data is absent, so no real files are read')

describe.skipIf(!isThere)('real files', () => {
  interface Expected {
    readonly features: number
    readonly null_geometry: number
    readonly geodesic_area_ha?: number | null
  }
  const expected = isThere
    ? (JSON.parse(readFileSync(`${outside}/expected.json`, 'utf8').replaceAll(': NaN', ': null')) as Record<string, Expected[]>)
    : {}
  const paths = Object.keys(expected).filter(
    (path) => /\.(geojson|fgb|zip|gpkg)$/.test(path) && Array.isArray(expected[path]) && existsSync(`${outside}/${path}`),
  )

  test.each(paths)('%s', async (path) => {
    const { layers } = await decode([load(`${outside}/${path}`)])
    const total = (value: (one: Expected) => number) => expected[path].reduce((sum, one) => sum + value(one), 0)
    expect(layers.reduce((sum, { receipt }) => sum + receipt.count, 0)).toBe(total((one) => one.features))
    expect(layers.reduce((sum, { receipt }) => sum + receipt.withoutGeometry, 0)).toBe(total((one) => one.null_geometry))
    const areaHa = total((one) => one.geodesic_area_ha ?? 0)
    if (areaHa === 0) return
    const area = layers.reduce((sum, { table }) => sum + (table.geometry?.kind === 'polygon' ? hectares(table) : 0), 0)
    expect(Math.abs(area / areaHa - 1)).toBeLessThan(1e-5)
  })

  test.each([
    ['dongying_4527_gbk_cpg.zip', 'cpg', 'EPSG:4527'],
    ['dongying_4528_gbk_ldid4d.zip', 'ldid', 'EPSG:4528'],
    ['dongying_4549_gbk_nocpg.zip', 'gb18030', 'EPSG:4549'],
    ['dongying_4549_gbk_cpg936.zip', 'cpg', 'EPSG:4549'],
    ['dongying_4549_gbk_wrongcpg.zip', 'gb18030', 'EPSG:4549'],
    ['dongying_4490_utf8_cpg.zip', 'cpg', 'EPSG:4490'],
    ['dongying_4490_utf8_nocpg.zip', 'utf8', 'EPSG:4490'],
    ['zip_gbk_member_names.zip', 'cpg', 'EPSG:4527'],
  ])('%s is readable by %s in %s', async (name, evidence, crs) => {
    const [{ table, receipt }] = (await decode([load(`${outside}/kenli/${name}`)])).layers
    expect(receipt).toMatchObject({ encodingEvidence: evidence, crs, crsEvidence: 'prj' })
    expect(Array.from({ length: 5 }, (_, row) => cellAt(table.columns[1], row))).toContain('垦利区')
    if (name.startsWith('zip')) expect(table.name).toBe('区县界')
  })
  test('a custom central meridian and a missing .prj lead to the same place', async () => {
    const place = async (name: string) => {
      const [{ table }] = (await decode([load(`${outside}/kenli/${name}`)])).layers
      return toLngLat(table.crs, table.geometry!.xy.subarray(0, 2))
    }
    const want = await place('dongying_4490_utf8_cpg.zip')
    for (const name of ['dongying_cm118_5_gbk.zip', 'dongying_4528_gbk_noprj.zip']) {
      const [x, y] = await place(name)
      expect(x).toBeCloseTo(want[0], 7)
      expect(y).toBeCloseTo(want[1], 7)
    }
  })

  interface Bad {
    readonly file: string
    readonly expect: string
  }
  const own = /^(trunc|empty|wrongtype|geojson|shp|zip|tif|fgb|txt|csv|kml)\//
  const manifest = isThere
    ? (JSON.parse(readFileSync(`${outside}/bad/manifest.json`, 'utf8')) as Bad[]).filter(({ file }) => own.test(file))
    : []
  test.each(manifest.map((bad) => [bad.file, bad.expect] as const))('bad/%s', async (file, want) => {
    const { layers, failures } = await decode([load(`${outside}/bad/${file}`)])
    expect(failures.map(({ code }) => code)).not.toContain('format.failed')
    if (/^rejected with a readable message/.test(want) && !/or: the readable part|or read as/.test(want))
      expect(layers).toEqual([])
    if (/^(accepted|valid)/.test(want) && !/ or /.test(want)) {
      expect(failures).toEqual([])
      expect(layers.length).toBeGreaterThan(0)
    }
    if (layers.length === 0) expect(failures[0].detail.file).toBe(failures[0].file)
  })
  test.each([
    ['geojson/unclosed.geojson', 'geometry.ringsClosed'],
    ['geojson/null_coords.geojson', 'geojson.badGeometry'],
    ['geojson/infinity.geojson', 'geometry.notFinite'],
    ['geojson/huge_coords.geojson', 'geometry.notFinite'],
    ['geojson/antimeridian_wrapped.geojson', 'geometry.antimeridian'],
    ['shp/missing_dbf.zip', 'shp.noDbf'],
    ['shp/missing_shx.zip', 'shp.noShx'],
    ['shp/prj_garbage.zip', 'shp.prjGarbled'],
    ['shp/prj_beijing54.zip', 'crs.needsParameters'],
    ['shp/dbf_count_lies.zip', 'dbf.countDiffers'],
  ])('bad/%s notes %s', async (file, code) => {
    const { layers } = await decode([load(`${outside}/bad/${file}`)])
    expect(layers[0].receipt.notes.map((note) => note.code)).toContain(code)
  })
  test.each([
    ['geojson/latlon_swapped.geojson', 'swap'],
    ['geojson/projected_no_crs.geojson', 'crs'],
    ['shp/missing_prj.zip', 'crs'],
    ['shp/prj_garbage.zip', 'crs'],
  ])('bad/%s asks for the %s', async (file, kind) => {
    const { layers } = await decode([load(`${outside}/bad/${file}`)])
    expect(layers[0].questions.map((question) => question.kind)).toEqual([kind])
  })
  test.each([
    ['zip/bomb_160MB.zip', 'zip.bomb'],
    ['zip/encrypted_flag.zip', 'zip.encrypted'],
    ['zip/members_2000.zip', 'zip.nothingToRead'],
    ['geojson/nan.geojson', 'json.syntax'],
    ['geojson/deep_nested_100k.geojson', 'json.tooDeep'],
    ['shp/shp_multipatch.zip', 'shp.multipatch'],
    ['fgb/future_version.fgb', 'format.version'],
    ['trunc/truncated.shp', 'format.truncated'],
    // lengths that are longer than the file: it ends where it should
    ['shp/shp_record_len_lies.zip', 'format.damaged'],
    ['fgb/flipped_middle.fgb', 'format.damaged'],
    ['fgb/header_len_lies.fgb', 'format.headDamaged'],
    ['trunc/truncated.tif', 'raster.allCut'],
  ])('bad/%s is refused as %s', async (file, code) => {
    const { failures } = await decode([load(`${outside}/bad/${file}`)])
    expect(failures.map((failure) => failure.code)).toEqual([code])
  })
  test('keys of the prototype stay keys', async () => {
    const [{ table }] = (await decode([load(`${outside}/bad/geojson/proto_pollution.geojson`)])).layers
    expect(table.columns.map((column) => column.name)).toContain('__proto__')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })
})
