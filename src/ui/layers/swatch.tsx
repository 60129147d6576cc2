import { useId } from 'react'
import { type SymbolGeometry, swatchOf } from '../../core/appearance.ts'
import type { SymbolStyle } from '../../core/symbology.ts'
import { useAppearance } from '../shell/use-appearance.ts'

/** Hatches repeat on the map in cells of 16 px; in a swatch of 10 px they are drawn smaller to be recognised. */
const HATCH_CELL = 16
const HATCH_SCALE = 0.6

/** How a class looks on the map, at the size of a line of text; the same decisions as the map's own. */
export function Swatch({ style, geometry }: { readonly style: SymbolStyle; readonly geometry: SymbolGeometry }) {
  const id = useId()
  const look = swatchOf(style, geometry, useAppearance())
  // a table has no look on the map: a coloured box would promise one
  if (geometry === 'none')
    return (
      <svg width={18} height={12} viewBox="0 0 18 12" aria-hidden="true" focusable="false">
        <path d="M2 1.5h14v9H2zM2 4.5h14M2 7.5h14M7 1.5v9" fill="none" stroke="currentColor" strokeOpacity={0.6} />
      </svg>
    )
  const { hatchPath } = look
  const dash = look.lineDash?.join(' ')
  return (
    <svg width={18} height={12} viewBox="0 0 18 12" aria-hidden="true" focusable="false">
      {hatchPath && (
        <pattern
          id={id}
          width={HATCH_CELL}
          height={HATCH_CELL}
          patternUnits="userSpaceOnUse"
          patternTransform={`scale(${HATCH_SCALE})`}
        >
          <path
            d={hatchPath.d}
            fill={hatchPath.width === 0 ? look.hatchColor : 'none'}
            stroke={hatchPath.width === 0 ? 'none' : look.hatchColor}
            strokeWidth={hatchPath.width * 1.3}
          />
        </pattern>
      )}
      {look.shape === 'dot' && (
        <circle
          cx={9}
          cy={6}
          r={Math.min(5, look.radius)}
          fill={look.fill ?? 'none'}
          stroke={look.line ?? 'none'}
          strokeWidth={Math.min(2, look.lineWidth)}
        />
      )}
      {look.shape === 'stroke' && (
        <>
          {look.casing && <path d="M1 6h16" stroke={look.casing} strokeWidth={Math.min(8, look.casingWidth)} />}
          <path d="M1 6h16" stroke={look.line ?? 'none'} strokeWidth={Math.min(6, look.lineWidth)} strokeDasharray={dash} />
        </>
      )}
      {look.shape === 'box' && (
        <>
          {look.fill && <rect x={1} y={1} width={16} height={10} fill={look.fill} fillOpacity={look.fillOpacity} />}
          {hatchPath && <rect x={1} y={1} width={16} height={10} fill={`url(#${id})`} />}
          {look.line && (
            <rect
              x={1}
              y={1}
              width={16}
              height={10}
              fill="none"
              stroke={look.line}
              strokeWidth={Math.min(2, look.lineWidth)}
              strokeDasharray={dash}
            />
          )}
        </>
      )}
    </svg>
  )
}
