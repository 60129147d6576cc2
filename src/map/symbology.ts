import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'
import type { Layer } from '../app/state.ts'
import { type Appearance, type Look, lookOf } from '../core/appearance.ts'
import { classStyles } from '../core/symbology.ts'
import type { PaintedClass } from '../core/tiling/drawn.ts'
import { WIDTH_STOPS } from '../core/tiling/line-width.ts'
import { hatchId } from './hatch.ts'

type Symbolised = Pick<Layer, 'symbology' | 'geometry'>

/** How each class looks, in class order, "other" last; null: not drawn. A single style is class 0. */
export function looksOf({ symbology, geometry }: Symbolised, appearance: Appearance): readonly (Look | null)[] {
  return classStyles(symbology).map((style) => style && lookOf(style, geometry, appearance))
}

/** What the worker needs to paint the classes on image tiles. */
export function paintOf(looks: readonly (Look | null)[]): readonly (PaintedClass | null)[] {
  return looks.map(
    (look) =>
      look && {
        fill: look.fill,
        fillOpacity: look.fillOpacity,
        line: look.line,
        lineWidth: look.lineWidth,
        ...(look.casing ? { casing: look.casing, casingWidth: look.casingWidth } : {}),
        ...(look.hatch ? { hatch: look.hatch, hatchColor: look.hatchColor } : {}),
        radius: look.radius,
      },
  )
}

export interface ShapeLayers {
  /** prefix of the style layers' ids */
  readonly id: string
  readonly source: string
  readonly geometry: Layer['geometry']
  readonly looks: readonly (Look | null)[]
  /** 0…1 */
  readonly opacity: number
  readonly minZoom: number
  readonly maxZoom: number
  /** widths grow with the zoom, as those of roads and rivers do */
  readonly isGround: boolean
  /** only outlines and names, because a basemap is the ground */
  readonly hasFill: boolean
}

/** Style layers of a table's source-layer 'shapes', bottom first. */
export function shapeLayers(shape: ShapeLayers): readonly LayerSpecification[] {
  const { id, source, geometry, looks, opacity } = shape
  const common = { source, 'source-layer': 'shapes', minzoom: shape.minZoom, maxzoom: shape.maxZoom }
  const drawn = (has: (look: Look) => boolean) => classesWhere(looks, has)
  const layers: LayerSpecification[] = []
  if (geometry === 'point') {
    const dots = drawn((look) => look.fill !== null)
    if (dots.length === 0) return []
    layers.push({
      id: `${id}:dot`,
      type: 'circle',
      ...common,
      filter: within(dots),
      paint: {
        'circle-color': byClass(looks, (look) => look.fill ?? '#000000'),
        'circle-radius': byClass(looks, (look) => look.radius),
        'circle-opacity': byClass(looks, (look) => look.fillOpacity * opacity),
        'circle-stroke-color': byClass(looks, (look) => look.line ?? '#ffffff'),
        'circle-stroke-width': byClass(looks, (look) => (look.line ? look.lineWidth : 1)),
        'circle-stroke-opacity': opacity,
      },
    })
    return layers
  }
  const filled = drawn((look) => look.fill !== null && look.fillOpacity > 0)
  if (geometry === 'polygon' && shape.hasFill && filled.length > 0) {
    layers.push({
      id: `${id}:fill`,
      type: 'fill',
      ...common,
      filter: within(filled),
      paint: {
        'fill-color': byClass(looks, (look) => look.fill ?? '#000000'),
        'fill-opacity': byClass(looks, (look) => look.fillOpacity * opacity),
        // the soft edge of a fill is a line of its own: seen twice where neighbours meet, unless their border covers it
        'fill-antialias': filled.some((index) => !looks[index]?.line),
      },
    })
  }
  const hatched = drawn((look) => look.hatch !== null)
  if (hatched.length > 0) {
    layers.push({
      id: `${id}:hatch`,
      type: 'fill',
      ...common,
      filter: within(hatched),
      paint: {
        'fill-pattern': byClass(looks, (look) => hatchId(look.hatch ?? 'diagonal', look.hatchColor)),
        'fill-opacity': opacity,
        'fill-antialias': false,
      },
    })
  }
  const width = (of: (look: Look) => number) => widthByZoom(byClass(looks, of), shape.isGround)
  const cased = drawn((look) => look.casing !== null)
  if (cased.length > 0) {
    layers.push({
      id: `${id}:casing`,
      type: 'line',
      ...common,
      filter: within(cased),
      layout: { 'line-join': 'round', 'line-cap': 'round' },
      paint: {
        'line-color': byClass(looks, (look) => look.casing ?? '#000000'),
        'line-width': width((look) => look.casingWidth),
        'line-opacity': opacity,
      },
    })
  }
  const lined = drawn((look) => look.line !== null && look.lineWidth > 0)
  for (const [dash, classes] of groupBy(lined, (index) => JSON.stringify(looks[index]?.lineDash ?? null))) {
    layers.push({
      id: `${id}:line${layers.some((layer) => layer.id === `${id}:line`) ? `:${dash}` : ''}`,
      type: 'line',
      ...common,
      filter: within(classes),
      layout: { 'line-join': 'round', ...(geometry === 'line' && dash === 'null' ? { 'line-cap': 'round' } : {}) },
      paint: {
        'line-color': byClass(looks, (look) => look.line ?? '#000000'),
        'line-width': width((look) => look.lineWidth),
        'line-opacity': opacity,
        ...(dash === 'null' ? {} : { 'line-dasharray': JSON.parse(dash) as number[] }),
      },
    })
  }
  return layers
}

function classesWhere(looks: readonly (Look | null)[], has: (look: Look) => boolean): number[] {
  return looks.flatMap((look, index) => (look && has(look) ? [index] : []))
}
function within(classes: readonly number[]): FilterSpecification {
  return ['in', ['get', 'c'], ['literal', [...classes]]]
}

type Scalar = string | number

/**
 * A value that depends on the class. Written as an expression also where all classes have the same: each mix of plain and dependent
 * properties is a shader program of its own, and compiling those is most of what a first view costs.
 */
function byClass<T extends Scalar>(looks: readonly (Look | null)[], of: (look: Look) => T): ExpressionSpecification {
  const entries = looks.flatMap((look, index) => (look ? [[index, of(look)] as const] : []))
  const groups = groupBy(entries, ([, value]) => value)
  const [first, ...others] = groups.entries()
  const usual = first ? first[0] : of(NOTHING)
  const branches = others.flatMap(([value, members]) => [members.map(([index]) => index), value])
  if (branches.length === 0) branches.push([0], usual)
  return ['match', ['get', 'c'], ...branches, usual] as unknown as ExpressionSpecification
}
const NOTHING: Look = {
  fill: null,
  fillOpacity: 0,
  hatch: null,
  hatchColor: '#000000',
  line: null,
  lineWidth: 0,
  lineDash: null,
  casing: null,
  casingWidth: 0,
  radius: 0,
}

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>()
  for (const item of items) {
    const key = keyOf(item)
    const group = groups.get(key)
    if (group) group.push(item)
    else groups.set(key, [item])
  }
  return groups
}

function widthByZoom(width: ExpressionSpecification, isGround: boolean): ExpressionSpecification {
  const stops = isGround ? WIDTH_STOPS.ground : WIDTH_STOPS.data
  const outputs = stops.flatMap(([zoom, factor]) => [zoom, ['*', factor, width]])
  return ['interpolate', ['linear'], ['zoom'], ...outputs] as unknown as ExpressionSpecification
}
