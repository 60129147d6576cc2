import { describe, expect, it } from 'vitest'
import { cleanFileName, suggestFileName } from './file-name.ts'

describe('file names', () => {
  it('carries what, of what, and the day', () => {
    expect(suggestFileName(['面积汇总', '宗地 / 图斑'], new Date(2026, 10, 3, 9))).toBe('面积汇总_宗地_图斑_20261103')
  })
  it('keeps words apart', () => {
    expect(suggestFileName(['Area summary', 'Parcels'], new Date(2026, 10, 3, 9))).toBe('Area-summary_Parcels_20261103')
    expect(suggestFileName(['Dissolve, result: Parcels'], new Date(2026, 10, 3, 9))).toBe('Dissolve_result_Parcels_20261103')
    expect(suggestFileName(['融合结果：宗地'], new Date(2026, 10, 3, 9))).toBe('融合结果_宗地_20261103')
  })
  it('has nothing a file system refuses', () => {
    expect(cleanFileName(' a<b>:"c"|?*\\d\u0007. ')).toBe('a_b___c_____d')
    expect(cleanFileName('...')).toBe('')
    expect(cleanFileName('面'.repeat(300))).toHaveLength(120)
  })
})
