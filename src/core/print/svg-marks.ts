import { HATCH_CELL, HATCH_CELL_MM, hatchLines } from './hatch-lines.ts'
import type { Mark, Paint, Paths } from './marks.ts'

/** Marks as SVG elements whose unit is the millimetre, for documents that are read on a screen and printed. Pictures are left out. */
export function svgMarks(marks: readonly Mark[], widthMm: number, heightMm: number, label: string): string {
  const defs = new Map<string, string>()
  const body = elements(marks, defs)
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${n(widthMm)}mm" height="${n(heightMm)}mm" viewBox="0 0 ${n(widthMm)} ${n(heightMm)}" ` +
    `role="img" aria-label="${escapeXml(label)}">${defs.size > 0 ? `<defs>${[...defs.values()].join('')}</defs>` : ''}${body}</svg>`
  )
}

/** Attribute text is text: nothing in it becomes markup. */
export function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replace(/\p{Cc}/gu, ' ')
}

function elements(marks: readonly Mark[], defs: Map<string, string>): string {
  return marks
    .map((mark) => {
      switch (mark.kind) {
        case 'clip': {
          const id = `c${defs.size}`
          defs.set(
            id,
            `<clipPath id="${id}"><rect x="${n(mark.x)}" y="${n(mark.y)}" width="${n(mark.widthMm)}" height="${n(mark.heightMm)}"/></clipPath>`,
          )
          return `<g clip-path="url(#${id})">${elements(mark.marks, defs)}</g>`
        }
        case 'text': {
          const anchor = mark.align && mark.align !== 'start' ? ` text-anchor="${mark.align}"` : ''
          const turn = mark.turnDeg ? ` transform="rotate(${n(mark.turnDeg)} ${n(mark.x)} ${n(mark.y)})"` : ''
          const weight = mark.isBold ? ' font-weight="600"' : ''
          return `<text x="${n(mark.x)}" y="${n(mark.y)}" font-size="${n(mark.sizeMm)}" fill="${mark.color}"${anchor}${weight}${turn}>${escapeXml(mark.text)}</text>`
        }
        case 'dots':
          return Array.from(
            { length: mark.xy.length / 2 },
            (_, i) =>
              `<circle cx="${n(mark.xy[2 * i])}" cy="${n(mark.xy[2 * i + 1])}" r="${n(mark.radiusMm)}"${look(mark.paint)}/>`,
          ).join('')
        case 'shapes': {
          const d = path(mark.paths)
          const hatch = mark.paint.hatch ? `<path d="${d}" fill="url(#${pattern(mark.paint, defs)})"/>` : ''
          return `<path d="${d}"${look(mark.paint, mark.paths.isClosed)}/>${hatch}`
        }
        default:
          return ''
      }
    })
    .join('')
}

function look({ fill, fillOpacity = 1, line, lineOpacity = 1, lineWidthMm = 0.2, dashMm }: Paint, isClosed = true): string {
  const area = fill && isClosed ? ` fill="${fill}"${fillOpacity < 1 ? ` fill-opacity="${n(fillOpacity)}"` : ''}` : ' fill="none"'
  if (!line) return area
  const dash = dashMm ? ` stroke-dasharray="${dashMm.map(n).join(' ')}"` : ''
  const opacity = lineOpacity < 1 ? ` stroke-opacity="${n(lineOpacity)}"` : ''
  return `${area} stroke="${line}" stroke-width="${n(lineWidthMm)}"${opacity}${dash}`
}
function path({ xy, starts, isClosed }: Paths): string {
  let d = ''
  for (let p = 0; p + 1 < starts.length; p++) {
    for (let i = starts[p]; i < starts[p + 1]; i++) d += `${i === starts[p] ? 'M' : 'L'}${n(xy[2 * i])} ${n(xy[2 * i + 1])}`
    if (isClosed) d += 'Z'
  }
  return d
}
function pattern({ hatch = 'diagonal', hatchColor = '#55666b' }: Paint, defs: Map<string, string>): string {
  const id = `h-${hatch}-${hatchColor.slice(1)}`
  if (!defs.has(id)) {
    const { lines, width } = hatchLines(hatch)
    const d = lines.map((points) => path({ xy: points, starts: [0, points.length / 2], isClosed: width === 0 })).join('')
    const ink = width === 0 ? `fill="${hatchColor}"` : `fill="none" stroke="${hatchColor}" stroke-width="${width}"`
    defs.set(
      id,
      `<pattern id="${id}" width="${HATCH_CELL}" height="${HATCH_CELL}" patternUnits="userSpaceOnUse" patternTransform="scale(${HATCH_CELL_MM / HATCH_CELL})"><path d="${d}" ${ink}/></pattern>`,
    )
  }
  return id
}
const n = (value: number) => String(Math.round(value * 1000) / 1000)
