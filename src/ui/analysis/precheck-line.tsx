import type { Layer } from '../../app/state.ts'
import type { Analysis } from '../../core/analysis.ts'
import { crsOf } from '../../core/crs.ts'
import { MOST_RESULT_VERTICES } from '../../core/ranged-layer.ts'
import type { Table } from '../../core/table.ts'
import { shownNumber } from '../../core/units.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { LoadingAll } from '../layers/loading-all.tsx'
import { NeedsAll } from '../layers/needs-all.tsx'
import { Button } from '../parts/button.tsx'
import { Icon } from '../parts/icon.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './analysis.module.css'
import type { Precheck } from './check.ts'
import type { MissingCode } from './form-state.ts'
import type { PartSize } from './use-part-sizes.ts'
import type { ResultSize } from './use-result-size.ts'

/** What is fine, what is doubtful, and what keeps the analysis from running, before it runs. */
export function PrecheckLine({
  analysis,
  check,
  lacks,
  layer,
  table,
  far,
  parts,
  result,
}: {
  readonly analysis: Analysis
  readonly check: Precheck | null
  readonly lacks: readonly { readonly param: string; readonly code: MissingCode }[]
  readonly layer: Layer | undefined
  readonly table: Table | null
  /** layers that are read as needed, which this cannot be reckoned from */
  readonly far: readonly Layer[]
  /** what a run reads of layers that are read as needed; null: not known, or nothing */
  readonly parts: readonly PartSize[] | null
  /** of the layer that a run would make of rows that pass by; null: it makes none, or not known */
  readonly result: ResultSize | null
}) {
  const app = useApp()
  const text = useText()
  const status = useAppState((state) => (layer ? state.session.layerStatus[layer.id] : undefined))
  if (layer && status?.state === 'failed')
    return (
      <Line isFine={false}>
        {text(analysisText.layerFailed)}
        <Button variant="link" onPress={() => void app.showLayer(layer.id).catch(() => null)}>
          {text(analysisText.retry)}
        </Button>
      </Line>
    )
  const blocked = lacks.map(({ param, code }) => {
    const field = text(analysis.params[param].label)
    if (code === 'layer') return text(analysisText.missingLayer)
    if (code === 'grid') return text(analysisText.missingGrid)
    return text(code === 'fields' ? analysisText.missingFields : analysisText.missingNumber, { field })
  })
  if (far.length > 0)
    return far.map((each) => (
      <div key={each.id}>
        <NeedsAll layer={each} />
        {analysis.parts && <p className={styles.quiet}>{text(rangedText.partHint)}</p>}
      </div>
    ))
  if (layer && !table)
    return (
      <>
        <p className={styles.quiet}>{text(analysisText.loadingLayer)}</p>
        <LoadingAll layer={layer} />
      </>
    )
  if (blocked.length > 0) return <Line isFine={false}>{blocked.join(' · ')}</Line>
  if (!layer || !table || !check) return null
  if (check.rows === 0) return <Line isFine={false}>{text(analysisText.missingRows)}</Line>
  const crs = crsOf(table.crs)
  return (
    <section className={styles.check} aria-label={text(analysisText.check)}>
      <Line isFine>{text(analysisText.checkRows, { count: check.rows })}</Line>
      <Line isFine={check.isCrsKnown}>
        {crs ? text(analysisText.checkCrs, { crs: text(crs.title) }) : text(analysisText.checkNoCrs)}
      </Line>
      {parts?.map(({ layer: part, rows, bytes, isTooMuch }) => (
        <Line key={part.id} isFine={rows > 0 && !isTooMuch}>
          {text(isTooMuch ? rangedText.readsTooMuch : rows > 0 ? rangedText.readsPart : rangedText.readsNothing, {
            layer: text(part.title),
            n: rows,
            mb: shownNumber(Math.max(0.1, bytes / 2 ** 20), 1),
          })}
        </Line>
      ))}
      {parts?.some((part) => part.layer.id === layer.id) ? null : (
        <Line isFine={!check.empty}>
          {check.empty === null
            ? text(rangedText.passes)
            : check.empty === 0
              ? text(analysisText.checkValid)
              : text(analysisText.checkEmpty, { count: check.empty })}
        </Line>
      )}
      {result && (
        <Line isFine={result.rows > 0 && result.vertices <= MOST_RESULT_VERTICES}>
          {text(result.vertices > MOST_RESULT_VERTICES ? rangedText.makesTooMuch : rangedText.makes, {
            n: result.rows,
            v: result.vertices,
            limit: MOST_RESULT_VERTICES,
          })}
        </Line>
      )}
      {layer.source.isDemonstration && <Line isFine>{text(analysisText.checkDemo)}</Line>}
    </section>
  )
}

function Line({ isFine, children }: { readonly isFine: boolean; readonly children: React.ReactNode }) {
  return (
    <p className={isFine ? styles.fine : styles.doubt}>
      <Icon name={isFine ? 'check' : 'warning'} size={12} />
      <span>{children}</span>
    </p>
  )
}
