import { rowAreaSigmaM2 } from '../plane.ts'
import type { Geometry } from '../table.ts'

/** Scale of the cadastral map that the rule refers to: 1:2 000 is usual for rural parcels. */
export const CADASTRAL_SCALE = 2000

/**
 * Largest difference between two graphical measurements of one area, m²: ΔP ≤ 0.0003·M·√P
 * (城镇地籍调查规程, 图解法面积量算), with M the denominator of the map scale and P the area in m².
 */
export function areaToleranceM2(areaM2: number, scale = CADASTRAL_SCALE): number {
  return 0.0003 * scale * Math.sqrt(Math.max(0, areaM2))
}

/**
 * How far a registered area may be from the drawn one. 'graphical': ΔP above. The others are for analytic surveys: twice the area's
 * standard deviation when every boundary point has the 中误差 of its class (TD/T 1001-2012: 一级 ±5.0, 二级 ±7.5, 三级 ±10.0 cm).
 */
export type AreaRule = 'graphical' | 'class1' | 'class2' | 'class3'

/** 界址点中误差, m */
export const POINT_SIGMA_M = { class1: 0.05, class2: 0.075, class3: 0.1 }

export function rowToleranceM2(
  geometry: Geometry,
  lngLat: Float64Array,
  row: number,
  registeredM2: number,
  rule: AreaRule,
  scale: number,
): number {
  return rule === 'graphical'
    ? areaToleranceM2(registeredM2, scale)
    : 2 * rowAreaSigmaM2(geometry, lngLat, row, POINT_SIGMA_M[rule])
}
