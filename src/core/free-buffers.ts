/** Less is not worth the calls. */
const LEAST_BYTES = 1 << 20

/** Of ES2024: browsers have it, Node from 22 on. */
interface Transferable extends ArrayBuffer {
  transfer?(newLength: number): ArrayBuffer
}

/**
 * Gives the memory of large arrays back at once; they are empty then. A thread that makes little else collects its garbage late: of a
 * million buffers a second copy would stay for minutes.
 */
export function freeBuffers(arrays: readonly ArrayBufferView[]): void {
  const buffers = new Set(arrays.map(({ buffer }) => buffer as Transferable))
  let bytes = 0
  for (const { byteLength } of buffers) bytes += byteLength
  if (bytes < LEAST_BYTES) return
  const moved: ArrayBuffer[] = []
  for (const buffer of buffers) {
    if (buffer.transfer) buffer.transfer(0)
    else moved.push(buffer)
  }
  if (moved.length > 0) dropThroughClosedPort(moved)
}

/** What is moved through a port that is closed arrives nowhere. */
function dropThroughClosedPort(buffers: ArrayBuffer[]): void {
  const { port1 } = new MessageChannel()
  port1.close()
  port1.postMessage(null, buffers)
}
