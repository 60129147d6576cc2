export interface FinishedFrames {
  /** Takes hold of the graphics again, which have come back empty after they were lost. */
  install(): void
  /** The page takes the canvas, which it does not while that is hidden. */
  isSeen(): boolean
  /** Before a frame is drawn. */
  begin(): void
  /** The canvas was emptied, as it is with each change of its size: the next frame cannot wait. */
  isEmptied(): boolean
  /** Puts what was drawn last on the canvas, from where the page takes it with its next frame. */
  show(): void
  /** Something was drawn that is not on the canvas. */
  isPending(): boolean
  /** Resolves when it is; at once where nothing is pending. */
  whenShown(): Promise<void>
}

/**
 * Lets the map draw beside its canvas (decision 0044). Where the processor paints, the browser reads the canvas back when the page hands over
 * a frame, and the page's thread waits for all that was asked of the graphics until then: tenths of a second while a map gets its layers.
 * What is only copied to the canvas, once the graphics say that it is finished, is read back without a wait.
 * @param onShown called with each frame
 */
export function finishedFrames(map: { getCanvas(): HTMLCanvasElement }, onShown: () => void): FinishedFrames | null {
  const gl = map.getCanvas().getContext('webgl2')
  return gl && besideCanvas(gl, () => map.getCanvas().style.opacity !== '0', onShown)
}

function besideCanvas(gl: WebGL2RenderingContext, isSeen: () => boolean, onShown: () => void): FinishedFrames {
  const bind = gl.bindFramebuffer.bind(gl)
  let beside: WebGLFramebuffer | null = null
  let color: WebGLRenderbuffer | null = null
  let depth: WebGLRenderbuffer | null = null
  /** what the map believes to be bound; null: its canvas */
  let bound: WebGLFramebuffer | null = null
  let [width, height] = [0, 0]
  let [shownWidth, shownHeight] = [0, 0]
  let isPending = false
  let waiting: (() => void)[] = []

  function resize(): void {
    if (width === gl.drawingBufferWidth && height === gl.drawingBufferHeight) return
    width = gl.drawingBufferWidth
    height = gl.drawingBufferHeight
    gl.bindRenderbuffer(gl.RENDERBUFFER, color)
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.RGBA8, width, height)
    gl.bindRenderbuffer(gl.RENDERBUFFER, depth)
    gl.renderbufferStorage(gl.RENDERBUFFER, gl.DEPTH24_STENCIL8, width, height)
    gl.bindRenderbuffer(gl.RENDERBUFFER, null)
  }

  function install(): void {
    beside = gl.createFramebuffer()
    color = gl.createRenderbuffer()
    depth = gl.createRenderbuffer()
    bound = null
    width = height = 0
    bind(gl.FRAMEBUFFER, beside)
    resize()
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.RENDERBUFFER, color)
    gl.framebufferRenderbuffer(gl.FRAMEBUFFER, gl.DEPTH_STENCIL_ATTACHMENT, gl.RENDERBUFFER, depth)
  }
  gl.bindFramebuffer = (target, framebuffer) => {
    bound = framebuffer
    bind(target, framebuffer ?? beside)
  }
  install()

  return {
    install,
    isSeen,
    begin() {
      resize()
      isPending = true
    },
    isEmptied: () => shownWidth > 0 && (shownWidth !== gl.drawingBufferWidth || shownHeight !== gl.drawingBufferHeight),
    show() {
      if (!isPending) return
      bind(gl.READ_FRAMEBUFFER, beside)
      bind(gl.DRAW_FRAMEBUFFER, null)
      gl.blitFramebuffer(0, 0, width, height, 0, 0, width, height, gl.COLOR_BUFFER_BIT, gl.NEAREST)
      bind(gl.FRAMEBUFFER, bound ?? beside)
      shownWidth = width
      shownHeight = height
      isPending = false
      const resolved = waiting
      waiting = []
      for (const resolve of resolved) resolve()
      onShown()
    },
    isPending: () => isPending,
    whenShown: () => (isPending ? new Promise((resolve) => void waiting.push(resolve)) : Promise.resolve()),
  }
}
