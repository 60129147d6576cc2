type Textures = Pick<
  WebGL2RenderingContext,
  'generateMipmap' | 'texParameteri' | 'TEXTURE_MIN_FILTER' | 'TEXTURE_MAX_LEVEL' | 'LINEAR_MIPMAP_NEAREST' | 'LINEAR'
>
/** As it is where nobody has set it. */
const ALL_LEVELS = 1000

/**
 * Lets pictures do without smaller copies of themselves. The library makes them of every picture that it is given, for a map that is seen
 * aslant; on a flat one a picture is never drawn at less than seven tenths of its size, for which the graphics take the picture itself, but
 * for the moment in which the map is zoomed out and the coarser ones are on their way. Where the processor paints, the copies cost two
 * to three milliseconds a picture, and the choice among them is made for each pixel.
 * @param isFlat of the map now
 */
export function plainTextures(gl: Textures, isFlat: () => boolean): void {
  const generate = gl.generateMipmap.bind(gl)
  const set = gl.texParameteri.bind(gl)
  gl.generateMipmap = (target) => {
    // copies that are there already are of an earlier picture
    set(target, gl.TEXTURE_MAX_LEVEL, isFlat() ? 0 : ALL_LEVELS)
    if (!isFlat()) generate(target)
  }
  gl.texParameteri = (target, name, value) => {
    const isChoice = name === gl.TEXTURE_MIN_FILTER && value === gl.LINEAR_MIPMAP_NEAREST && isFlat()
    set(target, name, isChoice ? gl.LINEAR : value)
  }
}
