import { useState } from 'react'
import { crsOf } from '../../core/crs.ts'
import { readShift, withShift } from '../../core/datum-shift.ts'
import { importText } from '../../i18n/import.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import { UNCONVERTED } from './pending.ts'

/** Xian 1980 and Beijing 1954: nothing lands on the map before the user gives parameters or accepts that there are none. */
export function DatumField({
  crs,
  value,
  onChange,
}: {
  readonly crs: string
  readonly value: string | null
  readonly onChange: (value: string | null) => void
}) {
  const text = useText()
  const [way, setWay] = useState<'parameters' | 'unconverted' | null>(
    value === null ? null : value === UNCONVERTED ? 'unconverted' : 'parameters',
  )
  const [typed, setTyped] = useState(/\+towgs84=(\S+)/.exec(value ?? '')?.[1] ?? '')
  const [isTried, setTried] = useState(false)
  const shift = readShift(typed)
  const info = crsOf(crs)
  const use = () => {
    setTried(true)
    if (shift) onChange(withShift(crs, shift))
  }
  return (
    <div className={styles.swap}>
      <Note level="warning">{text(importText.datumAsk, { crs: info ? text(info.title) : crs })}</Note>
      <RadioGroup<'parameters' | 'unconverted'>
        label={text(importText.datum)}
        isLabelHidden
        value={way}
        options={[
          {
            value: 'parameters',
            label: text(importText.datumParameters),
            note: text(importText.datumParametersHelp),
          },
          {
            value: 'unconverted',
            label: text(importText.datumUnconverted),
            note: text(importText.datumUnconvertedHelp),
          },
        ]}
        onChange={(next) => {
          setWay(next)
          onChange(next === 'unconverted' ? UNCONVERTED : null)
        }}
      />
      {way === 'parameters' && (
        <>
          <TextField
            label={text(importText.datumValues)}
            value={typed}
            help={text(importText.datumValuesHelp)}
            error={isTried && !shift ? text(importText.datumValuesWrong) : null}
            onChange={setTyped}
            onSubmit={use}
          />
          <Button onPress={use}>{text(importText.datumUse)}</Button>
        </>
      )}
    </div>
  )
}
