import { expect, it } from 'vitest'
import { groupUnitCode, spellUnitCode } from './unit-code.ts'

it('groups a 28-character unit code 6 6 7 9 and leaves others alone', () => {
  expect(groupUnitCode('370505001012GB00318W00000000')).toBe('370505 001012 GB00318 W00000000')
  expect(groupUnitCode('370505001012')).toBe('370505001012')
  expect(groupUnitCode('Ecological corridor of birds')).toBe('Ecological corridor of birds')
  expect(spellUnitCode('370505001012GB00318W00000000')).toContain('3 7 0 5 0 5, 0 0 1')
})
