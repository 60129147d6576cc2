/** A graphics card that says nothing for so long will not keep the map from being tried. */
const GRAPHICS_MS = 20_000

/** Starts the browser's graphics away from the page's thread. Resolves when they stand, or cannot be had here: the map will say so. */
export function warmGraphics(): Promise<void> {
  const worker = new Worker(new URL('./graphics.worker.ts', import.meta.url), { type: 'module', name: 'graphics' })
  return new Promise<void>((resolve) => {
    worker.addEventListener('message', () => resolve())
    worker.addEventListener('error', () => resolve())
    setTimeout(resolve, GRAPHICS_MS)
  }).finally(() => worker.terminate())
}
