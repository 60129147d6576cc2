import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'
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
  readonly slot?: string | null
  readonly className?: string
}

export function Checkbox({ children, label, className, ...props }: CheckboxProps) {
  return (
    <AriaCheckbox {...props} aria-label={label} className={classNames(styles.check, className)}>
      {({ isIndeterminate, isSelected }) => (
        <>
          <span className={styles.box} aria-hidden="true">
            {isIndeterminate ? <Icon name="minus" size={10} /> : isSelected ? <Icon name="check" size={10} /> : null}
          </span>
          {children}
        </>
      )}
    </AriaCheckbox>
  )
}
