import { classStyles } from '../../core/symbology.ts'
import type { Geometry } from '../../core/table.ts'
import { importText } from '../../i18n/import.ts'
import { Swatch } from '../layers/swatch.tsx'
import { Select } from '../parts/select.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import type { StyleOffer } from './style-offers.ts'

const SHOWN = 8

/** How a layer will look: what is proposed, what else there is, and its legend before it is on the map. */
export function StyleChoice({
  offers,
  value,
  labelOf,
  geometry,
  onChange,
}: {
  readonly offers: readonly StyleOffer[]
  readonly value: string
  /** of a field */
  readonly labelOf: (field: string) => string
  readonly geometry: Geometry['kind']
  readonly onChange: (id: string) => void
}) {
  const text = useText()
  const chosen = offers.find(({ id }) => id === value) ?? offers[0]
  const wordsOf = ({ kind, field, symbology }: StyleOffer) => {
    if (field === null) return text(importText.styleSingle)
    const name = labelOf(field)
    if (kind === 'list') return text(importText.styleList, { field: name })
    if (kind === 'survey') return text(importText.styleSurvey, { field: name })
    return text(importText.styleValues, { field: name, count: symbology.kind === 'categories' ? symbology.classes.length : 1 })
  }
  return (
    <div className={styles.look}>
      <Select
        label={text(importText.style)}
        value={chosen.id}
        options={offers.map((offer) => ({ value: offer.id, label: wordsOf(offer) }))}
        onChange={onChange}
      />
      <LegendPreview offer={chosen} geometry={geometry} />
    </div>
  )
}

function LegendPreview({ offer, geometry }: { readonly offer: StyleOffer; readonly geometry: Geometry['kind'] }) {
  const text = useText()
  const { symbology, counts } = offer
  const looks = classStyles(symbology)
  const classes = symbology.kind === 'categories' ? symbology.classes : []
  const rows = looks.flatMap((style, i) => {
    const isOther = symbology.kind === 'categories' && i === classes.length
    if (!style || (isOther && counts[i] === 0)) return []
    const { value = '', label } = classes[i] ?? {}
    const words = symbology.kind === 'single' ? text(importText.styleAll) : isOther ? text(importText.styleOther) : value
    return [{ key: isOther ? '\0' : value, style, words: label ? `${words} ${text(label)}` : words, count: counts[i] }]
  })
  return (
    <ul className={styles.legend} aria-label={text(importText.legend)}>
      {rows.slice(0, SHOWN).map(({ key, style, words, count }) => (
        <li key={key}>
          <Swatch style={style} geometry={geometry} />
          <span className={styles.legendName}>{words}</span>
          <small>{count}</small>
        </li>
      ))}
      {rows.length > SHOWN && <li className={styles.quiet}>{text(importText.styleMore, { count: rows.length - SHOWN })}</li>}
    </ul>
  )
}
