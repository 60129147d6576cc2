import { expect, test } from 'vitest'
import { initialProject } from './initial.ts'
import { MADE_HERE } from './made-layer.ts'
import { layerSource } from './provenance.ts'
import { smallCatalog } from './small-deployment.fixture.ts'
import type { Layer } from './state.ts'

const { plots } = initialProject(smallCatalog).layers
const receipt: NonNullable<Layer['receipt']> = {
  file: '宗地.zip',
  format: 'shapefile',
  bytes: 10,
  sha256: 'ab',
  count: 12,
  withoutGeometry: 0,
  skipped: 1,
  encoding: 'gb18030',
  encodingEvidence: 'gb18030',
  crs: 'EPSG:4528',
  crsEvidence: 'prj',
  fields: [],
  notes: [{ code: 'encoding.guessed', detail: {}, level: 'warning' }],
}

test('what a receipt says of the reading goes along with the source, of files alone', () => {
  const source = layerSource({ ...plots, receipt })
  expect(source.received).toEqual({
    format: 'shapefile',
    count: 12,
    skipped: 1,
    encoding: 'gb18030',
    encodingEvidence: 'gb18030',
    crs: 'EPSG:4528',
    crsEvidence: 'prj',
  })
  expect(source.notes).toEqual(receipt.notes)
  expect(layerSource({ ...plots, receipt: { ...receipt, format: MADE_HERE } })).not.toHaveProperty('received')
  expect(layerSource({ ...plots, receipt: null })).not.toHaveProperty('received')
})
