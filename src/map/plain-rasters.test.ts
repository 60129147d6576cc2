import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, test } from 'vitest'
import { plainRaster } from './plain-rasters.ts'

const library = readFileSync(createRequire(import.meta.url).resolve('maplibre-gl/dist/maplibre-gl.mjs'), 'utf8')
/** All shaders of the library as it is shipped: from their declarations to the end of their text. */
const shaders = [...library.matchAll(/[^"'`]*void main\(\)[^"'`]*/g)].map(([text]) => text)

test('of the library’s shaders that of rasters alone is another, and it reads one picture', () => {
  expect(shaders.length).toBeGreaterThan(20)
  const changed = shaders.filter((shader) => plainRaster(shader) !== shader)
  expect(changed).toHaveLength(1)
  const [raster] = changed
  expect(raster.match(/texture\(/g)).toHaveLength(2)
  const plain = plainRaster(raster)
  expect(plain.match(/texture\(/g)).toHaveLength(1)
  // what it reads is still declared, and it has been made plain already
  for (const name of ['u_image0', 'v_pos0', 'u_opacity']) expect(plain.split('void main')[0]).toContain(name)
  expect(plainRaster(plain)).toBe(plain)
})
