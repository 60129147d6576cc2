import { describe, expect, it } from 'vitest'
import { checkRegister, REGISTER_FIELDS } from './registration-unit.ts'

/** 崇明东滩: published register figures that close exactly, ha. */
const CHONGMING: Record<string, number> = {
  DJDYZMJ: 32600.34,
  GYMJ: 32600.34,
  DYNZRZYZMJ: 32600.34,
  FZRZYZMJ: 0,
  SDMJ: 10928.03,
  SZYMJ: 9156.13,
  SLMJ: 9.8,
  CYMJ: 1.49,
  QTMJ: 12504.89,
}
const of = (values: Record<string, number>) => checkRegister((field) => values[field] ?? null)

describe('register checks', () => {
  it('finds nothing in published figures that close', () => {
    expect(of(CHONGMING)).toEqual([])
  })

  it('allows 0.01 ha a row and no more', () => {
    expect(of({ ...CHONGMING, GYMJ: 32600.31 })).toEqual([])
    expect(of({ ...CHONGMING, GYMJ: 32600.3 })).toMatchObject([
      { problem: 'ownership-sum', field: 'DJDYZMJ', statedHa: 32600.34 },
    ])
  })

  it('names each sum that does not close', () => {
    expect(of({ ...CHONGMING, SDMJ: 10000 }).map((f) => f.problem)).toEqual(['type-sum'])
    expect(of({ ...CHONGMING, FZRZYZMJ: 5 }).map((f) => f.problem)).toEqual(['resource-sum'])
    expect(of({ ...CHONGMING, JTMJ: -5, GYMJ: 32605.34 }).map((f) => f.problem)).toEqual(['negative'])
    expect(of({}).map((f) => f.problem)).toEqual(['missing'])
  })

  it('has no field twice', () => {
    expect(new Set(REGISTER_FIELDS.map((field) => field.name)).size).toBe(REGISTER_FIELDS.length)
  })
})
