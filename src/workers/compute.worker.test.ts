import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { SourceInfo } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { unpackValue } from '../core/pack-value.ts'
import type { Table } from '../core/table.ts'
import type { ComputeApi, RunRequest } from './compute-api.ts'
import { type Client, connect, type Port } from './protocol.ts'

const ring = [
  [118.5, 37.6],
  [118.51, 37.6],
  [118.51, 37.61],
  [118.5, 37.61],
  [118.5, 37.6],
]
const table = (): Table => ({
  name: 't',
  crs: 'EPSG:4490',
  length: 1,
  columns: [textColumn('XZ', ['永安镇'])],
  geometry: geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [ring] }]),
})
const request = (analysis = 'area-summary'): RunRequest => ({
  analysis,
  values: { layer: 'parcels', groupBy: ['XZ'] },
  layers: { layer: { table: 'parcels@1', rows: null, scope: 'all', fields: [], codeLists: {}, source: {} as SourceInfo } },
})

/** The worker's own file, its global scope joined to a client by a message channel. */
let client: Client<ComputeApi>
beforeAll(async () => {
  const { port1, port2 } = new MessageChannel()
  port1.start()
  port2.start()
  vi.stubGlobal('postMessage', (message: unknown, transfer: Transferable[]) => port1.postMessage(message, transfer))
  vi.stubGlobal('addEventListener', port1.addEventListener.bind(port1))
  await import('./compute.worker.ts')
  client = connect<ComputeApi>(port2 as unknown as Port)
  return () => {
    port1.close()
    vi.unstubAllGlobals()
  }
})

describe('compute.worker', () => {
  it('keeps tables by id, runs on them, and moves the result', async () => {
    expect(await client.holds({ ids: ['parcels@1'] })).toEqual([false])
    await expect(client.run(request())).rejects.toThrow(/analysis\.noTable/)
    await client.putTable({ id: 'parcels@1', table: table() })
    expect(await client.holds({ ids: ['parcels@1', 'other'] })).toEqual([true, false])
    const shares: number[] = []
    for (let turn = 0; turn < 2; turn++) {
      // twice: what was moved out must not have been the resident table's own
      const { result, texts, packed } = await client.run(request(), { onProgress: (share) => shares.push(share) })
      expect(texts).toEqual([])
      expect(unpackValue(new Uint8Array(await packed.arrayBuffer()))).toEqual(result)
      // as it is read again, also what an earlier version kept
      expect(await client.openResult({ kept: packed })).toEqual({ result, texts })
      expect(await client.openResult({ kept: new Uint8Array(await packed.arrayBuffer()) })).toEqual({ result, texts })
      expect(result.totals.area_m2).toBeCloseTo(980049.3939, 3)
      expect([...result.members.rows]).toEqual([0])
    }
    expect(shares.at(-1)).toBe(1)
    await client.dropTable({ id: 'parcels@1' })
    expect(await client.holds({ ids: ['parcels@1'] })).toEqual([false])
  })

  it('answers for what it does not know with a code', async () => {
    await expect(client.run(request('nothing'))).rejects.toMatchObject({
      code: 'analysis.unknown',
      detail: { analysis: 'nothing' },
    })
  })
})
