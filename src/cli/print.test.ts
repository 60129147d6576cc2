import { expect, it } from 'vitest'
import type { AnalysisResult } from '../core/analysis.ts'
import { ReportBuilder } from '../core/report-builder.ts'
import { resultText } from './print.ts'

function reportOf(length: number): Parameters<typeof resultText>[0] {
  const lines = Array.from({ length }, (_, i) => [i])
  const built = new ReportBuilder('t', 'EPSG:4490', lines)
    .count(
      'count',
      { zh: '个数', en: 'Count' },
      lines.map(() => 2),
    )
    .finish()
  const result: AnalysisResult = { ...built, notes: [], method: { zh: '方法', en: 'Method' } }
  return { locale: 'en', result, unit: 'm2', decimals: 2, title: { zh: '标题', en: 'Title' }, notes: ['A note.'] } as never
}

it('prints a table for the terminal with its sum, notes and method', () => {
  expect(resultText(reportOf(3)).split('\n')).toEqual([
    'Title',
    '',
    '  Count',
    '      2',
    '      2',
    '      2',
    'Total 6',
    '',
    'A note.',
    'Method',
    '',
  ])
})

it('prints the first thousand lines of a million, says so, and where the others are', () => {
  const text = resultText(reportOf(1_000_000))
  const lines = text.split('\n')
  expect(lines.filter((line) => /^\s+2$/.test(line)).length).toBe(1000)
  expect(lines.some((line) => line.includes('…'))).toBe(true)
  expect(text).toMatch(/Total 2\s000\s000/)
  expect(text).toContain('The first 1000 of 1000000 lines are listed')
})
