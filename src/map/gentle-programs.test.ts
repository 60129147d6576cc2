import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test, vi } from 'vitest'
import { gentlePrograms } from './gentle-programs.ts'

/** What MapLibre's Program does with a context, and ProgramCache with programs. */
function setup() {
  const asked: string[] = []
  let isDrawn = false
  let made = 0
  const methods = {
    LINK_STATUS: 1,
    ATTACHED_SHADERS: 2,
    SYNC_STATUS: 3,
    SIGNALED: 4,
    SYNC_GPU_COMMANDS_COMPLETE: 5,
    isContextLost: () => false,
    createProgram: () => ({ program: ++made }),
    createShader: (type: number) => ({ type }),
    linkProgram: (_: unknown) => asked.push('link'),
    validateProgram: () => asked.push('validate'),
    getProgramParameter: (_: unknown, name: number) => {
      asked.push(`parameter ${name}`)
      return true
    },
    fenceSync: () => ({}),
    flush: () => {},
    getSyncParameter: () => (isDrawn ? 4 : 0),
    deleteSync: () => {},
    getActiveAttrib: () => null,
    getAttribLocation: () => 0,
    getUniformLocation: () => null,
    getUniformBlockIndex: () => 0,
  }
  // as in a browser, the methods are the prototype's
  const gl: typeof methods = Object.create(methods)
  class Program {
    program = gl.createProgram()
    failedToCreate = false
    constructor() {
      for (const type of [10, 11]) gl.createShader(type)
      gl.linkProgram(this.program)
      if (gl.getProgramParameter(this.program, gl.LINK_STATUS)) return
      this.failedToCreate = (gl.getProgramParameter(this.program, gl.ATTACHED_SHADERS) as unknown) === 0
    }
  }
  const cache = {
    programs: {} as Record<string, Program>,
    getProgram({ name }: { name: string }) {
      this.programs[name] ??= new Program()
      return this.programs[name]
    },
  }
  const triggerRepaint = vi.fn()
  const map = { getCanvas: () => ({ getContext: () => gl }), painter: { programCache: cache }, triggerRepaint }
  const programs = gentlePrograms(map as unknown as MapLibreMap)
  programs.install()
  const variant = { name: 'fill', programConfiguration: null, projectionShaderVariant: { name: 'mercator' }, defines: [] }
  return {
    asked,
    gl,
    map,
    programs,
    triggerRepaint,
    use: (name = 'fill') => cache.getProgram({ ...variant, name }),
    finish: () => {
      isDrawn = true
    },
  }
}

test('a frame does without a program that is not made yet, and no question is put to the graphics process meanwhile', async () => {
  const { asked, map, programs, triggerRepaint, use, finish } = setup()
  const standIn = use()
  expect(standIn.failedToCreate).toBe(true)
  expect(use()).toBe(standIn)
  use('line')
  expect(programs.isBusy()).toBe(true)
  // nothing is drawn that would have to be waited for
  map.triggerRepaint()
  expect(triggerRepaint).not.toHaveBeenCalled()
  expect(asked).toEqual(['link', 'validate', 'link', 'validate'])
  finish()
  await vi.waitFor(() => expect(triggerRepaint).toHaveBeenCalledOnce())
  expect(programs.isBusy()).toBe(false)
  const ordered = asked.length
  const made = use()
  expect(made).toMatchObject({ failedToCreate: false, program: standIn.program })
  expect(use()).toBe(made)
  expect(asked.slice(ordered)).not.toContain('link')
  map.triggerRepaint()
  expect(triggerRepaint).toHaveBeenCalledTimes(2)
})

test('what the context had of its own is there again when a program is made', async () => {
  const { gl, programs, use, finish } = setup()
  const shaderSource = () => {}
  Object.assign(gl, { shaderSource })
  use()
  finish()
  await vi.waitFor(() => expect(programs.isBusy()).toBe(false))
  use()
  expect(Object.entries(gl)).toEqual([['shaderSource', shaderSource]])
})

test('a map of another make is left as it is', () => {
  const getProgram = () => 'made at once'
  const painter = { programCache: { getProgram } }
  const map = { getCanvas: () => ({ getContext: () => ({}) }), painter, triggerRepaint: () => {} }
  gentlePrograms(map as unknown as MapLibreMap).install()
  expect(painter.programCache.getProgram).toBe(getProgram)
})
