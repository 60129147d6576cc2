import { useEffect, useId, useRef, useState } from 'react'
import styles from './color-field.module.css'

export interface ColorFieldProps {
  readonly label: string
  readonly isLabelHidden?: boolean
  /** '#rrggbb' */
  readonly value: string
  /** once a choice, when the picker is left: not for each shade on the way */
  readonly onChange: (value: string) => void
}

/** The browser's own colour picker, with the code beside it. */
export function ColorField({ label, isLabelHidden, value, onChange }: ColorFieldProps) {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const [shown, setShown] = useState(value)
  useEffect(() => setShown(value), [value])
  useEffect(() => {
    const element = input.current
    // React's onChange is the browser's "input"
    const commit = () => element && element.value !== value && onChange(element.value)
    element?.addEventListener('change', commit)
    return () => element?.removeEventListener('change', commit)
  }, [onChange, value])
  return (
    <span className={styles.color}>
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : undefined}>
        {label}
      </label>
      <input
        ref={input}
        id={id}
        type="color"
        value={shown}
        title={`${label} ${shown}`}
        onChange={(event) => setShown(event.target.value)}
      />
    </span>
  )
}
