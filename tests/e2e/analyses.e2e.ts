import { booleanPointInPolygon, pointToPolygonDistance } from '@turf/turf'
import type { Feature, MultiPolygon, Point, Polygon } from 'geojson'
import buffer from '../../src/analyses/buffer.ts'
import change from '../../src/analyses/change.ts'
import clip from '../../src/analyses/clip.ts'
import dissolve from '../../src/analyses/dissolve.ts'
import erase from '../../src/analyses/erase.ts'
import grading from '../../src/analyses/grading.ts'
import identity from '../../src/analyses/identity.ts'
import intersection from '../../src/analyses/intersection.ts'
import labelPoints from '../../src/analyses/label-points.ts'
import near from '../../src/analyses/near.ts'
import overlap from '../../src/analyses/overlap.ts'
import quality from '../../src/analyses/quality.ts'
import simplify from '../../src/analyses/simplify.ts'
import singleParts from '../../src/analyses/single-parts.ts'
import symmetricDifference from '../../src/analyses/symmetric-difference.ts'
import union from '../../src/analyses/union.ts'
import zonalStats from '../../src/analyses/zonal-stats.ts'
import { toolSelectPolygon } from '../../src/commands/palette/tool-select-polygon.ts'
import type { Text } from '../../src/core/text.ts'
import { analysisText } from '../../src/i18n/analysis.ts'
import { chipText } from '../../src/i18n/chips.ts'
import { gradingText } from '../../src/i18n/grading.ts'
import { Analyses, type Named } from './analysis-driver.ts'
import { expect, test } from './guard.ts'
import { coveredM2, pairsM2, totalM2 } from './plane-areas.ts'
import { featuresOf, shippedLayer } from './shipped.ts'
import { areaM2 } from './td-t-area.ts'

type Shape = Feature<Polygon | MultiPolygon>

const shipped = (id: string) => featuresOf(shippedLayer(id))
const titleOf = (id: string) => shippedLayer(id).title.zh

const last = <T>(list: readonly T[]) => list[list.length - 1]

test('overlap with two layers: pairs, rest and totals, as clipping in PROJ’s plane gives them; the other overlays are its parts', async ({
  driver,
}) => {
  const [parks, zones, units] = await Promise.all(['wetland-parks', 'restoration', 'registration-units'].map(shipped))
  const app = new Analyses(driver)
  await app.open()
  await app.choose(overlap)
  await driver.choose(overlap.params.subject.label, titleOf('restoration'))
  const form = driver.page.getByRole('form')
  for (const id of ['wetland-parks', 'registration-units']) {
    const box = form.getByRole('checkbox', { name: titleOf(id), exact: true })
    if (await box.isChecked()) continue
    await box.focus()
    await driver.page.keyboard.press('Space')
    await expect(box).toBeChecked()
  }
  await app.run(overlap)
  const once = coveredM2(zones, [...parks, ...units])
  const tables = await app.tables()
  expect(Object.keys(tables)).toEqual(['逐对清单', '项目逐个汇总', '对比对象汇总', ...Object.keys(tables).slice(3)])
  const pairs = tables.逐对清单
  const byLayer = (id: string) =>
    pairs.filter((row) => row.对比图层 === titleOf(id)).reduce((sum, row) => sum + Number(row['压占面积（m²）']), 0)
  // overlaps below 1 m² do not count
  expect(Math.abs(byLayer('wetland-parks') - pairsM2(zones, parks))).toBeLessThan(2)
  expect(Math.abs(byLayer('registration-units') - pairsM2(zones, units))).toBeLessThan(2)
  const subjects = last(tables.项目逐个汇总)
  expect(Math.abs(Number(subjects['去重压占（m²）']) - once)).toBeLessThan(2)
  expect(Math.abs(Number(last(tables.对比对象汇总)['面积（m²）']) - totalM2(zones))).toBeLessThan(0.05)
  await app.putOnMap(overlap)

  const inParks = coveredM2(zones, parks)
  for (const [analysis, expected] of [
    [clip, inParks],
    [erase, totalM2(zones) - inParks],
  ] as const) {
    await app.choose(analysis)
    await driver.choose(analysis.params.layer.label, titleOf('restoration'))
    await driver.choose(analysis.params.by.label, titleOf('wetland-parks'))
    await app.run(analysis)
    const pieces = await app.layer()
    const written = pieces.reduce((sum, { geometry }) => sum + areaM2(geometry as Polygon), 0)
    expect(Math.abs(written - expected), analysis.id).toBeLessThan(0.5)
  }

  const shared = pairsM2(zones, parks)
  const restOfZones = totalM2(zones) - inParks
  const restOfParks = totalM2(parks) - coveredM2(parks, zones)
  for (const [analysis, expected] of [
    [intersection, shared],
    [identity, shared + restOfZones],
    [union, shared + restOfZones + restOfParks],
    [symmetricDifference, restOfZones + restOfParks],
  ] as const) {
    await app.choose(analysis)
    await driver.choose(analysis.params.layer.label, titleOf('restoration'))
    await driver.choose(analysis.params.by.label, titleOf('wetland-parks'))
    await app.run(analysis)
    const [lines] = Object.values(await app.tables())
    expect(Math.abs(Number(last(lines)['面积（m²）']) - expected), analysis.id).toBeLessThan(0.5)
  }
  await app.putOnMap(symmetricDifference)
})

