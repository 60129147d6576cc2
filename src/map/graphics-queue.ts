const POLL_MS = 4
/** A driver that never says so must not stop the map. */
const LIMIT_MS = 10_000

/**
 * Resolves when the graphics process has done all that was asked of it so far. Asking WebGL anything that it has to answer before that
 * (is a program linked, is there room for a picture) would make the page's thread wait as long, and answer nobody meanwhile.
 */
export async function whenCaughtUp(gl: WebGL2RenderingContext): Promise<void> {
  const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0)
  if (!fence) return
  gl.flush()
  const until = performance.now() + LIMIT_MS
  do await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  while (!gl.isContextLost() && gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED && performance.now() < until)
  gl.deleteSync(fence)
}

/** The same of a map; at once where it has no graphics. */
export async function caughtUp(map: { getCanvas(): HTMLCanvasElement }): Promise<void> {
  const gl = map.getCanvas().getContext('webgl2')
  if (gl) await whenCaughtUp(gl)
}

/** After whatever waits for the page's thread now; unlike a timer without a least delay. */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(null)
  })
