import { expect, test } from 'vitest'
import '../core/projections.ts'
import { pointFromLngLat } from '../core/crs.ts'
import type { Note } from '../core/errors.ts'
import { decideCrs } from './crs-evidence.ts'
import { noteTaker } from './finish-layers.ts'
import type { DecodeOptions } from './format.ts'

/** A place of Kenli in the 3° zones of 120°, with the zone number and without. */
const [E_40, E, N] = [40371900, 371900, 4162900]
const OPTIONS = { extent: [118.25, 37.3, 119.35, 38.05], likelyCrs: ['EPSG:4528', 'EPSG:4549'] } as const

function decided(declared: string | null, x: number, y: number, chosen: Pick<DecodeOptions, 'crs' | 'extent'> = {}) {
  const notes: Note[] = []
  const geometry = {
    kind: 'point',
    xy: Float64Array.of(x, y),
    rings: Uint32Array.of(0, 1),
    parts: Uint32Array.of(0, 1),
    rows: Uint32Array.of(0, 1),
  } as const
  const fallback = { crs: 'EPSG:4490', evidence: 'default' }
  const { crs, evidence, questions } = decideCrs(
    [geometry],
    declared === null ? null : { crs: declared, evidence: 'prj' },
    { ...OPTIONS, ...chosen },
    fallback,
    noteTaker(notes),
  )
  return { crs, evidence, asks: questions.map(({ kind }) => kind), notes: notes.map(({ code }) => code) }
}

test('a zone that the file names is taken where its numbers can be in it, also beyond the district', () => {
  for (const [crs, x] of [
    ['EPSG:4528', E_40],
    ['EPSG:4549', E],
    ['EPSG:4528', 40500000],
  ] as const)
    expect(decided(crs, x, N)).toEqual({ crs, evidence: 'prj', asks: [], notes: [] })
  expect(decided('EPSG:4528', E_40, 2500000)).toMatchObject({ crs: 'EPSG:4528', asks: [], notes: [] })
})

test.each([
  ['the zone number of the neighbour', 'EPSG:4527', E_40, N],
  ['a zone number that the named zone does not have', 'EPSG:4549', E_40, N],
  ['no zone number where the named zone has one', 'EPSG:4528', E, N],
])('asks where the coordinates contradict the zone that the file names: %s', (_, crs, x, y) => {
  expect(decided(crs, x, y)).toEqual({
    crs: x === E ? 'EPSG:4549' : 'EPSG:4528',
    evidence: x === E ? 'extent' : 'zone-prefix',
    asks: ['crs'],
    notes: ['crs.contradicted'],
  })
})

test('asks where degrees stand in a file that names a zone: they would lie beside the equator', () => {
  expect(decided('EPSG:4549', 118.5, 37.5)).toMatchObject({ asks: ['crs'], notes: ['crs.contradicted'] })
})

test('asks whether northing and easting are exchanged, whatever zone the file names, also where no district is known', () => {
  const asked = { crs: 'EPSG:4528', evidence: 'prj', asks: ['swap'], notes: [] }
  expect(decided('EPSG:4528', N, E_40)).toEqual(asked)
  expect(decided('EPSG:4528', N, E_40, { extent: undefined })).toEqual(asked)
  // the zone of the neighbour
  expect(decided('EPSG:4527', N, E_40)).toEqual({ crs: '', evidence: null, asks: ['swap'], notes: ['crs.contradicted'] })
})

test('projections that are no zones reach far from their meridian', () => {
  const [x, y] = pointFromLngLat('EPSG:3857', 118.55, 37.58)
  expect(decided('EPSG:3857', x, y)).toEqual({ crs: 'EPSG:3857', evidence: 'prj', asks: [], notes: [] })
  const albers = '+proj=aea +lat_0=0 +lon_0=105 +lat_1=25 +lat_2=47 +x_0=0 +y_0=0 +ellps=GRS80 +units=m +no_defs'
  expect(decided(albers, ...pointFromLngLat(albers, 118.55, 37.58))).toEqual({
    crs: albers,
    evidence: 'prj',
    asks: [],
    notes: [],
  })
  // without a word: 13 196 926 m is a place of Web Mercator
  expect(decided(null, x, y)).toEqual({ crs: 'EPSG:3857', evidence: 'extent', asks: ['crs'], notes: [] })
})

test('a system that is chosen by hand is taken; that the coordinates cannot be in it is told', () => {
  const chosen = (crs: string, x: number, y: number) => decided(null, x, y, { crs })
  const told = (crs: string) => ({ crs, evidence: 'user', asks: [], notes: ['crs.chosenContradicted'] })
  for (const [crs, x] of [
    ['EPSG:4527', E_40],
    ['EPSG:4549', E_40],
    ['EPSG:4528', E],
    ['EPSG:4490', E],
  ] as const)
    expect(chosen(crs, x, N)).toEqual(told(crs))
  for (const [crs, x] of [
    ['EPSG:4528', E_40],
    ['EPSG:4549', E],
    ['EPSG:3857', E_40],
  ] as const)
    expect(chosen(crs, x, N)).toEqual({ ...told(crs), notes: [] })
  expect(chosen('EPSG:4528', N, E_40)).toEqual(told('EPSG:4528'))
})
