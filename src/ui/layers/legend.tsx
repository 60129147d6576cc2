import { useState } from 'react'
import type { Layer, LayerStatus } from '../../app/state.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import { isDrawnAsImage, VECTOR_ZOOM } from '../../core/appearance.ts'
import { shownNumber } from '../../core/units.ts'
import { layersText } from '../../i18n/layers.ts'
import { Button } from '../parts/button.tsx'
import { useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { fieldHead } from '../shell/decode-value.ts'
import { useDecode } from '../shell/use-decode.ts'
import rows from './layers.module.css'
import styles from './legend.module.css'
import { isOnlyClass, type LegendEntry, legendEntries, spanWords, toggleClassFilter } from './legend-entries.ts'
import { PairKey } from './pair-key.tsx'
import { Swatch } from './swatch.tsx'

const SHORT = 5

export function isLegendLong(layer: Layer): boolean {
  return layer.symbology.kind === 'categories' && layer.symbology.classes.length > 12 && layer.geometry !== 'polygon'
}

/** The layer's classes with their counts; a press leaves only that class. */
export function Legend({ layer, status }: { readonly layer: Layer; readonly status: LayerStatus | undefined }) {
  const text = useText()
  const locale = useLocale()
  const run = useRun()
  const decode = useDecode()
  const [isLong, setLong] = useState(false)
  const isSimplified = useAppState(({ session }) => session.view.zoom < VECTOR_ZOOM) && isDrawnAsImage(status?.count ?? 0, 0)
  const { symbology } = layer
  if (symbology.kind === 'single') return null
  const entries = legendEntries(layer, status)
  const shown = isLong || symbology.kind === 'graduated' || entries.length <= SHORT + 1 ? entries : entries.slice(0, SHORT)
  if (symbology.kind === 'bivariate')
    return (
      <div className={styles.legend}>
        <PairKey
          layer={layer}
          symbology={symbology}
          cell={(index) => (
            <>
              <Swatch style={symbology.styles[index]} geometry={layer.geometry} />
              <span className={rows.count}>{entries[index]?.count == null ? '' : shownNumber(entries[index].count, 0)}</span>
            </>
          )}
        />
        {entries.length > symbology.styles.length && (
          <p className={styles.class}>
            <Swatch style={symbology.other} geometry={layer.geometry} />
            <span className={styles.className}>{text(layersText.noValue)}</span>
            <span className={rows.count}>{shownNumber(entries.at(-1)?.count ?? 0, 0)}</span>
          </p>
        )}
        {isSimplified && <p className={styles.simplified}>{text(layersText.simplified)}</p>}
      </div>
    )
  const field = layer.fields.find(({ name }) => name === symbology.field)
  const wordsOf = ({ value, span }: LegendEntry) => {
    if (symbology.kind === 'graduated') return span ? spanWords(span, symbology.breaks, field) : text(layersText.noValue)
    if (value === null) return text(layersText.otherClass)
    const label = symbology.classes.find((each) => each.value === value)?.label
    if (!label) return decode(layer, symbology.field, value)
    return text(label).startsWith(value) || !/^\d/.test(value) ? text(label) : `${value} ${text(label)}`
  }
  return (
    <ul className={styles.legend} aria-label={text(layersText.legendOf, { layer: text(layer.title) })}>
      {symbology.kind === 'graduated' && <li className={styles.simplified}>{fieldHead(field, symbology.field, locale)}</li>}
      {shown.map((entry) => {
        const { value, style, count } = entry
        const words = wordsOf(entry)
        const face = (
          <>
            <Swatch style={style} geometry={layer.geometry} />
            <span className={styles.className}>{words}</span>
            {count !== null && <span className={rows.count}>{shownNumber(count, 0)}</span>}
          </>
        )
        return (
          <li key={value ?? entry.span?.join() ?? ''}>
            {value === null ? (
              <span className={styles.class}>{face}</span>
            ) : (
              <button
                type="button"
                className={styles.class}
                aria-pressed={isOnlyClass(layer, value)}
                title={text(layersText.classFilter, { class: words })}
                onClick={() => run(layerFilter, { layer: layer.id, filter: toggleClassFilter(layer, value) })}
              >
                {face}
              </button>
            )}
          </li>
        )
      })}
      {symbology.kind !== 'graduated' && entries.length > SHORT + 1 && (
        <li>
          <Button variant="link" className={styles.moreClasses} onPress={() => setLong(!isLong)}>
            {isLong ? text(layersText.fewerClasses) : text(layersText.moreClasses, { n: entries.length - SHORT })}
          </Button>
        </li>
      )}
      {isSimplified && <li className={styles.simplified}>{text(layersText.simplified)}</li>}
    </ul>
  )
}
