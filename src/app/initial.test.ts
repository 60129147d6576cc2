import { expect, test } from 'vitest'
import { initialProject, initialSession } from './initial.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'

const drawerOf = (width: number, height: number) =>
  initialSession(smallConfig, initialProject(smallCatalog), { width, height }).drawerHeight / height

test('table and result leave the map most of a desktop, and share a tablet with it', () => {
  expect(drawerOf(1440, 900)).toBeLessThan(0.4)
  expect(drawerOf(1024, 768)).toBe(0.5)
  expect(drawerOf(820, 1180)).toBe(0.5)
})
