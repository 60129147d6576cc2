import { useState } from 'react'
import type { Text } from '../../core/text.ts'
import { messageOf } from '../../i18n/errors.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button } from '../parts/button.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useLocale, useText } from '../shell/app-context.ts'
import type { TypedAnswer, TypedPoint } from './read-typed-point.ts'

interface Props {
  readonly label: Text
  /** while there is no reading to be shown; null: nothing */
  readonly help: Text | null
  readonly read: (value: string) => TypedAnswer
  readonly onPoint: (point: TypedPoint) => void
}

/** A point typed: how it is read stands below it, and where it lies outside the district; several readings are buttons. */
export function TypedPointField({ label, help, read, onPoint }: Props) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const [value, setValue] = useState('')
  const [isAsked, setAsked] = useState(false)
  const { points, problem } = read(value)
  const words = problem && ('code' in problem ? messageOf(problem.code, problem.detail, locale) : text(problem))
  const take = (point: TypedPoint) => {
    onPoint(point)
    setValue('')
    setAsked(false)
  }
  const sayPoint = ({ reading, isInside }: TypedPoint) =>
    isInside
      ? text(reading)
      : text(measureText.typedOutside, { reading: text(reading), district: text(app.config.district.name) })
  return (
    <>
      <TextField
        label={text(label)}
        value={value}
        placeholder={text(measureText.typedHint)}
        onChange={(next) => {
          setValue(next)
          setAsked(false)
        }}
        onSubmit={() => {
          if (points.length === 1) take(points[0])
          else setAsked(true)
        }}
        help={points.length === 1 ? sayPoint(points[0]) : help && value === '' ? text(help) : undefined}
        // while it is being typed, half a number is no mistake
        error={isAsked ? words : null}
      />
      {points.length > 1 &&
        points.map((point) => (
          <Button key={`${point.at}`} isSmall onPress={() => take(point)}>
            {sayPoint(point)}
          </Button>
        ))}
    </>
  )
}
