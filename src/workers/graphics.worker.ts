/** A round to the graphics process and back takes no longer where nothing waits there. */
const QUIET_MS = 8
const QUIET_ROUNDS = 3
/** Screens that are always being painted will not keep the map from being made. */
const LONGEST_MS = 1500

/**
 * The first graphics context of a browser takes its time (a second or two where pictures are computed by the processor), during which
 * whoever asked for it stands still. Asked for here, the page's own comes at once.
 * @returns what draws, as WebGL names it
 */
async function warm(): Promise<string | null> {
  const gl = new OffscreenCanvas(1, 1).getContext('webgl2')
  const about = gl?.getExtension('WEBGL_debug_renderer_info')
  // the answer to this needs the context to stand
  const renderer: unknown = gl?.getParameter(about?.UNMASKED_RENDERER_WEBGL ?? gl.RENDERER)
  if (gl) await whenQuiet(gl)
  gl?.getExtension('WEBGL_lose_context')?.loseContext()
  return typeof renderer === 'string' ? renderer : null
}

/** The first screens waited for the same process meanwhile, and are painted now: the page's context would stand behind them, and the page with it. */
async function whenQuiet(gl: WebGL2RenderingContext): Promise<void> {
  const until = performance.now() + LONGEST_MS
  const pixel = new Uint8Array(4)
  for (let quiet = 0; quiet < QUIET_ROUNDS && performance.now() < until; ) {
    const start = performance.now()
    gl.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel)
    quiet = performance.now() - start < QUIET_MS ? quiet + 1 : 0
    await new Promise((resolve) => setTimeout(resolve, 4))
  }
}

// the page hears of an error of a script, not of a promise
warm()
  .catch(() => null)
  .then((renderer) => self.postMessage(renderer))
