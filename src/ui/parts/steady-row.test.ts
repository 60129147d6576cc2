import { describe, expect, it } from 'vitest'
import { isSteadyRow } from './steady-row.ts'

const rows = new Map()
const facts = { collection: rows, hasFocus: false, isDragging: false }

describe('a row of the tree', () => {
  it('is left alone while the focus moves between others', () => {
    expect(isSteadyRow(facts, { ...facts })).toBe(true)
  })
  it('is rendered when the focus comes, stays and goes', () => {
    const focused = { ...facts, hasFocus: true }
    expect(isSteadyRow(facts, focused)).toBe(false)
    expect(isSteadyRow(focused, { ...focused })).toBe(false)
    expect(isSteadyRow(focused, facts)).toBe(false)
  })
  it('is rendered while something is dragged, and once more when it was dropped', () => {
    const dragged = { ...facts, isDragging: true }
    expect(isSteadyRow(dragged, { ...dragged })).toBe(false)
    expect(isSteadyRow(dragged, facts)).toBe(false)
  })
  it('is rendered when rows are others', () => {
    expect(isSteadyRow(facts, { ...facts, collection: new Map() })).toBe(false)
  })
})
