import { correction, generate } from 'lean-qr'

/** White around the code, modules: ISO/IEC 18004 asks for four. */
const QUIET = 4
/** CSS pixels: below this readers lose the modules of a screen that has no finer pixels. */
const LEAST_MODULE_PX = 3
const USUAL_SIDE_PX = 208

/** A QR code as an SVG path of unit squares, with the side of its picture, quiet zone included, in modules and in CSS pixels. */
export function qrPath(text: string): { readonly d: string; readonly size: number; readonly sidePx: number } {
  const usual = generate(text, { minCorrectionLevel: correction.M })
  // lower correction for long texts: more and smaller modules are harder to read from a screen than a scratch is to mend
  const isLong = (usual.size + 2 * QUIET) * LEAST_MODULE_PX > USUAL_SIDE_PX
  const code = isLong ? generate(text, { minCorrectionLevel: correction.L }) : usual
  let d = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue
      let end = x + 1
      while (code.get(end, y)) end++
      d += `M${x + QUIET} ${y + QUIET}h${end - x}v1h${x - end}z`
      x = end
    }
  const size = code.size + 2 * QUIET
  // whole pixels a module, so that all are equally wide
  return { d, size, sidePx: size * Math.max(LEAST_MODULE_PX, Math.floor(USUAL_SIDE_PX / size)) }
}
