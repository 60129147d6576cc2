import { expect, test } from 'vitest'
import { paletteCommands } from '../../commands/registry.ts'
import { SHORTCUT_GROUPS } from './shortcut-groups.ts'

test('the list of keys holds each command that has some, once, and no other', () => {
  const listed = SHORTCUT_GROUPS.flatMap(({ shortcuts }) => shortcuts.filter((each) => typeof each === 'string'))
  const withKeys = paletteCommands.filter(({ keys }) => keys).map(({ id }) => id)
  expect(withKeys.length).toBeGreaterThan(15)
  expect(listed.toSorted()).toEqual(withKeys.toSorted())
})
