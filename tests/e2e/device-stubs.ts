/** What the stubs below noted down, and how to make them act, in the page. */
export interface Device {
  readonly locks: { asked: number; held: number }
  readonly vibrations: (number | number[])[]
  tones: number
  readonly battery: EventTarget & { level: number; charging: boolean }
  readonly opened: { baudRate?: number; closed: number; notifying: boolean; disconnected: boolean }
  readonly serial: { feed(text: string): void; fail(message: string): void }
  readonly bluetooth: { feed(text: string): void }
  /** in the next picture; empty: none */
  code: string
}
declare global {
  var device: Device
}

/** Runs in the page before the application: stands in for what a headless browser has not got, behind the browser's own interfaces. */
export function deviceStubs(): void {
  const device = {
    locks: { asked: 0, held: 0 },
    vibrations: [] as (number | number[])[],
    tones: 0,
    battery: Object.assign(new EventTarget(), { level: 0.8, charging: false }),
    opened: { closed: 0, notifying: false, disconnected: false } as Device['opened'],
    serial: { feed(_: string) {}, fail(_: string) {} },
    bluetooth: { feed(_: string) {} },
    code: '',
  }
  globalThis.device = device
  const give = (name: string, value: unknown) => Object.defineProperty(navigator, name, { value, configurable: true })

  give('wakeLock', {
    async request(kind: string) {
      if (kind !== 'screen') throw new TypeError(kind)
      device.locks.asked++
      device.locks.held++
      const sentinel = {
        released: false,
        async release() {
          if (!sentinel.released) device.locks.held--
          sentinel.released = true
        },
      }
      return sentinel
    },
  })
  give('vibrate', (pattern: number | number[]) => {
    device.vibrations.push(pattern)
    return true
  })
  give('getBattery', async () => device.battery)
  const { createOscillator } = AudioContext.prototype
  AudioContext.prototype.createOscillator = function (this: AudioContext) {
    device.tones++
    return createOscillator.call(this)
  }

  Object.assign(globalThis, {
    BarcodeDetector: class {
      static async getSupportedFormats() {
        return ['qr_code']
      }
      async detect(picture: ImageBitmap) {
        if (picture.width === 0) throw new TypeError('picture')
        return device.code ? [{ rawValue: device.code }] : []
      }
    },
  })

  const encoder = new TextEncoder()
  give('serial', {
    async requestPort() {
      let controller: ReadableStreamDefaultController<Uint8Array>
      const readable = new ReadableStream<Uint8Array>({
        start(given) {
          controller = given
        },
      })
      // sentences come cut anywhere
      device.serial.feed = (text) => {
        const bytes = encoder.encode(text)
        for (let at = 0; at < bytes.length; at += 23) controller.enqueue(bytes.slice(at, at + 23))
      }
      device.serial.fail = (message) => controller.error(new Error(message))
      return {
        readable,
        async open({ baudRate }: { baudRate: number }) {
          device.opened.baudRate = baudRate
        },
        async close() {
          device.opened.closed++
        },
      }
    },
  })
  const characteristic = Object.assign(new EventTarget(), {
    value: undefined as DataView | undefined,
    async startNotifications() {
      device.opened.notifying = true
    },
    async stopNotifications() {
      device.opened.notifying = false
    },
  })
  device.bluetooth.feed = (text) => {
    const bytes = encoder.encode(text)
    // a packet of Bluetooth Low Energy carries twenty bytes
    for (let at = 0; at < bytes.length; at += 20) {
      characteristic.value = new DataView(bytes.slice(at, at + 20).buffer)
      characteristic.dispatchEvent(new Event('characteristicvaluechanged'))
    }
  }
  give('bluetooth', {
    async requestDevice({ filters }: { filters: { services: string[] }[] }) {
      if (!filters[0].services[0].startsWith('6e400001')) throw new TypeError('service')
      return Object.assign(new EventTarget(), {
        gatt: {
          connect: async () => ({ getPrimaryService: async () => ({ getCharacteristic: async () => characteristic }) }),
          disconnect() {
            device.opened.disconnected = true
          },
        },
      })
    },
  })
}
