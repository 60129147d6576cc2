import { expect, test, vi } from 'vitest'
import { plainTextures } from './plain-textures.ts'

const NAMES = { TEXTURE_MIN_FILTER: 0x2801, TEXTURE_MAX_LEVEL: 0x813d, LINEAR_MIPMAP_NEAREST: 0x2701, LINEAR: 0x2601 } as const
const TEXTURE_2D = 0x0de1

function setup(isFlat: () => boolean) {
  const given = { generateMipmap: vi.fn(), texParameteri: vi.fn() }
  const gl = { ...given, ...NAMES } as unknown as WebGL2RenderingContext
  plainTextures(gl, isFlat)
  return { gl, ...given }
}

test('a picture on a flat map is whole without smaller copies', () => {
  const { gl, generateMipmap, texParameteri } = setup(() => true)
  gl.generateMipmap(TEXTURE_2D)
  gl.texParameteri(TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST)
  gl.texParameteri(TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
  expect(generateMipmap).not.toHaveBeenCalled()
  expect(texParameteri.mock.calls).toEqual([
    [TEXTURE_2D, NAMES.TEXTURE_MAX_LEVEL, 0],
    [TEXTURE_2D, NAMES.TEXTURE_MIN_FILTER, NAMES.LINEAR],
    [TEXTURE_2D, gl.TEXTURE_MAG_FILTER, NAMES.LINEAR],
  ])
})

test('one of a map with relief has them, and again when it was flat meanwhile', () => {
  let isFlat = false
  const { gl, generateMipmap, texParameteri } = setup(() => isFlat)
  gl.texParameteri(TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_NEAREST)
  expect(texParameteri).toHaveBeenLastCalledWith(TEXTURE_2D, NAMES.TEXTURE_MIN_FILTER, NAMES.LINEAR_MIPMAP_NEAREST)
  gl.generateMipmap(TEXTURE_2D)
  isFlat = true
  gl.generateMipmap(TEXTURE_2D)
  expect(texParameteri).toHaveBeenLastCalledWith(TEXTURE_2D, NAMES.TEXTURE_MAX_LEVEL, 0)
  isFlat = false
  gl.generateMipmap(TEXTURE_2D)
  expect(texParameteri).toHaveBeenLastCalledWith(TEXTURE_2D, NAMES.TEXTURE_MAX_LEVEL, 1000)
  expect(generateMipmap).toHaveBeenCalledTimes(2)
})
