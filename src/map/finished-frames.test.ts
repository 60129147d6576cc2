import { expect, it, vi } from 'vitest'
import { finishedFrames } from './finished-frames.ts'

/** Graphics that keep what they were asked for; names stand for their numbers, objects for what was made. */
function setup() {
  let made = 0
  const asked: string[] = []
  const note =
    (name: string) =>
    (...given: unknown[]) =>
      void asked.push([name, ...given].join(' '))
  const make = (name: string) => () => `${name}${++made}`
  const constants = ['FRAMEBUFFER', 'READ_FRAMEBUFFER', 'DRAW_FRAMEBUFFER', 'RENDERBUFFER', 'RGBA8', 'DEPTH24_STENCIL8']
  const more = ['COLOR_ATTACHMENT0', 'DEPTH_STENCIL_ATTACHMENT', 'COLOR_BUFFER_BIT', 'NEAREST']
  const gl = {
    ...Object.fromEntries([...constants, ...more].map((name) => [name, name])),
    drawingBufferWidth: 300,
    drawingBufferHeight: 200,
    createFramebuffer: make('frame'),
    createRenderbuffer: make('buffer'),
    bindFramebuffer: note('bind'),
    bindRenderbuffer: () => {},
    renderbufferStorage: note('store'),
    framebufferRenderbuffer: note('attach'),
    blitFramebuffer: note('copy'),
  }
  const onShown = vi.fn()
  const frames = finishedFrames({ getCanvas: () => ({ getContext: () => gl }) } as never, onShown)
  if (!frames) throw new Error('no graphics')
  /** what was asked for since */
  const since = () => asked.splice(0)
  return {
    gl,
    frames,
    onShown,
    since,
    draw: (into: unknown) => (gl.bindFramebuffer as (...given: unknown[]) => void)('FRAMEBUFFER', into),
  }
}

it('draws beside the canvas what is meant for it, and leaves other pictures where they are', () => {
  const { since, draw } = setup()
  expect(since()).toEqual([
    'bind FRAMEBUFFER frame1',
    'store RENDERBUFFER RGBA8 300 200',
    'store RENDERBUFFER DEPTH24_STENCIL8 300 200',
    'attach FRAMEBUFFER COLOR_ATTACHMENT0 RENDERBUFFER buffer2',
    'attach FRAMEBUFFER DEPTH_STENCIL_ATTACHMENT RENDERBUFFER buffer3',
  ])
  draw('relief')
  draw(null)
  expect(since()).toEqual(['bind FRAMEBUFFER relief', 'bind FRAMEBUFFER frame1'])
})

it('copies a frame to the canvas when it is to be shown, once, and tells of it', async () => {
  const { frames, onShown, since, draw } = setup()
  since()
  frames.show()
  expect([since(), onShown.mock.calls.length]).toEqual([[], 0])
  await frames.whenShown()

  frames.begin()
  draw('relief')
  let isShown = false
  const shown = frames.whenShown().then(() => {
    isShown = true
  })
  await Promise.resolve()
  expect([frames.isPending(), isShown]).toEqual([true, false])
  since()
  frames.show()
  // and what the map believes to be bound is
  expect(since()).toEqual(
    [
      'bind READ_FRAMEBUFFER frame1',
      'bind DRAW_FRAMEBUFFER null',
      'copy 0 0 300 200 0 0 300 200 COLOR_BUFFER_BIT NEAREST',
      'bind FRAMEBUFFER relief',
    ].map((line) => line.replace(' null', ' ')),
  )
  await shown
  expect([frames.isPending(), isShown, onShown.mock.calls.length]).toEqual([false, true, 1])
})

it('follows the size of the canvas, which empties it', () => {
  const { gl, frames, since } = setup()
  frames.begin()
  // nothing was on it yet
  gl.drawingBufferWidth = 310
  expect(frames.isEmptied()).toBe(false)
  frames.begin()
  frames.show()
  expect(frames.isEmptied()).toBe(false)
  gl.drawingBufferHeight = 240
  expect(frames.isEmptied()).toBe(true)
  since()
  frames.begin()
  frames.show()
  expect(since()).toContain('copy 0 0 310 240 0 0 310 240 COLOR_BUFFER_BIT NEAREST')
  expect(frames.isEmptied()).toBe(false)
})

it('begins anew in graphics that were lost', () => {
  const { frames, since, draw } = setup()
  draw('relief')
  since()
  frames.install()
  expect(since()).toEqual([
    'bind FRAMEBUFFER frame4',
    'store RENDERBUFFER RGBA8 300 200',
    'store RENDERBUFFER DEPTH24_STENCIL8 300 200',
    'attach FRAMEBUFFER COLOR_ATTACHMENT0 RENDERBUFFER buffer5',
    'attach FRAMEBUFFER DEPTH_STENCIL_ATTACHMENT RENDERBUFFER buffer6',
  ])
  draw(null)
  expect(since()).toEqual(['bind FRAMEBUFFER frame4'])
})