test('buffer, near, dissolve, simplify, single parts and label points of shipped layers', { tag: '@long' }, async ({
  driver,
}) => {
  const [zones, farmland, towns] = await Promise.all(['restoration', 'permanent-farmland', 'townships'].map(shipped))
  const app = new Analyses(driver)
  await app.open()
  const start = async (analysis: Named & { params: Record<string, { label: Text }> }, id: string) => {
    await app.choose(analysis)
    await driver.choose(analysis.params.layer.label, titleOf(id))
  }

  await start(buffer, 'restoration')
  await app.run(buffer)
  const [grown] = Object.values(await app.tables())
  expect(Math.abs(Number(grown[0]['原图形面积（m²）']) - totalM2(zones))).toBeLessThan(0.05)
  // 100 m round every shape: more than its border times 100 m, and less than the same for its box
  expect(Number(grown[0]['缓冲区面积合计（m²）'])).toBeGreaterThan(totalM2(zones) + zones.length * Math.PI * 100 ** 2)

  await start(near, 'context-towns')
  await driver.choose(near.params.to.label, titleOf('restoration'))
  await app.run(near)
  const places = (await featuresOf(shippedLayer('context-towns'))) as unknown as Feature<Point>[]
  const list = (await app.tables()).逐个清单
  for (const place of places) {
    const all = zones.map((zone) => Math.max(0, pointToPolygonDistance(place, zone as unknown as Shape, { units: 'meters' })))
    const nearest = Math.min(...all)
    const found = list.find((row) => row[titleOf('context-towns')] === place.properties?.MC)
    // turf measures on a sphere
    if (nearest <= 5000) expect(Math.abs(Number(found?.['距离（m）']) - nearest)).toBeLessThan(1 + 0.004 * nearest)
    else expect(found?.最近对象 ?? null).toBeNull()
  }
  await app.putOnMap(near)

  await start(dissolve, 'permanent-farmland')
  await app.run(dissolve)
  const [joined] = Object.values(await app.tables())
  expect(Math.abs(Number(last(joined)['融合前面积（m²）']) - totalM2(farmland))).toBeLessThan(0.05)

  await start(simplify, 'townships')
  await driver.page
    .getByRole('form')
    .getByRole('textbox', { name: driver.say(simplify.params.tolerance.label) })
    .fill('50')
  await driver.page.keyboard.press('Tab')
  await app.run(simplify)
  const simple = await app.layer<Polygon>()
  const vertices = (list: readonly { geometry: { coordinates: unknown } }[]) =>
    list.reduce((sum, { geometry }) => sum + (geometry.coordinates as unknown[]).flat(Number.POSITIVE_INFINITY).length / 2, 0)
  expect(simple).toHaveLength(towns.length)
  expect(vertices(simple)).toBeLessThan(vertices(towns))
  // borders between towns stay shared: only the outer border moves area
  const after = simple.reduce((sum, { geometry }) => sum + areaM2(geometry), 0)
  expect(Math.abs(after / totalM2(towns) - 1)).toBeLessThan(2e-3)

  await start(singleParts, 'restoration')
  await app.run(singleParts)
  const parts = zones.reduce(
    (sum, { geometry }) => sum + (geometry.type === 'Polygon' ? 1 : (geometry.coordinates as unknown[]).length),
    0,
  )
  expect(await app.layer()).toHaveLength(parts)

  await start(labelPoints, 'restoration')
  await app.run(labelPoints)
  const points = await app.layer<Point>()
  expect(points).toHaveLength(zones.length)
  for (const point of points) {
    const own = zones.find(({ properties }) => properties.XMBH === point.properties.XMBH) as unknown as Shape
    expect(booleanPointInPolygon(point, own)).toBe(true)
  }
})

