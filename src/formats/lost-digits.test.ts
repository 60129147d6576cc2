import { describe, expect, test } from 'vitest'
import { quietTask } from '../core/task.ts'
import { isFinerThanMs, isRounded } from './lost-digits.ts'
import { decodeFiles } from './registry.ts'

const rounded = (text: string) => isRounded(text, Number(text))

test('a number is rounded where the nearest double says other digits', () => {
  for (const text of ['0.1234567890123456789', '-99999999999999.9999', '1.23456789012345678e5', `1.${'0'.repeat(120)}1`])
    expect(rounded(text), text).toBe(true)
  // short, filled with zeros, or what a program prints of a double: %.15f and the shortest text of it
  const exact = [
    '12345.678',
    '226312.198200000000000',
    (226312.1982).toFixed(15),
    String(0.1 + 0.2),
    '1e300',
    '-0.000000000000000000123',
  ]
  for (const text of exact) expect(rounded(text), text).toBe(false)
})

test('the quick answer for most numbers is that of comparing all digits', () => {
  const isLostIn = (text: string, value: number) => {
    const digits = text.replace(/e.*$/, '').replace(/[^\d]/g, '').replace(/^0+/, '')
    if (text.length <= 15 || digits.replace(/0+$/, '').length <= 15) return false
    const held = Math.abs(value).toExponential(digits.length - 1)
    return held.replace(/e.*$/, '').replace('.', '') !== digits
  }
  let seed = 7
  const random = (n: number) => {
    seed = (seed * 48271) % 2147483647
    return seed % n
  }
  const word = (n: number) => Array.from({ length: n }, () => '0123456789'[random(10)]).join('')
  let lost = 0
  for (let i = 0; i < 4000; i++) {
    const zeros = '0'.repeat(random(4) * random(4))
    const body = [
      `${word(1 + random(9))}.${word(random(12))}${zeros}`,
      `${zeros}${word(1 + random(20))}`,
      `0.${zeros}${word(18)}`,
    ][random(3)]
    const text = `${random(2) ? '-' : ''}${body}${random(4) ? '' : `e${random(2) ? '-' : ''}${random(20)}`}`
    const value = Number(text)
    const isLost = isLostIn(text, value)
    expect(isRounded(text, value), text).toBe(isLost)
    if (isLost) lost++
  }
  expect(lost).toBeGreaterThan(500)
})

test('a time is finer than a millisecond where digits behind the third say something', () => {
  expect(['2026-01-01T00:00:00.1234Z', '2026-01-01 00:00:00.123000001'].map(isFinerThanMs)).toEqual([true, true])
  expect(['2026-01-01T00:00:00.123Z', '2026-01-01T00:00:00.123000Z', '2026-01-01'].map(isFinerThanMs)).toEqual([
    false,
    false,
    false,
  ])
})

describe('what a table does not keep of a number or a time is on the receipt', () => {
  const lossNotes = async (name: string, content: string, types = {}) => {
    const { layers, failures } = await decodeFiles([{ name, bytes: new TextEncoder().encode(content) }], { types }, quietTask())
    expect(failures).toEqual([])
    return layers[0].receipt.notes.filter(({ code }) => code.endsWith('ounded')).map(({ code, detail }) => ({ code, ...detail }))
  }

  test('GeoJSON', async () => {
    const features = [
      { properties: '{"面积":0.1234567890123456789,"t":"2026-01-01T00:00:00.123456Z"}', type: 'Feature', geometry: 'null' },
      { properties: '{"面积":1.5,"t":"2026-01-01T00:00:00.5Z"}', type: 'Feature', geometry: 'null' },
    ].map(({ properties }) => `{"type":"Feature","geometry":null,"properties":${properties}}`)
    expect(await lossNotes('a.geojson', `{"type":"FeatureCollection","features":[${features}]}`)).toEqual([
      { code: 'field.rounded', field: '面积', count: 1, value: '0.1234567890123456789' },
      { code: 'field.timesRounded', field: 't', count: 1, value: '2026-01-01T00:00:00.123456Z' },
    ])
  })

  test('CSV: long decimals stay text until they are asked to be numbers', async () => {
    const csv = '名称,面积,时间\n甲,0.1234567890123456789,2026-01-01 08:00:00.0001\n乙,2.5,2026-01-01 08:00:00'
    const time = { code: 'field.timesRounded', field: '时间', count: 1, value: '2026-01-01 08:00:00.0001' }
    expect(await lossNotes('a.csv', csv)).toEqual([time])
    expect(await lossNotes('a.csv', csv, { 面积: 'number' })).toEqual([
      { code: 'field.rounded', field: '面积', count: 1, value: '0.1234567890123456789' },
      time,
    ])
  })
})
