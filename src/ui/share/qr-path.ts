import { correction, generate } from 'lean-qr'

/** White around the code, modules: ISO/IEC 18004 asks for four. */
const QUIET = 4

/** A QR code as an SVG path of unit squares, with the side of its picture, quiet zone included. */
export function qrPath(text: string): { readonly d: string; readonly size: number } {
  // lower correction for long texts: the smaller modules of a higher one are harder to read from a screen than a scratch is to mend
  const code = generate(text, { minCorrectionLevel: text.length > 400 ? correction.L : correction.M })
  let d = ''
  for (let y = 0; y < code.size; y++)
    for (let x = 0; x < code.size; x++) {
      if (!code.get(x, y)) continue
      let end = x + 1
      while (code.get(end, y)) end++
      d += `M${x + QUIET} ${y + QUIET}h${end - x}v1h${x - end}z`
      x = end
    }
  return { d, size: code.size + 2 * QUIET }
}
