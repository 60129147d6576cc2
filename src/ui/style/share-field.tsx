import { useState } from 'react'
import { Slider } from '../parts/slider.tsx'

/** A share of one; written once, when the drag ends. */
export function ShareField({
  label,
  value,
  onChange,
}: {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
}) {
  const [dragged, setDragged] = useState<number | null>(null)
  return (
    <Slider
      label={label}
      value={dragged ?? value}
      onChange={setDragged}
      onChangeEnd={(next) => {
        setDragged(null)
        if (next !== value) onChange(next)
      }}
      format={{ style: 'percent' }}
    />
  )
}
