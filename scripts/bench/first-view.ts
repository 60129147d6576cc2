import { once } from 'node:events'
import { createWriteStream, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Table } from '../../src/core/table.ts'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { createStaticServer, listen } from '../serve.mjs'
import type { Measured } from './browser.ts'
import { geoJsonOf, parcelFabric } from './fabric.ts'
import { boundsOf } from './layers.ts'
import type { ChildFigure, Engines } from './measure.ts'
import { measureOurs } from './ours.ts'
import { measurePeer, writePeer } from './peer.ts'

export const LIMIT_MS = 90_000

/** From the file handed over until all parcels are on the screen. @throws when they never were */
export function figureOf(measured: Measured): ChildFigure {
  const { drawnS, memoryMb, failure } = measured
  if (drawnS === null) throw new Error(failure ?? 'never drawn')
  const seen: Record<string, number | null> = {
    firstMapMs: measured.firstMapS === null ? null : measured.firstMapS * 1000,
    firstParcelsMs: measured.seenS == null ? null : measured.seenS * 1000,
    longestOpeningTaskMs: measured.opening?.taskMs ?? null,
    longestOpeningScriptMs: measured.opening?.scriptMs ?? null,
    longestOpeningCpuMs: measured.opening?.cpuMs ?? null,
    longestTaskMs: measured.drawing?.taskMs ?? null,
    longestScriptMs: measured.drawing?.scriptMs ?? null,
    longestCpuMs: measured.drawing?.cpuMs ?? null,
    longestMovingTaskMs: measured.moving?.taskMs ?? null,
    longestMovingScriptMs: measured.moving?.scriptMs ?? null,
    longestMovingCpuMs: measured.moving?.cpuMs ?? null,
    heapMiB: measured.heapMb,
    peakMiB: measured.peakMb,
  }
  const detail = Object.fromEntries(Object.entries(seen).flatMap(([name, value]) => (value === null ? [] : [[name, value]])))
  return { ms: drawnS * 1000, mib: memoryMb ?? Number.NaN, extrapolated: false, detail }
}

export async function served(root: string, work: (url: string) => Promise<Measured>): Promise<ChildFigure> {
  const server: Server = createStaticServer({ root })
  try {
    return figureOf(await work(`http://127.0.0.1:${await listen(server, { port: 0 })}/`))
  } finally {
    server.close()
  }
}

export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export async function writeGeoJson(path: string, table: Table): Promise<void> {
  const stream = createWriteStream(path)
  for (const part of geoJsonOf(table)) if (!stream.write(part)) await once(stream, 'drain')
  stream.end()
  await once(stream, 'finish')
}

export const engines: Engines = {
  ours: (n, { app }) =>
    inFolder(async (folder) => {
      const file = join(folder, `parcels-${n}.fgb`)
      writeFileSync(file, await encodeFlatGeobuf(parcelFabric(n)))
      return served(app, (url) => measureOurs(url, file, n, LIMIT_MS))
    }),
  'MapLibre GeoJSON source': (n) =>
    inFolder(async (folder) => {
      const table = parcelFabric(n)
      writePeer(folder)
      const name = `parcels-${n}.geojson`
      await writeGeoJson(join(folder, name), table)
      return served(folder, (url) => measurePeer(url, name, boundsOf(table), n, LIMIT_MS))
    }),
}
