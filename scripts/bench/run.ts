// npm run bench [-- --max 100000 --minutes 12 --write --json FILE --app BUILT --only area,identify,overlap-areas,overlay-pieces,map]

import { once } from 'node:events'
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Table } from '../../src/core/table.ts'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { createStaticServer, listen } from '../serve.mjs'
import { buildApp, buildLayers } from '../steps.mjs'
import { benchArea } from './area.ts'
import { type Measured, machine } from './browser.ts'
import { geoJsonOf, parcelFabric } from './fabric.ts'
import { benchIdentify } from './identify.ts'
import type { MeasureRow } from './measure.ts'
import { measureOurs } from './ours.ts'
import { benchOverlap, overlapReport } from './overlap.ts'
import { measurePeer, writePeer } from './peer.ts'
import { areaReport, areaRow, identifyReport, mapReport, mapRows } from './report.ts'

const ROOT = join(import.meta.dirname, '../..')
const SIZES = [1_000, 10_000, 100_000, 1_000_000]
/** the peer's tab crashes at a million (5.6 GB) */
const PEER_MAX = 100_000
const CASE_LIMIT_MS = 180_000

const { values } = parseArgs({
  options: {
    max: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '12' },
    only: { type: 'string' },
    json: { type: 'string' },
    /** a folder that was built before, e.g. of another commit; else dist, built anew when a source has changed */
    app: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
})
const until = performance.now() + Number(values.minutes) * 60_000
const sections: string[] = []
const print = (text: string) => {
  sections.push(text)
  console.log(`\n${text}`)
}

const sizes = SIZES.filter((size) => size <= Number(values.max))
const isWanted = (section: string) => values.only === undefined || values.only.split(',').includes(section)
const measured: MeasureRow[] = []

if (isWanted('area')) {
  const area = benchArea()
  measured.push(areaRow(area))
  print(areaReport(area))
}
if (isWanted('identify')) {
  const rows = await benchIdentify(sizes.filter((size) => size <= PEER_MAX))
  measured.push(...rows)
  print(identifyReport(rows))
}
for (const measure of ['overlap-areas', 'overlay-pieces'] as const) {
  if (!isWanted(measure)) continue
  const rows = await benchOverlap(measure, sizes)
  measured.push(...rows)
  print(overlapReport(measure, rows))
}
if (isWanted('map')) {
  const map = await benchMap(sizes)
  measured.push(...mapRows(map))
  print(mapReport(map))
  if (map.leftOut.length > 0) print(`Not run, since the time was up: ${map.leftOut.join(', ')} parcels.`)
}
if (values.json) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`)
if (values.write) {
  writeFileSync(join(ROOT, 'docs/bench.md'), document(sections))
  console.log('\nwritten: docs/bench.md')
}

async function benchMap(sizes: readonly number[]): Promise<{ ours: Measured[]; peer: Measured[]; leftOut: number[] }> {
  if (!existsSync(join(ROOT, 'node_modules/maplibre-gl/dist'))) throw new Error('run npm ci first')
  if (!values.app) {
    await buildLayers()
    await buildApp()
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const peerFolder = join(folder, 'peer')
  mkdirSync(peerFolder)
  writePeer(peerFolder)
  const servers = [createStaticServer({ root: values.app ?? join(ROOT, 'dist') }), createStaticServer({ root: peerFolder })]
  const [ourUrl, peerUrl] = await Promise.all(
    servers.map(async (server) => `http://127.0.0.1:${await listen(server, { port: 0 })}/`),
  )
  const leftOut: number[] = []
  const ours: Measured[] = []
  const peer: Measured[] = []
  try {
    for (const size of sizes) {
      if (performance.now() > until) {
        leftOut.push(size)
        continue
      }
      console.log(`  ${size} parcels …`)
      const table = parcelFabric(size)
      const file = join(folder, `parcels-${size}.fgb`)
      writeFileSync(file, await encodeFlatGeobuf(table))
      ours.push(await measureOurs(ourUrl, file, size, CASE_LIMIT_MS))
      rmSync(file)
      if (size > PEER_MAX) continue
      const name = `parcels-${size}.geojson`
      await writeGeoJson(join(peerFolder, name), table)
      peer.push(await measurePeer(peerUrl, name, boundsOf(table), size, CASE_LIMIT_MS))
      rmSync(join(peerFolder, name))
    }
  } finally {
    for (const server of servers) server.close()
    rmSync(folder, { recursive: true, force: true })
  }
  return { ours, peer, leftOut }
}

async function writeGeoJson(path: string, table: Table): Promise<void> {
  const stream = createWriteStream(path)
  for (const part of geoJsonOf(table)) if (!stream.write(part)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'finish')
}

function boundsOf(table: Table): number[] {
  const box = [180, 90, -180, -90]
  const xy = table.geometry?.xy ?? []
  for (let i = 0; i < xy.length; i += 2) {
    box[0] = Math.min(box[0], xy[i])
    box[1] = Math.min(box[1], xy[i + 1])
    box[2] = Math.max(box[2], xy[i])
    box[3] = Math.max(box[3], xy[i + 1])
  }
  return box
}

function document(parts: readonly string[]): string {
  return `# Measured

By \`npm run bench -- --write\` on ${new Date().toISOString().slice(0, 10)}: ${machine()}. Times vary by some ten percent on a shared machine; compare
ratios. Parcels have 12 vertices and six fields and share their edges (\`scripts/bench/fabric.ts\`).

${parts.join('\n\n')}
`
}
