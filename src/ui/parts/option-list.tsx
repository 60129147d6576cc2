import { type ReactNode, useEffect, useId, useRef } from 'react'
import { classNames } from './class-names.ts'
import styles from './option-list.module.css'

export interface OptionListProps {
  readonly label: string
  readonly options: readonly { readonly id: string; readonly content: ReactNode }[]
  readonly active: number
  /** ↑ ↓ Home End, and the pointer */
  readonly onActive: (index: number) => void
  /** Enter and a press */
  readonly onOpen: (index: number) => void
  readonly hasInitialFocus?: boolean
  readonly className?: string
}

/** A list where moving and opening are two things: moving shows, opening goes. */
export function OptionList({ label, options, active, onActive, onOpen, hasInitialFocus, className }: OptionListProps) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (hasInitialFocus) list.current?.focus({ preventScroll: true })
  }, [hasInitialFocus])
  const go = (index: number) => {
    const next = Math.min(options.length - 1, Math.max(0, index))
    onActive(next)
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      aria-label={label}
      aria-activedescendant={`${id}-${active}`}
      className={classNames(styles.list, className)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        const target = targetOf(event.key, active, options.length)
        if (target !== null) go(target)
        else if (event.key === 'Enter') onOpen(active)
        else return
        event.preventDefault()
      }}
    >
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useFocusableInteractive: focus is the list's; aria-activedescendant names the option
        // biome-ignore lint/a11y/useKeyWithClickEvents: the list handles the keys
        <div
          key={option.id}
          id={`${id}-${index}`}
          role="option"
          aria-selected={index === active}
          className={styles.option}
          onPointerEnter={(event) => event.pointerType === 'mouse' && onActive(index)}
          onClick={() => onOpen(index)}
        >
          {option.content}
        </div>
      ))}
    </div>
  )
}

function targetOf(key: string, active: number, count: number): number | null {
  if (key === 'ArrowDown') return active + 1
  if (key === 'ArrowUp') return active - 1
  if (key === 'Home') return 0
  return key === 'End' ? count - 1 : null
}