test('grading explains every feature; zonal statistics cover their polygons; findings are flown to; all are there after a reload', async ({
  driver,
  page,
}) => {
  const [farmland, parks] = await Promise.all(['permanent-farmland', 'wetland-parks'].map(shipped))
  const app = new Analyses(driver)
  await app.open()

  await app.choose(grading)
  await driver.choose(grading.params.layer.label, titleOf('permanent-farmland'))
  // weights from judgements: one factor three times as important as another is consistent, and is told so
  await page.getByRole('button', { name: driver.say(gradingText.edit) }).click()
  await driver.dialog.getByRole('button', { name: driver.say(gradingText.pairwise) }).click()
  const judgements = driver.dialog.getByRole('region', { name: driver.say(gradingText.pairwise) })
  await judgements.getByRole('button').first().click()
  await page.getByRole('option', { name: '3', exact: true }).click()
  await expect(driver.dialog).toContainText(driver.say(gradingText.consistent))
  await driver.dialog.getByRole('button', { name: driver.say(gradingText.takeWeights) }).click()
  await driver.dialog.getByRole('button', { name: driver.say(gradingText.done), exact: true }).click()
  await expect(page.getByRole('form')).toContainText(driver.say(gradingText.edited))
  await app.run(grading)
  const [grades] = Object.values(await app.tables())
  expect(Math.abs(Number(last(grades)['面积（m²）']) - totalM2(farmland))).toBeLessThan(0.05)
  expect(Number(last(grades).个数)).toBe(farmland.length)
  await page.getByRole('tab', { name: driver.say(gradingText.explain) }).click()
  const explained = page.getByRole('region', { name: driver.say(gradingText.explain) })
  await expect(explained).toContainText(driver.say(gradingText.parcel, { n: 1, count: farmland.length }))
  await explained.getByRole('button', { name: driver.say(gradingText.next) }).click()
  await expect(explained).toContainText(driver.say(gradingText.parcel, { n: 2, count: farmland.length }))

  await app.choose(zonalStats)
  await driver.choose(zonalStats.params.zones.label, titleOf('wetland-parks'))
  await app.run(zonalStats)
  const [zones] = Object.values(await app.tables())
  expect(zones).toHaveLength(parks.length + 1)
  for (const row of zones.slice(0, -1)) {
    const park = parks.find(({ properties }) => properties.MC === row.名称 || properties.SDGYBH === Object.values(row)[0])
    if (!park) throw new Error(`no park ${JSON.stringify(row)}`)
    const whole = Number(row['有值（%）']) + Number(row['无数据（%）']) + Number(row['栅格外（%）'])
    expect(Math.abs(whole - 100)).toBeLessThan(0.02)
    const covered = (areaM2(park.geometry) * Number(row['有值（%）'])) / 100
    expect(Math.abs(Number(row['有值面积（m²）']) / covered - 1)).toBeLessThan(2e-3)
    expect(Number(row.均值)).toBeGreaterThanOrEqual(Number(row.最小值))
    expect(Number(row.均值)).toBeLessThanOrEqual(Number(row.最大值))
  }

  await app.choose(quality)
  await driver.choose(quality.params.layer.label, titleOf('quality-demo'))
  await app.run(quality)
  const findings = (await app.tables()).问题清单
  await app.drawer(quality).getByRole('row').nth(1).click()
  const [lng, lat] = [Number(findings[0]['经度（°）']), Number(findings[0]['纬度（°）'])]
  await expect
    .poll(() => {
      const [zoom, atLat, atLng] = (/map=([\d.]+)\/([\d.]+)\/([\d.]+)/.exec(page.url()) ?? []).slice(1).map(Number)
      return zoom > 16 && Math.abs(atLat - lat) < 0.004 && Math.abs(atLng - lng) < 0.004
    })
    .toBe(true)
  // its layer was not shown: nothing would be seen there
  const show = app.drawer(quality).getByRole('button', { name: driver.say(analysisText.showLayer) })
  await show.click()
  await expect(show).toHaveCount(0)
  // the last line is the sum
  expect(await app.layer()).toHaveLength(findings.length - 1)

  const runs = app.panel
    .getByRole('list')
    .filter({ has: page.getByRole('button', { name: /^复算运行记录/ }) })
    .getByRole('listitem')
  await expect(runs).toHaveCount(3)
  await page.waitForTimeout(1500)
  await page.reload()
  await driver.whenReady()
  await expect(app.drawer(quality).getByRole('grid')).toBeVisible()
  await driver.openAnalysis()
  await expect(runs).toHaveCount(3)
  await runs
    .filter({ hasText: driver.say(zonalStats.title) })
    .getByRole('button')
    .first()
    .click()
  await expect(app.drawer(zonalStats).getByRole('grid')).toContainText(String(zones[0].名称 ?? Object.values(zones[0])[0]))
  // run again from the record
  await runs
    .filter({ hasText: driver.say(zonalStats.title) })
    .getByRole('button', { name: /^复算/ })
    .click()
  await expect(runs).toHaveCount(4)
})

