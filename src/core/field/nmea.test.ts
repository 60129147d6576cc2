import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum, LONGEST, readSentence } from './nmea.ts'
import { nmeaStream, readSentences } from './nmea-stream.ts'

const line = (body: string) => `$${body}*${checksum(body).toString(16).toUpperCase().padStart(2, '0')}`
const gga = (time: string, quality = 4, talker = 'GN') =>
  line(`${talker}GGA,${time},3736.0000,N,11833.0000,E,${quality},18,0.7,5.2,M,1.1,M,1.0,0001`)
const gst = (time: string, lat = '0.008', lng = '0.006') => line(`GNGST,${time},0.01,0.01,0.008,30.0,${lat},${lng},0.02`)

describe('a sentence', () => {
  it('is read as its makers print it', () => {
    // the example of NMEA receivers' manuals, with its published checksum
    expect(readSentence('$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47')).toMatchObject({
      kind: 'GGA',
      talker: 'GP',
      timeS: 12 * 3600 + 35 * 60 + 19,
      at: { lat: expect.closeTo(48.1173, 6), lng: expect.closeTo(11.516667, 6) },
      quality: 'gps',
      satellites: 8,
      hdop: 0.9,
      altitudeM: 545.4,
      correctionAgeS: null,
    })
    expect(readSentence('$GPGST,172814.0,0.006,0.023,0.020,273.6,0.023,0.020,0.031*6A')).toMatchObject({
      kind: 'GST',
      latSdM: 0.023,
      lngSdM: 0.02,
    })
  })
  it.each([
    ['$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*48', 'checksum'],
    ['$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,', 'checksumMissing'],
    ['GPGGA,1', 'notNmea'],
    [line('GNRMC,123519,A,4807.038,N'), 'otherSentence'],
    [line('GNGGA,256519,4807.038,N,01131.000,E,1,08,0.9,1,M'), 'fields'],
    [line('GNGGA,123519,9907.038,N,01131.000,E,1,08,0.9,1,M'), 'fields'],
    [line('GNGGA,123519,4807.038,X,01131.000,E,1,08,0.9,1,M'), 'fields'],
    [line('GNGGA,123519,4867.038,N,01131.000,E,1,08,0.9,1,M'), 'fields'],
    [line('GNGGA,123519,4807.038,N,01131.000,E,9,08,0.9,1,M'), 'fields'],
    [`$${'A'.repeat(LONGEST)}`, 'tooLong'],
  ])('%s is %s', (text, problem) => {
    expect(readSentence(text)).toEqual({ kind: 'problem', problem })
  })
  it.each(['GP', 'GN', 'GB', 'BD', 'GL', 'GA', 'GQ'])('of talker %s is taken', (talker) => {
    expect(readSentence(gga('010203', 1, talker))).toMatchObject({ kind: 'GGA', talker })
  })
  it('without a position has none, and west and south are negative', () => {
    expect(readSentence(line('GNGGA,010203,,,,,0,00,99.9,,M,,M,,'))).toMatchObject({ at: null, quality: null })
    expect(readSentence(line('GNGGA,010203,3330.0,S,07030.0,W,5,10,1,2,M,,M,,'))).toMatchObject({
      at: { lng: -70.5, lat: -33.5 },
      quality: 'rtkFloat',
    })
  })
})

describe('the stream of a receiver', () => {
  it('joins what is of one moment, in either order, and tells 2DRMS as accuracy', () => {
    const stream = nmeaStream()
    const first = stream.push(`${gga('010203.00')}\r\n${gst('010203.00')}\r\n`)
    expect(first).toHaveLength(1)
    expect(first[0]).toMatchObject({
      lng: 118.55,
      lat: 37.6,
      quality: 'rtkFixed',
      satellites: 18,
      accuracyM: expect.closeTo(0.02, 9),
    })
    expect(stream.push(`${gst('010204.00')}\n${gga('010204.00')}\n`)[0].accuracyM).toBeCloseTo(0.02, 9)
  })
  it('knows no accuracy from GGA alone, nor from the GST of another moment', () => {
    const stream = nmeaStream()
    expect(stream.push(`${gga('010203')}\n${gst('010205')}\n`)).toEqual([])
    expect(stream.push(`${gga('010206')}\n`)[0].accuracyM).toBeNull()
    expect(stream.end()[0].accuracyM).toBeNull()
  })
  it('gives the same for any cut of the text', () => {
    const text = Array.from({ length: 6 }, (_, i) => `${gga(`01020${i}`)}\r\n${gst(`01020${i}`)}\r\n`).join('')
    const whole = nmeaStream()
    const expected = [...whole.push(text), ...whole.end()]
    expect(expected).toHaveLength(6)
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (sizes) => {
        const stream = nmeaStream()
        const found = []
        for (let at = 0, k = 0; at < text.length; k++) {
          const size = sizes[k % sizes.length]
          found.push(...stream.push(text.slice(at, at + size)))
          at += size
        }
        expect([...found, ...stream.end()]).toEqual(expected)
      }),
    )
  })
  it('tells of a pasted text how many of its lines say nothing, those of other kinds apart', () => {
    const good = `${gga('010203')}\n${gst('010203')}`
    expect(readSentences(good)).toMatchObject({ fixes: { length: 1 }, lines: 2, unread: 0 })
    const rmc = line('GNRMC,010203,A,3736.0,N')
    const [wrong, cut] = [gga('010204').replace('3736', '3737'), gga('010205').slice(0, -20)]
    expect(readSentences([good, rmc, wrong, cut].join('\r\n'))).toMatchObject({ fixes: { length: 1 }, lines: 5, unread: 2 })
    expect(readSentences(wrong)).toMatchObject({ fixes: [], lines: 1, unread: 1 })
  })
  it('holds no more than a line, whatever is sent, and goes on after it', () => {
    const stream = nmeaStream()
    for (let i = 0; i < 100; i++) expect(stream.push('x'.repeat(10_000))).toEqual([])
    expect(stream.counts().problems.tooLong).toBe(1)
    expect(stream.push(`\n${gga('010203')}\n${gst('010203')}\n`)).toHaveLength(1)
  })
  it('never fails and never makes up a place', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 200 }), { maxLength: 20 }), (pieces) => {
        const stream = nmeaStream()
        const found = [...pieces.flatMap((piece) => stream.push(piece)), ...stream.end()]
        expect(found).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})
