import { expect, it } from 'vitest'
import { ownTransitions } from './own-transitions.ts'

it('keeps it from the component library that a transition runs, and its end from nobody', () => {
  const window = new EventTarget()
  const told: string[] = []
  ownTransitions(window)
  // the library listens at the document: after the window's capturing
  for (const type of ['transitionrun', 'transitionend']) window.addEventListener(type, () => told.push(type))
  const run = new Event('transitionrun', { bubbles: true })
  window.dispatchEvent(run)
  window.dispatchEvent(new Event('transitionend', { bubbles: true }))
  expect(run.cancelBubble).toBe(true)
  expect(told).toContain('transitionend')
})
