import { CLASS_STYLE, defaultSymbology, hueOf, plainStyle } from '../../app/import-layer.ts'
import { rampById } from '../../core/ramps.ts'
import type { Symbology } from '../../core/symbology.ts'
import type { CodeList, FieldInfo, TextColumn } from '../../core/table.ts'
import type { DecodedLayer } from '../../formats/format.ts'
import { areLandClasses, categories, landClassCategories } from '../style/make-symbology.ts'

/** More values than a legend is read with. */
const MOST_CLASSES = 24
/** More than the survey has land classes. */
const MOST_VALUES = 200
const RAMP = 'light'

/** A look that a layer can come onto the map with. */
export interface StyleOffer {
  readonly id: string
  /** 'list': colours of a code list; 'survey': those of the third survey, by what the values are; 'values': a colour each; 'single' */
  readonly kind: 'list' | 'survey' | 'values' | 'single'
  readonly field: string | null
  readonly symbology: Symbology
  /** rows of each class of the symbology, "other" last */
  readonly counts: readonly number[]
}

/** What is proposed first, then what else its fields allow, one colour last. Nothing for a raster or a table without shapes. */
export function styleOffers(
  layer: DecodedLayer,
  codeLists: Readonly<Record<string, CodeList>>,
  ordinal: number,
): readonly StyleOffer[] {
  const kind = layer.table.geometry?.kind
  if (!kind || layer.grid) return []
  const hue = hueOf(ordinal)
  const single: Symbology = { kind: 'single', style: plainStyle(kind, hue) }
  const classed: Symbology = kind === 'polygon' ? { kind: 'single', style: { ...CLASS_STYLE, fill: hue } } : single
  const first = defaultSymbology(layer, kind, codeLists, hue)
  const offers: StyleOffer[] = []
  const offer = (id: StyleOffer['kind'], field: string | null, symbology: Symbology, column?: TextColumn) => {
    const counts = column ? countsOf(column, symbology) : [layer.table.length]
    offers.push({ id: field === null ? id : `${id}:${field}`, kind: id, field, symbology, counts })
  }
  const texts = layer.table.columns.filter((column): column is TextColumn => column.type === 'text')
  if (first.kind === 'categories')
    offer(
      'list',
      first.field,
      first,
      texts.find(({ name }) => name === first.field),
    )
  for (const column of texts) {
    const values = valuesOf(column)
    if (kind === 'polygon' && areLandClasses(values) && !offers.some(({ field }) => field === column.name))
      offer('survey', column.name, landClassCategories(column.name, values, classed, 'screen'), column)
    if (values.length >= 2 && values.length <= MOST_CLASSES && values.length < layer.table.length)
      offer('values', column.name, categories(column.name, values, classed, rampById(RAMP), false, kind), column)
  }
  offer('single', null, single)
  return offers
}

/**
 * The look that is proposed: the colours of the code list that a field is known to hold, the survey's where a field that is known for land
 * classes holds them, else one quiet colour. The same digits mean other classes in other lists: content alone is no proof.
 */
export function proposedStyle(offers: readonly StyleOffer[], fields: readonly FieldInfo[]): string | null {
  const isKnown = (name: string | null) => fields.some((field) => field.name === name && field.role === 'landClass')
  const found =
    offers.find(({ kind }) => kind === 'list') ?? offers.find(({ kind, field }) => kind === 'survey' && isKnown(field))
  return (found ?? offers.at(-1))?.id ?? null
}

/** Ascending; none where there are more than classes could be made of. */
function valuesOf({ codes, dictionary }: TextColumn): string[] {
  const used = new Uint8Array(dictionary.length)
  let count = 0
  for (const code of codes) {
    if (used[code]) continue
    used[code] = 1
    if (++count > MOST_VALUES) return []
  }
  return dictionary.filter((text, code): text is string => used[code] === 1 && text !== null && text !== '').sort()
}

function countsOf({ codes, dictionary }: TextColumn, symbology: Symbology): number[] {
  if (symbology.kind !== 'categories') return []
  const places = new Map(symbology.classes.map(({ value }, i) => [value, i]))
  const counts = new Array<number>(symbology.classes.length + 1).fill(0)
  const placeOf = dictionary.map((text) => (text === null ? undefined : places.get(text)) ?? symbology.classes.length)
  for (const code of codes) counts[placeOf[code]]++
  return counts
}
