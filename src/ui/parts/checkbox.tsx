import type { KeyboardEvent, MouseEvent, ReactNode, SyntheticEvent } from 'react'
import { classNames } from './class-names.ts'
import styles from './field.module.css'
import { Icon } from './icon.tsx'

export interface CheckboxProps {
  readonly isSelected: boolean
  /** some but not all of what it stands for */
  readonly isIndeterminate?: boolean
  readonly onChange: (isSelected: boolean) => void
  /** visible words; without them give `label` */
  readonly children?: ReactNode
  readonly label?: string
  readonly isDisabled?: boolean
  readonly className?: string
}

/** What it stands in, a row say, is not pressed with it. */
const forItself = (event: SyntheticEvent) => event.stopPropagation()
const pressKeysForItself = (event: KeyboardEvent) => {
  if (event.key === ' ' || event.key === 'Enter') event.stopPropagation()
}
/** The focus comes with the click: on the way it would go through the row, whose whole tree is rendered for it. */
const withoutFocus = (event: MouseEvent) => event.preventDefault()

/** The browser's own box: those of the component library read contexts that change with the focus of a tree, and were all rendered for it. */
export function Checkbox({
  isSelected,
  isIndeterminate = false,
  onChange,
  children,
  label,
  isDisabled,
  className,
}: CheckboxProps) {
  return (
    <label
      className={classNames(styles.check, className)}
      data-selected={isSelected || undefined}
      data-indeterminate={isIndeterminate || undefined}
      data-disabled={isDisabled || undefined}
      onPointerDown={forItself}
      onMouseDown={withoutFocus}
      onClick={forItself}
      onKeyDown={pressKeysForItself}
    >
      <span className="visually-hidden">
        <input
          type="checkbox"
          aria-label={label}
          checked={isSelected}
          disabled={isDisabled}
          ref={(box) => {
            if (box) box.indeterminate = isIndeterminate
          }}
          onChange={({ target }) => onChange(target.checked)}
        />
      </span>
      <span className={styles.box} aria-hidden="true">
        {isIndeterminate ? <Icon name="minus" size={10} /> : isSelected ? <Icon name="check" size={10} /> : null}
      </span>
      {children}
    </label>
  )
}
