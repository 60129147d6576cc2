import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import type { SymbolGeometry } from '../../core/appearance.ts'
import { Swatch } from './swatch.tsx'

vi.mock('../shell/use-appearance.ts', () => ({ useAppearance: () => 'light' }))

const drawn = (geometry: SymbolGeometry) =>
  renderToStaticMarkup(createElement(Swatch, { style: { fill: '#ff0000', line: '#00ff00', lineWidth: 1 }, geometry }))

test('a table without shapes is no coloured box, which would promise something on the map', () => {
  expect(drawn('polygon')).toMatch(/<rect/)
  const table = drawn('none')
  expect(table).not.toMatch(/<rect|#ff0000|#00ff00/i)
  expect(table).toContain('currentColor')
})
