/** Programs that stand in for a graphics card: virtual desktops, remote sessions, computers with a blocked driver. */
const SOFTWARE = /swiftshader|llvmpipe|softpipe|basic render|\bwarp\b|software/i

/**
 * Whether the processor computes the pictures. A frame of the map then takes a tenth of a second, and an animation is some jerks before
 * the map stands where it was asked to stand.
 * @param renderer as WebGL names it; null: not told
 */
export function isSoftware(renderer: string | null): boolean {
  return renderer !== null && SOFTWARE.test(renderer)
}
