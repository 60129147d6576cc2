import { POINT_CLASSES } from '../../core/field/verdict.ts'
import { type Ramp, rampClasses } from '../../core/ramps.ts'
import { classStyles, type NumberClasses, type Symbology, type SymbolStyle } from '../../core/symbology.ts'
import { landClass } from '../../standards/land-classes-2019.ts'

type Graduated = Extract<Symbology, { kind: 'graduated' }>
type Bivariate = Extract<Symbology, { kind: 'bivariate' }>
type Categories = Extract<Symbology, { kind: 'categories' }>
export type SymbolKind = 'point' | 'line' | 'polygon'

/** Not one of the classes' colours, and quiet: rows without value, values without class. */
const QUIET = '#d5d3cc'

/** The look that classes have in common: that of the first drawn class, as far as it is not its colour. */
export function commonStyle(symbology: Symbology): SymbolStyle {
  return classStyles(symbology).find((style) => style !== null) ?? {}
}

/** Below this the ground shows so much through a fill that its colour is not told from the next. */
const LEAST_TOLD = 0.5
const TOLD = 0.8

/** What classes begin with: a single look may be little more than an outline, and its classes would look alike. */
export function startStyle(symbology: Symbology): SymbolStyle {
  const common = commonStyle(symbology)
  const isFaint = symbology.kind === 'single' && common.fillOpacity !== undefined && common.fillOpacity < LEAST_TOLD
  return isFaint ? { ...common, fillOpacity: TOLD } : common
}

/** Lines take a class's colour as their line, all else as its fill; a hatch of one class is none of the next. */
export function colored(common: SymbolStyle, color: string, kind: SymbolKind): SymbolStyle {
  const { hatch: _, hatchColor: __, ...rest } = common
  if (kind === 'line') return { ...rest, line: color }
  return { ...rest, fill: color, ...(rest.fillOpacity === 0 && { fillOpacity: TOLD }) }
}

export function colorOf(style: SymbolStyle, kind: SymbolKind): string {
  return (kind === 'line' ? style.line : style.fill) ?? QUIET
}

export function graduated(
  from: Pick<Graduated, 'field' | 'method' | 'breaks' | 'range'>,
  colors: readonly string[],
  common: SymbolStyle,
  kind: SymbolKind,
): Graduated {
  const styles = colors.map((color) => colored(common, color, kind))
  return { kind: 'graduated', ...from, styles, other: colored({ ...common, fillOpacity: 0.4 }, QUIET, kind) }
}

/** Boundaries as sure as they are: solid within 一级, the more broken the less sure. */
const ACCURACY_LINES: readonly SymbolStyle[] = [
  { line: '#1d6b3a', lineWidth: 2.2 },
  { line: '#1d6b3a', lineWidth: 1.2 },
  { line: '#9a5b00', lineWidth: 1.4, lineDash: [4, 2] },
  { line: '#b3261e', lineWidth: 1.4, lineDash: [1.5, 1.5] },
]
/** The limits of its classes in metres. Source: TD/T 1001-2012, 中误差 of 一级, 二级 and 三级 boundary points. */
const ACCURACY_M = [POINT_CLASSES[1].rmseM, POINT_CLASSES[2].rmseM, POINT_CLASSES[3].rmseM]
/** A field whose greatest value is beyond is no accuracy of boundary points in metres. */
const MOST_ACCURACY_M = 5

/** @param kind dots have no line that could be broken */
export function mayBeAccuracy({ min, max }: { readonly min: number; readonly max: number }, kind: SymbolKind): boolean {
  return kind !== 'point' && min >= 0 && max > 0 && max <= MOST_ACCURACY_M
}

