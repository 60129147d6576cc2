import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const PAGE = readFileSync(join(ROOT, 'docs/behaviours.md'), 'utf8')
const ROWS = PAGE.split('\n').filter((line) => /^\| (?!pain|---)/.test(line))
const BENCH = readFileSync(join(ROOT, 'docs/bench.md'), 'utf8')

/** Of `a/b` in a row: a test of that name beside a source, a journey, a folder of tests, or a line of the bench. */
function isThere(name: string): boolean {
  const files = [`src/${name}.test.ts`, `src/${name}.test.tsx`, `${name}.test.ts`, `tests/e2e/${name}.e2e.ts`]
  if (files.some((file) => existsSync(join(ROOT, file)))) return true
  const folder = join(ROOT, 'src', name.replace(/\/\*$/, ''))
  if (existsSync(folder)) return readdirSync(folder).some((file) => file.endsWith('.test.ts'))
  return BENCH.includes(name)
}

describe('the table of behaviours', () => {
  it('names tests that are there', () => {
    const named = ROWS.flatMap((row) => Array.from((row.split(' | ').at(-1) ?? '').matchAll(/`([^`]+)`/g), ([, name]) => name))
    expect(named.length).toBeGreaterThan(100)
    expect(named.filter((name) => !/[=.]/.test(name) && !isThere(name))).toEqual([])
  })
  it('has a row for each of the forty pains', () => {
    const numbers = ROWS.map((row) => Number.parseInt(row.slice(2), 10))
    expect(Array.from({ length: 40 }, (_, i) => i + 1).filter((pain) => !numbers.includes(pain))).toEqual([])
  })
})
