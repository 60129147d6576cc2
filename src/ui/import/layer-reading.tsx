import { crsOf } from '../../core/crs.ts'
import type { Column } from '../../core/table.ts'
import { importText } from '../../i18n/import.ts'
import { Note } from '../parts/note.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import { AttributeSample } from './attribute-sample.tsx'
import { CrsCards } from './crs-cards.tsx'
import { DatumField } from './datum-field.tsx'
import { evidenceText } from './evidence.ts'
import styles from './import.module.css'
import { offeredSystems } from './offered-systems.ts'
import { type Choice, crsQuestion, datumQuestion, inMetres, swapQuestion } from './pending.ts'
import { Repairs } from './repairs.tsx'
import type { Candidate } from './use-choices.ts'

/** Encodings that Chinese survey data come in; names of the Encoding standard. */
const ENCODINGS = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'gb18030', label: 'GB18030 (GBK, GB2312)' },
  { value: 'big5', label: 'Big5' },
  { value: 'windows-1252', label: 'Windows-1252' },
]

const SHIFTS = [
  { value: 'none', label: importText.shiftNone },
  { value: 'gcj02', label: importText.shiftGcj02 },
  { value: 'bd09', label: importText.shiftBd09 },
] as const

/** How one layer is read: encoding, CRS, order of coordinates; each with its evidence, and the effect in sight. */
export function LayerReading({
  candidate,
  onDecide,
}: {
  readonly candidate: Candidate
  readonly onDecide: (patch: Partial<Choice>) => void
}) {
  const text = useText()
  const { first, now, sample, choice } = candidate
  const { receipt } = now
  // as chosen at once, though all is still being read in it
  const encoding = (candidate.isReading ? choice.encoding : null) ?? receipt.encoding?.toLowerCase() ?? null
  const question = crsQuestion(first)
  const swap = swapQuestion(first)
  const datum = datumQuestion(now) ?? (choice.datum === null ? undefined : datumQuestion(first))
  return (
    <div className={styles.reading} aria-busy={candidate.isReading}>
      {question && (
        <CrsCards
          candidates={question.candidates}
          notes={first.receipt.notes}
          value={choice.crs}
          onChange={(crs) => onDecide({ crs })}
        />
      )}
      {swap && <SwapField sample={swap.sample} value={choice.swap} onChange={(next) => onDecide({ swap: next })} />}
      {datum && (
        <DatumField key={datum.crs} crs={datum.crs} value={choice.datum} onChange={(next) => onDecide({ datum: next })} />
      )}
      <div className={styles.pair}>
        {encoding !== null && receipt.encodingEvidence !== 'specification' && (
          <Select
            label={text(importText.encoding)}
            value={encoding}
            options={encodingOptions(encoding)}
            help={wordsOf(receipt.encodingEvidence)}
            onChange={(next) => onDecide({ encoding: next })}
          />
        )}
        {now.table.geometry && crsOf(now.table.crs)?.kind === 'geographic' && (
          <Select
            label={text(importText.shift)}
            value={choice.shift ?? 'none'}
            options={SHIFTS.map(({ value, label }) => ({ value, label: text(label) }))}
            help={choice.shift ? text(importText.shiftHelp) : undefined}
            onChange={(next) => onDecide({ shift: next === 'none' ? null : next })}
          />
        )}
        {now.table.geometry && (
          <CrsField candidate={candidate} isAsked={question !== undefined} onChange={(crs) => onDecide({ crs })} />
        )}
      </div>
      <AttributeSample
        table={sample.table}
        fields={sample.fields}
        {...(now.hasChangeableTypes && {
          onType: (name: string, type: Column['type']) => onDecide({ types: { ...choice.types, [name]: type } }),
        })}
      />
      <Repairs receipt={receipt} />
    </div>
  )

  function wordsOf(evidence: string | null): string | undefined {
    const words = evidenceText(evidence)
    return words
      ? text(evidence === 'gb18030' ? importText.evidenceGuess : importText.evidence, { evidence: text(words) })
      : undefined
  }
}

function encodingOptions(current: string): { value: string; label: string }[] {
  const isListed = ENCODINGS.some(({ value }) => value === current)
  return isListed ? ENCODINGS : [{ value: current, label: current }, ...ENCODINGS]
}

/** The CRS that the file names, shown with its evidence and open to correction; beside the cards of a question all others. */
function CrsField({
  candidate,
  isAsked,
  onChange,
}: {
  readonly candidate: Candidate
  readonly isAsked: boolean
  readonly onChange: (crs: string) => void
}) {
  const app = useApp()
  const text = useText()
  const { now, choice } = candidate
  const value = (isAsked ? choice.crs : now.table.crs) || null
  const { extent } = app.config.district
  const codes = [...new Set([...(value ? [value] : []), ...offeredSystems(app.config.workingCrs, (extent[0] + extent[2]) / 2)])]
  const evidence = evidenceText(now.receipt.crsEvidence, now.table.crs)
  return (
    <Select
      label={text(isAsked ? importText.otherCrs : importText.crs)}
      placeholder={text(importText.chooseCrs)}
      value={value}
      options={codes.map((code) => {
        const crs = crsOf(code)
        return { value: code, label: crs ? text(crs.title) : code, note: code }
      })}
      help={evidence ? text(importText.evidence, { evidence: text(evidence) }) : undefined}
      onChange={onChange}
    />
  )
}

function SwapField({
  sample,
  value,
  onChange,
}: {
  readonly sample: readonly (readonly [number, number])[]
  readonly value: Choice['swap']
  readonly onChange: (value: 'swap' | 'keep') => void
}) {
  const text = useText()
  const [x, y] = sample[0] ?? [Number.NaN, Number.NaN]
  const isMetres = inMetres(sample)
  const place = (east: number, north: number) =>
    isMetres
      ? text(importText.placeMetres, { east: east.toFixed(3), north: north.toFixed(3) })
      : text(importText.place, { lng: east.toFixed(5), lat: north.toFixed(5) })
  return (
    <div className={styles.swap}>
      <Note level="warning">{text(isMetres ? importText.swapMetresAsk : importText.swapAsk)}</Note>
      <RadioGroup
        label={text(isMetres ? importText.swapMetres : importText.swap)}
        isLabelHidden
        value={value}
        isRow
        options={[
          { value: 'swap', label: text(importText.swapDo), note: place(y, x) },
          { value: 'keep', label: text(importText.swapKeep), note: place(x, y) },
        ]}
        onChange={onChange}
      />
    </div>
  )
}
