import { AppError } from '../../core/errors.ts'
import { nmeaStream } from '../../core/field/nmea-stream.ts'
import type { PositionListener, PositionSource } from '../ports.ts'
import { messageOf } from './keep-records.ts'

/** As much of Web Serial as is used here. */
interface SerialPort {
  readonly readable: ReadableStream<Uint8Array> | null
  open(options: { readonly baudRate: number }): Promise<void>
  close(): Promise<void>
}
interface Serial {
  requestPort(): Promise<SerialPort>
}
/** As much of Web Bluetooth as is used here. */
interface Characteristic extends EventTarget {
  readonly value?: DataView
  startNotifications(): Promise<unknown>
  stopNotifications(): Promise<unknown>
}
interface BluetoothDevice extends EventTarget {
  readonly name?: string
  readonly gatt?: {
    connect(): Promise<{
      getPrimaryService(id: string): Promise<{ getCharacteristic(id: string): Promise<Characteristic> }>
    }>
    disconnect(): void
  }
}
interface Bluetooth {
  requestDevice(options: object): Promise<BluetoothDevice>
}

/** Nordic UART service, which receivers with Bluetooth Low Energy offer as their serial line. */
const UART = { service: '6e400001-b5a3-f393-e0a9-e50e24dcca9e', sends: '6e400003-b5a3-f393-e0a9-e50e24dcca9e' }
/** Lines without a usable sentence after which the user is told: of what is no NMEA, and of other sentences, which come by the dozen a second. */
const PATIENCE = 20
const PATIENCE_WITH_OTHERS = 100

function listenTo(listener: PositionListener): (text: string) => void {
  const stream = nmeaStream()
  let isTold = false
  return (text) => {
    for (const fix of stream.push(text)) listener.fix(fix)
    const { sentences, problems } = stream.counts()
    const lines = Object.values(problems).reduce((sum, count) => sum + count, 0)
    const bad = lines - (problems.otherSentence ?? 0)
    if (isTold || sentences > 0 || (bad < PATIENCE && lines < PATIENCE_WITH_OTHERS)) return
    isTold = true
    listener.problem(new AppError('position.notNmea', { lines }))
  }
}

/** A receiver on a serial line. @param serial undefined: the browser has none */
export function serialPosition(serial: Serial | undefined, baudRate: number): PositionSource {
  return {
    id: 'serial',
    async start(listener) {
      if (!serial) throw new AppError('position.noSerial')
      const port = await serial.requestPort()
      await port.open({ baudRate })
      const take = listenTo(listener)
      const reader = port.readable?.getReader()
      const decoder = new TextDecoder()
      void (async () => {
        try {
          for (;;) {
            const { value, done } = (await reader?.read()) ?? { value: undefined, done: true }
            if (done || !value) return
            take(decoder.decode(value, { stream: true }))
          }
        } catch (error) {
          listener.problem(new AppError('position.lost', { message: messageOf(error) }))
        } finally {
          reader?.releaseLock()
          await port.close().catch(() => {})
        }
      })()
      return () => void reader?.cancel().catch(() => {})
    },
  }
}

/** A receiver with Bluetooth Low Energy. @param bluetooth undefined: the browser has none */
export function bluetoothPosition(bluetooth: Bluetooth | undefined): PositionSource {
  return {
    id: 'bluetooth',
    async start(listener) {
      if (!bluetooth) throw new AppError('position.noBluetooth')
      const device = await bluetooth.requestDevice({ filters: [{ services: [UART.service] }] })
      const server = await device.gatt?.connect()
      const service = await server?.getPrimaryService(UART.service)
      const line = await service?.getCharacteristic(UART.sends)
      if (!line) throw new AppError('position.lost', { message: 'no UART' })
      const take = listenTo(listener)
      const decoder = new TextDecoder()
      const onValue = () => line.value && take(decoder.decode(line.value, { stream: true }))
      line.addEventListener('characteristicvaluechanged', onValue)
      await line.startNotifications()
      const onGone = () => listener.problem(new AppError('position.lost', { message: device.name ?? 'Bluetooth' }))
      device.addEventListener('gattserverdisconnected', onGone)
      return () => {
        device.removeEventListener('gattserverdisconnected', onGone)
        line.removeEventListener('characteristicvaluechanged', onValue)
        void line
          .stopNotifications()
          .catch(() => {})
          .finally(() => device.gatt?.disconnect())
      }
    },
  }
}

/** What this browser can connect to; null where it cannot. */
export function receiversHere(): { readonly serial: Serial | undefined; readonly bluetooth: Bluetooth | undefined } {
  return navigator as unknown as { serial: Serial | undefined; bluetooth: Bluetooth | undefined }
}
