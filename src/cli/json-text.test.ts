import { expect, it } from 'vitest'
import { JsonList, jsonText } from './json-text.ts'

it('writes long lists in pieces as JSON.stringify writes the whole', () => {
  const row = (i: number) => ({
    subject: `地块\n“${i}”`,
    areaM2: i / 7,
    missing: Number.NaN,
    none: undefined,
    parts: [i, { deep: null }],
  })
  const count = 1000
  const rows = Array.from({ length: count }, (_, i) => row(i))
  const answer = <T>(list: T, empty: T) => ({
    analysis: 'overlap',
    rows: list,
    total: { count, share: null, none: undefined },
    tables: [{ title: { zh: '甲', en: 'A' }, rows: empty, total: {} }, { rows: list }],
    notes: [],
    out: ['a.fgb'],
  })
  const pieces = [...jsonText(answer(new JsonList(count, row), new JsonList(0, row)))]
  expect(pieces.join('')).toBe(JSON.stringify(answer(rows, []), null, 2))
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(70_000)
  expect([...jsonText({ error: { code: 'x' } })].join('')).toBe(JSON.stringify({ error: { code: 'x' } }, null, 2))
})
