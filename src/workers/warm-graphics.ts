/** A graphics card that says nothing for so long will not keep the map from being tried. */
const GRAPHICS_MS = 20_000
/** Nor does it paint quicker than a processor would. */
const SILENT = 'software, by its silence'

/**
 * Starts the browser's graphics away from the page's thread. Resolves when they stand, or cannot be had here: the map will say so.
 * @returns what draws, as WebGL names it; null: not told
 */
export function warmGraphics(): Promise<string | null> {
  const worker = new Worker(new URL('./graphics.worker.ts', import.meta.url), { type: 'module', name: 'graphics' })
  return new Promise<string | null>((resolve) => {
    worker.addEventListener('message', ({ data }: MessageEvent<string | null>) => resolve(data))
    worker.addEventListener('error', () => resolve(null))
    setTimeout(() => resolve(SILENT), GRAPHICS_MS)
  }).finally(() => worker.terminate())
}