test('change between two epochs is stopped at once, leaves nothing, and runs again: its margins are the layers', async ({
  driver,
  page,
}) => {
  const parcels = await shipped('parcels')
  const app = new Analyses(driver)
  await app.open()
  await app.choose(change)
  await expect(page.getByRole('form')).toContainText(titleOf('parcels-2024'))
  await driver.run()
  const cancel = app.panel.getByRole('button', { name: driver.say(analysisText.cancel), exact: true })
  await cancel.click()
  await expect(app.panel).toContainText(driver.say(analysisText.cancelled))
  await expect(driver.runButton).toBeEnabled()
  await expect(app.panel).toContainText(driver.say(analysisText.historyEmpty))
  await app.run(change)
  const tables = await app.tables()
  const whole = totalM2(parcels)
  const [transfers] = Object.values(tables)
  const later = transfers.slice(0, -1).filter((row) => row.变化 !== '仅变化前有图形')
  const area = later.reduce((sum, row) => sum + Number(row['椭球面积（m²）']), 0)
  expect(Math.abs(area - whole)).toBeLessThan(1)
  // a chart has no height of its own: given all of the room, the result takes it none the less
  const result = app.drawer(change)
  await page.getByRole('tab', { name: driver.say(analysisText.chartSunburst) }).click()
  await result.getByRole('button', { name: driver.say(analysisText.full), exact: true }).click()
  await expect.poll(async () => (await result.boundingBox())?.height ?? 0).toBeGreaterThan(400)
  await result.getByRole('button', { name: driver.say(analysisText.half), exact: true }).click()
  // the matrix is drawn
  await app
    .drawer(change)
    .getByRole('button', { name: /转移清单/ })
    .click()
  await page.getByRole('option', { name: /转移矩阵/ }).click()
  await page.getByRole('tab', { name: driver.say(analysisText.chartMatrix) }).click()
  await expect(page.getByRole('figure', { name: /转移矩阵图/ })).toBeVisible()
  await app.putOnMap(change)
})

test('who and what lies inside a drawn polygon, at one press', { tag: '@long' }, async ({ driver, page }) => {
  await driver.open('./', '13/37.6/118.6')
  await page.getByRole('button', { name: driver.say(toolSelectPolygon.title) }).click()
  const box = await driver.map.boundingBox()
  if (!box) throw new Error('the map has no size')
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2]
  for (const [dx, dy] of [
    [-120, -80],
    [120, -80],
    [100, 90],
    [-100, 90],
  ])
    await page.mouse.click(x + dx, y + dy)
  await page.mouse.click(x - 120, y - 80)
  await page.getByRole('button', { name: driver.say(chipText.overlapDrawn) }).click()
  const app = new Analyses(driver)
  await expect(app.drawer(overlap).getByRole('grid')).toBeVisible({ timeout: 60_000 })
  await expect(driver.tree.getByRole('row', { name: '绘制范围 1', exact: true })).toBeVisible()
  const tables = await app.tables()
  // everything inside and the rest together are the drawn area, once
  const lines = tables.对比对象汇总
  const sum = lines
    .slice(0, -1)
    .reduce(
      (total, row) => total + Math.round(Number(Object.entries(row).find(([name]) => name.startsWith('面积'))?.[1]) * 1e4),
      0,
    )
  expect(sum).toBe(Math.round(Number(Object.entries(last(lines)).find(([name]) => name.startsWith('面积'))?.[1]) * 1e4))
  expect(tables.逐对清单.length).toBeGreaterThan(10)
})
