import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { skyInView } from './sky-in-view.ts'

type Painter = MapLibreMap['painter']

test('the sky is drawn on a map that is seen aslant alone, and each map has functions of its own', () => {
  const sky = vi.fn()
  const shared = { sky, fill: vi.fn() }
  const painter = { drawFunctions: shared } as unknown as Painter
  skyInView(painter)
  const draw = (pitch: number) => painter.drawFunctions.sky('mesh' as never, { transform: { pitch } } as never)
  draw(0)
  expect(sky).not.toHaveBeenCalled()
  draw(35)
  expect(sky).toHaveBeenCalledExactlyOnceWith('mesh', { transform: { pitch: 35 } })
  expect(shared.sky).toBe(sky)
  expect(painter.drawFunctions.fill).toBe(shared.fill)
})

test('the library draws its sky as this expects, and no other way', async () => {
  const source = await readFile(fileURLToPath(import.meta.resolve('maplibre-gl/dist/maplibre-gl-dev.mjs')), 'utf8')
  expect(source.match(/drawFunctions\.sky\(/g)).toHaveLength(1)
  expect(source).toContain('this.drawFunctions.sky(this.skyMesh, frameRenderContext)')
  expect(source).toContain('this.drawFunctions = webglDrawFunctions')
})
