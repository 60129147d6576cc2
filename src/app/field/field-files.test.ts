import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { BLANK_CHECK } from '../../core/field/check.fixture.ts'
import type { Check } from '../../core/field/check.ts'
import { differencesOf } from '../../core/field/merge-checks.ts'
import { fieldOn, memoryStore, parcel } from './field.fixture.ts'
import { mergeChecks, packChecks, readChecks } from './field-files.ts'

const withCrs = (crs: string) => strToU8(JSON.stringify({ fieldChecks: [{ ...BLANK_CHECK, crs }] }))

describe('records as a file', () => {
  it('are read in every zone of CGCS2000', async () => {
    for (const crs of ['EPSG:4528', 'EPSG:4549', 'EPSG:4498']) expect((await readChecks(withCrs(crs))).checks).toHaveLength(1)
  })

  async function withOne(device: string) {
    const one = await fieldOn(memoryStore(device))
    await one.field.startCheck(parcel(5))
    const [check] = one.field.store.getState().checks ?? []
    const photo = { id: 'photo1', bytes: Uint8Array.of(1, 2, 3).buffer, mime: 'image/jpeg', width: 1, height: 1, takenAt: '' }
    one.field.show({ check: check.id, point: check.points[0].id })
    await one.field.typed({ lng: 118.5, lat: 37.5, accuracyM: 0.03, typed: { text: 'X', crs: 'EPSG:4528' } })
    await one.field.addPhoto(check.id, check.points[0].id, photo)
    return { ...one, check: () => one.field.store.getState().checks?.find(({ id }) => id === check.id) as Check }
  }

  it('come in once with their photos, again as known, and later as updated', async () => {
    const phone = await withOne('phone')
    const desk = await fieldOn(memoryStore('desk'))
    const bring = async () => mergeChecks(await readChecks(await packChecks([phone.check()], phone.field.photo)), desk.field, '')
    expect(await bring()).toMatchObject({ added: 1, updated: 0, known: 0, photos: 1, conflicts: [] })
    expect(desk.field.store.getState().checks).toEqual([phone.check()])
    expect(await bring()).toMatchObject({ added: 0, updated: 0, known: 1, photos: 0 })
    await phone.field.patchCheck(phone.check().id, { verdict: 'disputed' })
    expect(await bring()).toMatchObject({ updated: 1, known: 0 })
    expect(desk.records.kept.get(phone.check().id)?.verdict).toBe('disputed')
    // the desk goes on, and the phone's older copy does not undo it
    await desk.field.patchCheck(phone.check().id, { note: '办公室' })
    expect(await bring()).toMatchObject({ known: 1, conflicts: [] })
    // both go on: people decide
    await phone.field.patchCheck(phone.check().id, { note: '现场' })
    const { conflicts } = await bring()
    expect(conflicts.map(({ mine, theirs }) => [mine.note, theirs.note])).toEqual([['办公室', '现场']])
    expect(desk.records.kept.get(phone.check().id)?.note).toBe('办公室')
    // what comes from a file has its members in another order: no difference
    const [copy] = (await readChecks(await packChecks([phone.check()], phone.field.photo))).checks
    expect(differencesOf(phone.check(), copy)).toEqual([])
  })
  it('are the same bytes for the same records, and GeoJSON to any program', async () => {
    const phone = await withOne('phone')
    const [a, b] = [await packChecks([phone.check()], phone.field.photo), await packChecks([phone.check()], phone.field.photo)]
    expect(a).toEqual(b)
    const { features, type } = JSON.parse(strFromU8(unzipSync(a)['records.geojson']))
    expect(type).toBe('FeatureCollection')
    expect(features).toHaveLength(12)
    const missing = await packChecks([phone.check()], async () => null)
    expect(strFromU8(unzipSync(missing)['missing-photos.txt'])).toBe('photo1')
  })
  it.each([
    ['nothing', new Uint8Array(0), 'field.notRecords'],
    ['text', strToU8('<script>'), 'field.notRecords'],
    ['other GeoJSON', strToU8('{"type":"FeatureCollection","features":[]}'), 'field.notRecords'],
    ['a broken archive', Uint8Array.of(0x50, 0x4b, 3, 4, 9), 'field.cutShort'],
    ['half an archive', zipSync({ 'records.geojson': strToU8('{"fieldChecks":[]}') }).subarray(0, 60), 'field.cutShort'],
    ['half a GeoJSON', strToU8('{"type":"FeatureCollection","features":[{'), 'field.cutShort'],
    ['an archive without records', zipSync({ 'a.txt': strToU8('a') }), 'field.notRecords'],
    ['a damaged record', strToU8('{"fieldChecks":[{"version":1}]}'), 'field.damaged'],
    ['a system that nothing is known of', withCrs('EPSG:2326'), 'field.damaged'],
    ['degrees as a system of X and Y', withCrs('EPSG:4490'), 'field.damaged'],
    ['an id that is a path', strToU8('{"fieldChecks":[{"id":"../../x"}]}'), 'field.damaged'],
  ])('that are none are refused whole: %s', async (_, bytes, code) => {
    await expect(readChecks(bytes)).rejects.toMatchObject({ code })
  })
})
