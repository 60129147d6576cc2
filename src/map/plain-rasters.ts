const MAIN = 'void main()'
/** In the library's shader of rasters, and in no other. */
const COLOUR_WHEEL = 'uniform vec3 u_spin_weights'

/**
 * The fragment shader of a raster that is shown as it is. The library's own reads two pictures for each pixel, to fade from one to the
 * other, takes opacity out and puts it in again, and turns hue, saturation, contrast and brightness; no layer here asks for any of it
 * (raster-fade-duration 0), and where the processor paints, it is a good part of a frame (decision 0037).
 * @param source any shader of the library
 * @returns the same, or of a raster's its own beginning with a shorter end
 */
export function plainRaster(source: string): string {
  const main = source.indexOf(MAIN)
  if (main < 0 || !source.slice(0, main).includes(COLOUR_WHEEL)) return source
  return `${source.slice(0, main)}${MAIN} { fragColor = texture(u_image0, v_pos0.xy / v_pos0.z) * u_opacity; }`
}
