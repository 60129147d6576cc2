import { expect, test } from 'vitest'
import { offeredSystems } from './offered-systems.ts'

test('both zones that Kenli lies in, 6° zones, older datums, UTM and Web Mercator are offered, the office’s own first', () => {
  const systems = offeredSystems(['EPSG:4528'], 118.78)
  expect(systems[0]).toBe('EPSG:4528')
  for (const code of [
    '4527',
    '4548',
    '4549',
    '4498',
    '4509',
    '4490',
    '4326',
    '2363',
    '2364',
    '2384',
    '2385',
    '2436',
    '2437',
    '32650',
    '3857',
  ])
    expect(systems).toContain(`EPSG:${code}`)
})