/** 界址精度: the class of accuracy as a kind of line, fills left as they are. */
export function accuracyLook(field: string, range: Graduated['range'], common: SymbolStyle, kind: SymbolKind): Graduated {
  const { line: _, lineDash: __, lineWidth: ___, ...rest } = common
  const fill = kind === 'polygon' ? { ...rest, fillOpacity: Math.min(rest.fillOpacity ?? 1, 0.25) } : {}
  return {
    kind: 'graduated',
    field,
    method: 'manual',
    breaks: ACCURACY_M,
    range,
    styles: ACCURACY_LINES.map((style) => ({ ...fill, ...style })),
    other: { ...fill, line: '#7a8588', lineWidth: 0.8, lineDash: [1, 3] },
  }
}

/** Classes by two numbers; of nine colours as many as there are classes, those of the ends among them. */
export function pairs(
  first: NumberClasses,
  second: NumberClasses,
  colors: readonly string[],
  common: SymbolStyle,
  kind: SymbolKind,
): Bivariate {
  const size = Math.sqrt(colors.length)
  const [rows, columns] = [first, second].map(({ breaks }) => breaks.length + 1)
  const placeOf = (index: number, count: number) => (count === 1 ? 0 : Math.round((index * (size - 1)) / (count - 1)))
  const styles = Array.from({ length: rows * columns }, (_, at) => {
    const [k, j] = [placeOf(Math.floor(at / columns), rows), placeOf(at % columns, columns)]
    return colored(common, colors[k * size + j], kind)
  })
  return { kind: 'bivariate', ...first, second, styles, other: colored({ ...common, fillOpacity: 0.4 }, QUIET, kind) }
}

/** The colours of as many classes as there are breaks for, over the same ends as before where their number changes. */
export function respread(styles: readonly SymbolStyle[], count: number, kind: SymbolKind): string[] {
  const colors = styles.map((style) => colorOf(style, kind))
  return colors.length === count ? colors : rampClasses({ kind: 'sequential', colors: [...colors, ...colors.slice(-1)] }, count)
}

/** Labels and styles of values that have a class already are kept. */
export function categories(
  field: string,
  values: readonly string[],
  before: Symbology,
  ramp: Ramp,
  isReversed: boolean,
  kind: SymbolKind,
): Categories {
  const common = startStyle(before)
  const known = before.kind === 'categories' && before.field === field ? before.classes : []
  const colors = rampClasses(ramp, values.length, isReversed)
  return {
    kind: 'categories',
    field,
    classes: values.map((value, i) => {
      const label = known.find((each) => each.value === value)?.label
      return { value, ...(label && { label }), style: colored(common, colors[i], kind) }
    }),
    other: colored({ ...common, fillOpacity: 0.4 }, QUIET, kind),
  }
}

/** Whether values of a field are land classes of the third survey: then they have colours of their own. */
export function areLandClasses(values: readonly string[]): boolean {
  const known = values.filter((value) => landClass(value))
  return known.length > 0 && known.length >= values.filter((value) => value !== '').length * 0.6
}

/** Classes in the survey's colours, hatched where colours coincide; unknown values are left to "other". */
export function landClassCategories(
  field: string,
  values: readonly string[],
  before: Symbology,
  palette: 'print' | 'screen',
): Categories {
  const { hatch: _, hatchColor: __, ...common } = startStyle(before)
  const known = before.kind === 'categories' && before.field === field ? before.classes : []
  const classes = [...values].sort().flatMap((value) => {
    const entry = landClass(value)
    if (!entry) return []
    const label = known.find((each) => each.value === value)?.label ?? entry.label
    return { value, label, style: { ...common, fill: entry[palette], ...(entry.hatch && { hatch: entry.hatch }) } }
  })
  return { kind: 'categories', field, classes, other: { ...common, fill: QUIET } }
}

/** The ramp whose colours the classes have now, forwards or backwards; null: other colours. */
export function rampOf(
  styles: readonly SymbolStyle[],
  kind: SymbolKind,
  ramps: readonly Ramp[],
): { readonly id: string; readonly isReversed: boolean } | null {
  const now = styles.map((style) => colorOf(style, kind)).join()
  for (const ramp of ramps)
    for (const isReversed of [false, true])
      if (rampClasses(ramp, styles.length, isReversed).join() === now) return { id: ramp.id, isReversed }
  return null
}
