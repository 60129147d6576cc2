import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Catalog } from '../../src/app/catalog.ts'
import { isAsNamed, sha256 } from './as-named.ts'

const folder = mkdtempSync(join(tmpdir(), 'layers-'))
afterAll(() => rmSync(folder, { recursive: true }))
const bytes = new TextEncoder().encode('roads')
const layer = (file: string, isDemonstration: boolean) =>
  ({ file, sha256: sha256(bytes), isDemonstration }) as Catalog['layers'][number]

it('builds anew what is missing, and what an older version of the program built', () => {
  expect(isAsNamed(folder, layer('roads.fgb', true))).toBe(false)
  writeFileSync(join(folder, 'roads.fgb'), bytes)
  expect(isAsNamed(folder, layer('roads.fgb', true))).toBe(true)
  writeFileSync(join(folder, 'roads.fgb'), 'roads of before')
  expect(isAsNamed(folder, layer('roads.fgb', true))).toBe(false)
  expect(isAsNamed(folder, layer('roads.fgb', false)), "the office's own file").toBe(true)
})
