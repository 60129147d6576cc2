import { useEffect, useRef } from 'react'
import { Slider as AriaSlider, Label, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'
import styles from './field.module.css'

export interface SliderProps {
  readonly label: string
  readonly value: number
  readonly onChange: (value: number) => void
  /** when the drag or key press has ended: write to the project here */
  readonly onChangeEnd?: (value: number) => void
  readonly minValue?: number
  readonly maxValue?: number
  readonly step?: number
  readonly format?: Intl.NumberFormatOptions
}

export function Slider({ label, value, onChange, onChangeEnd, minValue = 0, maxValue = 1, step = 0.05, format }: SliderProps) {
  const box = useRef<HTMLDivElement>(null)
  const ended = useRef(onChangeEnd)
  ended.current = onChangeEnd
  // moved by the browser itself, for a reader or in a row whose own keys the arrows are: that is no drag, which alone the library tells the end of
  useEffect(() => {
    const element = box.current
    const onEnd = (event: Event) => ended.current?.(Number((event.target as HTMLInputElement).value))
    element?.addEventListener('change', onEnd)
    return () => element?.removeEventListener('change', onEnd)
  }, [])
  return (
    <AriaSlider
      ref={box}
      className={styles.slider}
      value={value}
      onChange={(next) => onChange(next as number)}
      onChangeEnd={(next) => onChangeEnd?.(next as number)}
      minValue={minValue}
      maxValue={maxValue}
      step={step}
      formatOptions={format}
    >
      <Label className={styles.label}>{label}</Label>
      <SliderOutput />
      <SliderTrack className={styles.track}>
        <SliderThumb className={styles.thumb} />
      </SliderTrack>
    </AriaSlider>
  )
}
