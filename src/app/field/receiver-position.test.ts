import { describe, expect, it, vi } from 'vitest'
import type { AppError } from '../../core/errors.ts'
import type { Fix } from '../../core/field/fix.ts'
import { checksum } from '../../core/field/nmea.ts'
import { bluetoothPosition, serialPosition } from './receiver-position.ts'

const sentence = (body: string) => `$${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}\r\n`
const GGA = sentence('GNGGA,010203,3736.0000,N,11833.0000,E,4,12,0.8,3.0,M,,M,,')
const RMC = sentence('GNRMC,010203,A,3736.0000,N,11833.0000,E,0.0,0.0,010126,,,R')

async function listenedTo(...pieces: string[]) {
  const readable = new ReadableStream<Uint8Array>({
    start(line) {
      for (const piece of pieces) line.enqueue(new TextEncoder().encode(piece))
      line.close()
    },
  })
  const closed = vi.fn(async () => {})
  const port = { readable, open: async () => {}, close: closed }
  const fixes: Fix[] = []
  const problems: AppError[] = []
  const source = serialPosition({ requestPort: async () => port }, 115_200)
  await source.start({ fix: (fix) => fixes.push(fix), problem: (error) => problems.push(error as AppError) })
  await vi.waitFor(() => expect(closed).toHaveBeenCalled())
  return { fixes, problems: problems.map(({ code, detail }) => ({ code, detail })) }
}

describe('a receiver on a serial line', () => {
  it('says what is wrong, once, when only other sentences come: nobody waits for a position that is never sent', async () => {
    const { problems } = await listenedTo(...Array.from({ length: 150 }, () => RMC))
    expect(problems).toEqual([{ code: 'position.notNmea', detail: { lines: 100 } }])
  })
  it('says so when checksums are wrong or the line runs at another speed', async () => {
    const damaged = GGA.replace(/\*../, '*00')
    expect((await listenedTo(damaged.repeat(30))).problems).toHaveLength(1)
    expect((await listenedTo('\u0000x\u00ffþ\n'.repeat(30))).problems).toHaveLength(1)
  })
  it('is patient with a receiver that sends positions among other things', async () => {
    const { problems, fixes } = await listenedTo(...Array.from({ length: 30 }, () => RMC.repeat(10) + GGA))
    expect(problems).toEqual([])
    expect(fixes.length).toBeGreaterThan(25)
  })
})

describe('a receiver by Bluetooth', () => {
  it('that goes out of reach says so; one that was let go of says nothing', async () => {
    const line = Object.assign(new EventTarget(), { startNotifications: async () => {}, stopNotifications: async () => {} })
    const server = { getPrimaryService: async () => ({ getCharacteristic: async () => line }) }
    const device = Object.assign(new EventTarget(), { gatt: { connect: async () => server, disconnect: vi.fn() } })
    const problem = vi.fn()
    const bluetooth = { requestDevice: async () => device } as unknown as Parameters<typeof bluetoothPosition>[0]
    const stop = await bluetoothPosition(bluetooth).start({ fix() {}, problem })
    device.dispatchEvent(new Event('gattserverdisconnected'))
    expect(problem.mock.calls.map(([error]) => (error as AppError).code)).toEqual(['position.lost'])
    stop()
    await vi.waitFor(() => expect(device.gatt.disconnect).toHaveBeenCalled())
    device.dispatchEvent(new Event('gattserverdisconnected'))
    expect(problem).toHaveBeenCalledTimes(1)
  })
})
