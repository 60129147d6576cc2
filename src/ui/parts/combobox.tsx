import { type ReactNode, type Ref, useEffect, useId, useRef, useState } from 'react'
import { IconButton } from './button.tsx'
import styles from './combobox.module.css'
import { Icon } from './icon.tsx'

export interface ComboboxOption {
  readonly id: string
  readonly content: ReactNode
  /** runs on Enter and on a press; the list then closes */
  readonly onChoose: () => void
  /** runs while the option is the active one */
  readonly onActive?: () => void
}
export interface ComboboxGroup {
  readonly id: string
  readonly title: string
  readonly options: readonly ComboboxOption[]
}

export interface ComboboxProps {
  readonly label: string
  readonly listLabel: string
  readonly clearLabel: string
  readonly placeholder: string
  readonly value: string
  readonly onChange: (value: string) => void
  readonly groups: readonly ComboboxGroup[]
  /** a line below the groups: searching, nothing found, what was searched */
  readonly footer?: ReactNode
  readonly hint?: string
  readonly inputRef?: Ref<HTMLInputElement>
}

/** An input with a grouped list below it. Nothing happens while an input method is composing (Enter belongs to it). */
export function Combobox(props: ComboboxProps) {
  const { label, listLabel, clearLabel, placeholder, value, onChange, groups, footer, hint, inputRef } = props
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const wasFocused = useRef(false)
  const [isOpen, setOpen] = useState(false)
  const [active, setActive] = useState(0)
  const options = groups.flatMap((group) => group.options)
  const at = Math.min(active, options.length - 1)
  const isShown = isOpen && (options.length > 0 || Boolean(footer))
  const close = () => setOpen(false)
  const choose = (option: ComboboxOption | undefined) => {
    if (!option) return
    close()
    option.onChoose()
  }
  const go = (index: number) => {
    const next = (index + options.length) % Math.max(1, options.length)
    setActive(next)
    options[next]?.onActive?.()
    document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' })
  }
  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false)
    }
    document.addEventListener('pointerdown', onPointerDown)
    return () => document.removeEventListener('pointerdown', onPointerDown)
  }, [])
  let index = -1
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices that focus has left
    <div
      ref={root}
      className={styles.combobox}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) close()
      }}
    >
      <div className={styles.box}>
        <Icon name="search" />
        <input
          ref={inputRef}
          role="combobox"
          type="text"
          autoComplete="off"
          spellCheck={false}
          aria-label={label}
          aria-expanded={isShown}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={isShown && options.length > 0 ? `${id}-${at}` : undefined}
          placeholder={placeholder}
          value={value}
          onFocus={() => setOpen(true)}
          onPointerDown={(event) => {
            wasFocused.current = document.activeElement === event.currentTarget
          }}
          onClick={({ currentTarget }) => {
            setOpen(true)
            // who comes back asks something else: the next words take the place of the last
            if (!wasFocused.current && currentTarget.selectionStart === currentTarget.selectionEnd) currentTarget.select()
          }}
          onChange={(event) => {
            onChange(event.target.value)
            setActive(0)
            setOpen(true)
          }}
          onKeyDown={(event) => {
            if (event.nativeEvent.isComposing || event.keyCode === 229) return
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
              if (isShown) go(at + (event.key === 'ArrowDown' ? 1 : -1))
              else setOpen(true)
              event.preventDefault()
            } else if (event.key === 'Enter') {
              if (isShown) choose(options[at])
              event.preventDefault()
            } else if (event.key === 'Escape' && (isShown || value)) {
              // one thing a press: the list, then the words
              if (isShown) close()
              else onChange('')
              event.preventDefault()
            }
          }}
        />
        {value ? <IconButton icon="close" isSmall label={clearLabel} onPress={() => onChange('')} /> : hint && <kbd>{hint}</kbd>}
      </div>
      {isShown && (
        <div className={styles.popup}>
          {/* it scrolls, and a browser would stop at it: its options are walked from the input */}
          <div id={`${id}-list`} role="listbox" tabIndex={-1} aria-label={listLabel} className={styles.list}>
            {groups
              .filter((group) => group.options.length > 0)
              .map((group) => (
                // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
                <div key={group.id} role="group" aria-labelledby={`${id}-${group.id}`} className={styles.group}>
                  <div id={`${id}-${group.id}`} className={styles.groupTitle}>
                    {group.title}
                  </div>
                  {group.options.map((option) => {
                    index++
                    const own = index
                    return (
                      // biome-ignore lint/a11y/useFocusableInteractive: focus is the input's; aria-activedescendant names the option
                      // biome-ignore lint/a11y/useKeyWithClickEvents: the input handles the keys
                      <div
                        key={option.id}
                        id={`${id}-${own}`}
                        role="option"
                        aria-selected={own === at}
                        className={styles.option}
                        onPointerDown={(event) => event.preventDefault()}
                        onPointerMove={() => own !== at && setActive(own)}
                        onClick={() => choose(option)}
                      >
                        {option.content}
                      </div>
                    )
                  })}
                </div>
              ))}
          </div>
          {footer && (
            <div className={styles.footer} role="status">
              {footer}
            </div>
          )}
        </div>
      )}
    </div>
  )
}
