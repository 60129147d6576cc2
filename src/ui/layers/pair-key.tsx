import type { ReactNode } from 'react'
import type { Layer } from '../../app/state.ts'
import type { NumberClasses, Symbology } from '../../core/symbology.ts'
import { layersText } from '../../i18n/layers.ts'
import { useLocale, useText } from '../shell/app-context.ts'
import { fieldHead } from '../shell/decode-value.ts'
import styles from './legend.module.css'
import { spansOf, spanWords } from './legend-entries.ts'

interface PairKeyProps {
  readonly layer: Layer
  readonly symbology: Extract<Symbology, { kind: 'bivariate' }>
  /** what stands for a class: its place among the styles */
  readonly cell: (index: number, words: string) => ReactNode
}

/** Classes by two numbers as a table: the first from left to right, the second upwards, both at their greatest in the corner at the top. */
export function PairKey({ layer, symbology, cell }: PairKeyProps) {
  const text = useText()
  const { second } = symbology
  const locale = useLocale()
  const infoOf = (name: string) => layer.fields.find((each) => each.name === name)
  const nameOf = (name: string) => fieldHead(infoOf(name), name, locale)
  const wordsOf = (by: NumberClasses) => spansOf(by).map((span) => spanWords(span, by.breaks, infoOf(by.field)))
  const [columns, rows] = [wordsOf(symbology), wordsOf(second)]
  return (
    <table
      className={styles.pairs}
      aria-label={text(layersText.pairs, { first: nameOf(symbology.field), second: nameOf(second.field) })}
    >
      <caption>↑ {nameOf(second.field)}</caption>
      <tbody>
        {rows
          .map((row, j) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              {columns.map((column, k) => (
                <td key={column}>{cell(k * rows.length + j, `${column} × ${row}`)}</td>
              ))}
            </tr>
          ))
          .reverse()}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">→ {nameOf(symbology.field)}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </tfoot>
    </table>
  )
}
