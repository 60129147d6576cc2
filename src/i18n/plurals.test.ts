import { expect, it } from 'vitest'
import { analysisText } from './analysis.ts'
import { dashboardText } from './dashboard.ts'
import { gradingText } from './grading.ts'
import { importText } from './import.ts'
import { printText } from './print.ts'
import { t } from './t.ts'

it('speaks of one thing in the singular', () => {
  const one = { n: 1, count: 1, title: 'Clip', field: 'Kind' }
  expect(t(analysisText.resultSaid, 'en', one)).toBe('Clip is done, 1 result line')
  expect(t(analysisText.resultSaid, 'en', { ...one, n: 2 })).toBe('Clip is done, 2 result lines')
  expect(t(analysisText.checkRows, 'en', one)).toBe('1 feature')
  expect(t(analysisText.checkEmpty, 'en', one)).toBe('1 row has no shape and no area')
  expect(t(analysisText.chartOther, 'en', one)).toBe('1 other')
  expect(t(dashboardText.others, 'en', one)).toBe('1 other')
  expect(t(gradingText.histogram, 'en', one)).toContain('1 feature,')
  expect(t(importText.styleValues, 'en', one)).toBe('By Kind: 1 class')
  expect(t(printText.pdfAll, 'en', one)).toBe('Save as PDF (1 sheet)')
})
