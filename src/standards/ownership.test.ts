import { expect, it } from 'vitest'
import { ownershipCodeList, ownershipSide } from './ownership.ts'

it('knows the side of every code of its own list, and of no other', () => {
  for (const { code } of ownershipCodeList.entries) expect(ownershipSide(code), code).toBeDefined()
  expect(ownershipSide('20')).toBe('state')
  expect(ownershipSide('32')).toBe('collective')
  expect(ownershipSide('99')).toBe('disputed')
  expect(ownershipSide('50')).toBeUndefined()
  expect(ownershipSide('2')).toBeUndefined()
})
