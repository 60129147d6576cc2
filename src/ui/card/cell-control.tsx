import { useState } from 'react'
import type { CellValue, CodeList, Column } from '../../core/table.ts'
import { cardText } from '../../i18n/card.ts'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useLocale, useText } from '../shell/app-context.ts'

/** of an option list: no value */
const NONE = '@none'
const MAX_DECIMALS = 10

interface ControlProps {
  readonly label: string
  readonly unit: string | undefined
  readonly column: Column
  readonly value: CellValue
  readonly codes: CodeList | undefined
  readonly onChange: (value: CellValue) => void
}

/** The control that a column's type and code list ask for. */
export function CellControl(props: ControlProps) {
  const text = useText()
  const locale = useLocale()
  const { label, column, value, codes, onChange } = props
  const none = { value: NONE, label: text(cardText.empty) }
  if (column.type === 'text' && codes) {
    const known = codes.entries.map(({ code, label: words }) => ({ value: code, label: `${code} ${words[locale]}` }))
    const isStrange = typeof value === 'string' && !codes.entries.some(({ code }) => code === value)
    const options = [...(isStrange ? [{ value, label: value }] : []), ...known, none]
    return (
      <Select
        label={label}
        value={typeof value === 'string' ? value : NONE}
        options={options}
        onChange={(code) => onChange(code === NONE ? null : code)}
      />
    )
  }
  if (column.type === 'boolean') {
    const options = [{ value: 'true', label: text(cardText.yes) }, { value: 'false', label: text(cardText.no) }, none]
    return (
      <Select
        label={label}
        value={value === null ? NONE : String(value)}
        options={options}
        onChange={(choice) => onChange(choice === NONE ? null : choice === 'true')}
      />
    )
  }
  if (column.type === 'number') return <NumberControl {...props} />
  return <TextControl {...props} isDate={column.type === 'date'} />
}

function NumberControl({ label, unit, value, onChange }: ControlProps) {
  const [draft, setDraft] = useState(typeof value === 'number' ? value : Number.NaN)
  return (
    <NumberField
      label={label}
      unit={unit}
      value={draft}
      decimals={MAX_DECIMALS}
      hasSteps={false}
      onChange={(next) => {
        setDraft(next)
        const after = Number.isNaN(next) ? null : next
        if (after !== value) onChange(after)
      }}
    />
  )
}

/** Taken over at Enter and when the focus leaves; Esc gives the value back. */
function TextControl({ label, value, onChange, isDate }: ControlProps & { readonly isDate: boolean }) {
  const text = useText()
  const shown = value === null ? '' : isDate ? new Date(Number(value)).toISOString().slice(0, 10) : String(value)
  const [draft, setDraft] = useState(shown)
  const date = isDate ? readDate(draft) : null
  const isWrong = isDate && draft.trim() !== '' && date === null
  const take = () => {
    if (draft === shown || isWrong) return
    onChange(isDate ? date : draft === '' ? null : draft)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the field inside is what is focused; this hears of its leaving
    <div
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || draft === shown) return
        event.stopPropagation()
        setDraft(shown)
      }}
    >
      <TextField
        label={label}
        value={draft}
        onChange={setDraft}
        onSubmit={take}
        error={isWrong ? text(cardText.wrongDate) : null}
      />
    </div>
  )
}

/** ms since 1970 UTC of yyyy-mm-dd; null when it is no such day. */
function readDate(words: string): number | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(words.trim())
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number)
  const time = Date.UTC(year, month - 1, day)
  return new Date(time).getUTCDate() === day ? time : null
}
