import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { RangeState } from '../core/ranged-layer.ts'
import { rangeFetch } from './range-fetch.ts'

const FILE = Uint8Array.from({ length: 1000 }, (_, i) => i % 251)
const SOON = { delaysMs: [1, 1, 1] }

type Answer = (request: IncomingMessage, response: ServerResponse, turn: number) => void
let close = () => {}
afterEach(() => close())

/** A host that answers each request in its turn. */
async function host(answer: Answer): Promise<{ url: string; asked: () => number }> {
  let turn = 0
  const server = createServer((request, response) => answer(request, response, turn++))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/f`, asked: () => turn }
}

function piece(request: IncomingMessage, response: ServerResponse, headers: Record<string, string> = {}, size = FILE.length) {
  const [, from, to] = /bytes=(\d+)-(\d+)/.exec(request.headers.range ?? '') ?? []
  const bytes = FILE.subarray(Number(from), Number(to) + 1)
  response.writeHead(206, { ...headers, 'content-range': `bytes ${from}-${to}/${size}`, 'content-length': bytes.length })
  return response.end(bytes)
}
const bytesOf = async (answer: Promise<{ bytes: ArrayBuffer }>) => [...new Uint8Array((await answer).bytes)]

describe('pieces of a file at an address', () => {
  it('come again after a restart, an overload and a connection cut within an answer', async () => {
    const { url, asked } = await host((request, response, turn) => {
      if (turn === 0) response.writeHead(503).end()
      else if (turn === 1) response.writeHead(429, { 'retry-after': '0' }).end()
      else if (turn === 2) {
        response.writeHead(206, { 'content-range': 'bytes 10-19/1000', 'content-length': 10 })
        response.write(FILE.subarray(10, 13), () => response.destroy())
      } else piece(request, response)
    })
    expect(await bytesOf(rangeFetch(url, 'f', SOON)(10, 10))).toEqual([...FILE.subarray(10, 20)])
    expect(asked()).toBe(4)
  })

  it('are given up after the last attempt, at once where waiting does not help', async () => {
    const busy = await host((_, response) => response.writeHead(500).end())
    await expect(rangeFetch(busy.url, 'f', SOON)(0, 10)).rejects.toMatchObject({ code: 'raster.fetch', detail: { status: 500 } })
    expect(busy.asked()).toBe(4)
    close()
    const missing = await host((_, response) => response.writeHead(404).end())
    await expect(rangeFetch(missing.url, 'f', SOON)(0, 10)).rejects.toMatchObject({ detail: { status: 404 } })
    expect(missing.asked()).toBe(1)
    close()
    await expect(rangeFetch(missing.url, 'f', SOON)(0, 10)).rejects.toMatchObject({ code: 'raster.fetch', detail: { status: 0 } })
  })

  it.each([
    ['its tag', (turn: number) => [{ etag: `"${turn}"` }, FILE.length] as const],
    ['its date', (turn: number) => [{ 'last-modified': new Date(1e12 + 1e6 * turn).toUTCString() }, FILE.length] as const],
    ['its size', (turn: number) => [{}, FILE.length + turn] as const],
  ])('are never mixed with those of another file: %s differs', async (_, versionOf) => {
    const { url, asked } = await host((request, response, turn) => piece(request, response, ...versionOf(turn)))
    const fetchRange = rangeFetch(url, 'f', SOON)
    await fetchRange(0, 10)
    await expect(fetchRange(10, 10)).rejects.toMatchObject({ code: 'raster.changed' })
    await expect(fetchRange(0, 10)).rejects.toMatchObject({ code: 'raster.changed' })
    expect(asked()).toBe(2)
    // opened anew, it is the new file
    expect(await bytesOf(rangeFetch(url, 'f', SOON)(0, 3))).toEqual([0, 1, 2])
  })

  it('are refused where a shorter file has taken its place and ends before them', async () => {
    const { url } = await host((request, response, turn) =>
      turn === 0 ? piece(request, response) : response.writeHead(416, { 'content-range': 'bytes */700' }).end(),
    )
    const states: RangeState[] = []
    const fetchRange = rangeFetch(url, 'f', { ...SOON, onState: (state) => states.push(state) })
    await fetchRange(0, 10)
    await expect(fetchRange(800, 10)).rejects.toMatchObject({ code: 'raster.changed' })
    expect(states).toEqual(['changed'])
  })

  it('come as the whole file where the host knows no ranges, and as nothing behind its end', async () => {
    const whole = await host((_, response) => response.writeHead(200).end(FILE))
    const answer = await rangeFetch(whole.url, 'f', SOON)(10, 10)
    expect([answer.isWhole, answer.bytes.byteLength]).toEqual([true, 1000])
    close()
    const end = await host((_, response) => response.writeHead(416).end())
    expect((await rangeFetch(end.url, 'f', SOON)(2000, 10)).bytes.byteLength).toBe(0)
  })

  it('are believed to be of one file where the host says nothing of it, and when it answers wholly once', async () => {
    const { url } = await host((request, response, turn) => {
      if (turn === 1) response.writeHead(200, { etag: '"a"', 'content-length': 1000 }).end(FILE)
      else piece(request, response, turn === 0 ? { etag: '"a"' } : {})
    })
    const fetchRange = rangeFetch(url, 'f', SOON)
    expect((await fetchRange(0, 10)).isWhole).toBe(false)
    expect((await fetchRange(0, 10)).isWhole).toBe(true)
    expect((await fetchRange(0, 10)).bytes.byteLength).toBe(10)
  })

  it('stop when nobody waits for them any more, also in a pause', async () => {
    const { url, asked } = await host((_, response) => response.writeHead(503).end())
    const stop = new AbortController()
    const answer = rangeFetch(url, 'f', { delaysMs: [60_000] })(0, 10, stop.signal)
    setTimeout(() => stop.abort(), 50)
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' })
    expect(asked()).toBe(1)
  })

  it('tell how it goes: asked again, gone, back, replaced', async () => {
    const states: RangeState[] = []
    const { url } = await host((request, response, turn) => {
      if (turn < 2 || (turn > 2 && turn < 7)) response.writeHead(503).end()
      else piece(request, response, { etag: turn > 7 ? '"new"' : '"old"' })
    })
    const fetchRange = rangeFetch(url, 'f', { ...SOON, onState: (state) => states.push(state) })
    await fetchRange(0, 10)
    expect(states.splice(0)).toEqual(['retrying', 'fine'])
    await expect(fetchRange(0, 10)).rejects.toMatchObject({ code: 'raster.fetch' })
    expect(states.splice(0)).toEqual(['retrying', 'lost'])
    await fetchRange(0, 10)
    await expect(fetchRange(0, 10)).rejects.toMatchObject({ code: 'raster.changed' })
    expect(states).toEqual(['fine', 'changed'])
  })

  it('are not taken from a host that would send a whole large file for each', async () => {
    const states: RangeState[] = []
    const { url } = await host((_, response) => response.writeHead(200, { 'content-length': FILE.length }).end(FILE))
    const options = { ...SOON, onState: (state: RangeState) => states.push(state) }
    await expect(rangeFetch(url, 'f', { ...options, mostWholeBytes: 999 })(0, 10)).rejects.toMatchObject({
      code: 'ranged.noRanges',
      detail: { bytes: 1000 },
    })
    expect(states).toEqual(['noRanges'])
    expect((await rangeFetch(url, 'f', { ...options, mostWholeBytes: 1000 })(0, 10)).isWhole).toBe(true)
  })
})
