import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { crc32, deflateSync } from 'node:zlib'
import { gzipSync } from 'fflate'
import { quietTask } from '../../src/core/task.ts'
import { makeDrawn } from '../../src/core/tiling/drawn.ts'
import { makeResident } from '../../src/core/tiling/resident.ts'
import { cutVectorTile } from '../../src/core/tiling/vector-tile.ts'
import { tileId, tileSetStart } from '../../src/formats/pmtiles-encode.ts'
import '../../src/i18n/all-messages.ts'
import { cardText } from '../../src/i18n/card.ts'
import { messageOf } from '../../src/i18n/errors.ts'
import { layersText } from '../../src/i18n/layers.ts'
import { colorAt } from './color-at.ts'
import { deploy } from './deployment.ts'
import { expect, SECOND, test } from './guard.ts'

const CONFIG = JSON.parse(readFileSync(join(SECOND, 'config.json'), 'utf8'))
const same = (words: string) => ({ zh: words, en: words })

/** A picture of one pixel. */
function png(color: readonly [number, number, number]): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
    const out = Buffer.alloc(body.length + 8)
    out.writeUInt32BE(data.length, 0)
    body.copy(out, 4)
    out.writeUInt32BE(crc32(body) >>> 0, body.length + 4)
    return out
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0])
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.from([0, ...color]))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** One square around the middle of the district, as PMTiles of two zooms. */
async function tileSet(): Promise<Buffer> {
  const [west, south, east, north] = CONFIG.district.extent as readonly number[]
  const [x, y] = [(west + east) / 2, (south + north) / 2]
  const ring = [x - 0.01, y - 0.01, x + 0.01, y - 0.01, x + 0.01, y + 0.01, x - 0.01, y + 0.01, x - 0.01, y - 0.01]
  const offsets = Uint32Array.of(0, 1)
  const geometry = {
    kind: 'polygon',
    xy: Float64Array.from(ring),
    rings: Uint32Array.of(0, 5),
    parts: offsets,
    rows: offsets,
  } as const
  const resident = await makeResident({ name: 't', crs: 'EPSG:4490', length: 1, columns: [], geometry }, quietTask())
  const choice = { rows: null, filter: [], classField: null, classValues: [], labelField: null }
  const drawn = makeDrawn(resident, { ...choice, paint: [{ fill: '#000000', fillOpacity: 1, line: null }] })
  const zoom = 12
  const column = Math.floor((x / 360 + 0.5) * 2 ** zoom)
  const row = Math.floor((0.5 - Math.asinh(Math.tan((y * Math.PI) / 180)) / (2 * Math.PI)) * 2 ** zoom)
  const tiles: { id: number; bytes: Uint8Array }[] = []
  for (let dy = -1; dy <= 1; dy++)
    for (let dx = -1; dx <= 1; dx++)
      tiles.push({ id: tileId(zoom, column + dx, row + dy), bytes: gzipSync(cutVectorTile(drawn, zoom, column + dx, row + dy)) })
  tiles.sort((a, b) => a.id - b.id)
  const metadata = { vector_layers: [{ id: 'shapes', fields: {} }] }
  const head = { minZoom: zoom, maxZoom: zoom, bbox: [west, south, east, north] as const, metadata }
  const start = tileSetStart(
    head,
    tiles.map(({ id, bytes }) => ({ id, length: bytes.length })),
  )
  return Buffer.concat([start, ...tiles.map(({ bytes }) => bytes)])
}

test.use({ expectedErrors: { patterns: [/status of 404/] } })

// an office's own services, told to the application by its configuration alone
test('layers of other services', async ({ driver, page }) => {
  const overlays = [
    {
      id: 'photo',
      kind: 'xyz',
      title: same('航片'),
      tiles: ['photo/{z}/{x}/{y}.png'],
      opacity: 0.5,
      visible: true,
      attribution: same('测绘院'),
    },
    { id: 'gone', kind: 'wms', title: same('失效服务'), tiles: ['wms?BBOX={bbox-epsg-3857}'], attribution: same('某局') },
    {
      id: 'plan',
      kind: 'pmtiles',
      title: same('规划'),
      url: 'plan.pmtiles',
      attribution: same('规划局'),
      style: { fill: '#0000ff' },
    },
  ]
  const deployment = await deploy(SECOND, { 'config.json': JSON.stringify({ ...CONFIG, overlays }) })
  writeFileSync(join(deployment.root, 'plan.pmtiles'), await tileSet())
  await page.route('**/photo/**', (route) => route.fulfill({ contentType: 'image/png', body: png([255, 0, 0]) }))
  await driver.open(deployment.url)
  const box = await driver.map.boundingBox()
  if (!box) throw new Error('the map has no size')
  const at = [box.x + box.width / 2 + 40, box.y + box.height / 2 + 30] as const
  const color = async () => (await colorAt(page, ...at)).split(',').map(Number)

  await test.step('a service of pictures is a layer of the tree, half seen through, and says whose it is', async () => {
    await expect(driver.layer('航片')).toBeVisible()
    // red over pale ground, faded in: the ground is as red, but greener
    await expect.poll(async () => (await color())[1]).toBeLessThan(150)
    const [red, green] = await color()
    expect(red).toBeGreaterThan(240)
    expect(green).toBeGreaterThan(60)
    await expect(page.getByText('测绘院')).toBeVisible()
  })

  await test.step('a service that fails says so in its row, with a way out; the others go on', async () => {
    await driver.layer('失效服务').getByRole('checkbox').check({ force: true })
    const words = messageOf('overlay.failed', { host: 'wms' }, driver.locale)
    await expect(driver.layer('失效服务')).toContainText(words)
    await expect(driver.layer('失效服务').getByRole('button', { name: driver.say(layersText.retry) })).toBeVisible()
    await driver.layer('失效服务').getByRole('checkbox').uncheck({ force: true })
    await driver.layer('航片').getByRole('checkbox').uncheck({ force: true })
    await driver.clickMap(40, 30)
    await expect(page.getByTestId('feature-card')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  await test.step('vector tiles in one file are drawn in the colour that the office chose', async () => {
    await driver.layer('规划').getByRole('checkbox').check({ force: true })
    // in the middle of the district, which is not that of the window
    await expect.poll(() => colorAt(page, at[0] + 100, at[1])).toBe('0,0,255')
    // asked, they say what the tiles carry, and that it is no more than that
    await driver.clickMap(140, 30)
    const card = page.getByTestId('tile-card')
    const option = page.getByRole('option', { name: /^规划/ })
    await expect(option.or(card)).toBeVisible()
    if (await option.isVisible()) await option.click()
    await expect(card).toContainText(driver.say(cardText.fromTiles))
    await expect(card.getByRole('term')).toHaveText('c')
    await expect(card.getByRole('definition')).toHaveText('0')
  })
  await deployment.close()
})
