import type { ReactNode } from 'react'
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  ToggleButton as AriaToggleButton,
} from 'react-aria-components'
import styles from './button.module.css'
import { classNames } from './class-names.ts'
import { Icon, type IconName } from './icon.tsx'
import { Tooltip } from './tooltip.tsx'

export interface ButtonProps {
  readonly children: ReactNode
  readonly onPress?: () => void
  /** primary: the one main action of a panel; quiet: no border; link: inside a sentence */
  readonly variant?: 'plain' | 'primary' | 'quiet' | 'link'
  readonly isSmall?: boolean
  readonly isDisabled?: boolean
  readonly type?: 'button' | 'submit'
  readonly className?: string
  readonly autoFocus?: boolean
  readonly slot?: AriaButtonProps['slot']
  readonly 'aria-label'?: string
  readonly 'aria-describedby'?: string
  readonly 'aria-expanded'?: boolean
}

export function Button({ variant = 'plain', isSmall, className, ...props }: ButtonProps) {
  return (
    <AriaButton
      {...props}
      className={classNames(styles.button, variant !== 'plain' && styles[variant], isSmall && styles.small, className)}
    />
  )
}

export interface IconButtonProps {
  readonly icon: IconName
  /** the accessible name, also shown as a tooltip */
  readonly label: string
  /** false: what is drawn says enough, and Esc is not to be taken by a tooltip that came with the focus */
  readonly hasTooltip?: boolean
  /** shown beside the name in the tooltip, e.g. Ctrl+Z */
  readonly shortcut?: string
  readonly onPress?: () => void
  readonly isSmall?: boolean
  readonly isDisabled?: boolean
  /** quiet by default */
  readonly variant?: 'plain' | 'quiet'
  readonly className?: string
  readonly slot?: AriaButtonProps['slot']
}

export function IconButton({
  icon,
  label,
  hasTooltip = true,
  shortcut,
  isSmall,
  variant = 'quiet',
  className,
  ...props
}: IconButtonProps) {
  const button = (
    <AriaButton
      {...props}
      aria-label={label}
      className={classNames(styles.button, styles.icon, variant === 'quiet' && styles.quiet, isSmall && styles.small, className)}
    >
      <Icon name={icon} />
    </AriaButton>
  )
  return hasTooltip ? (
    <Tooltip text={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  ) : (
    button
  )
}

export interface ToggleButtonProps {
  readonly isSelected: boolean
  readonly onChange: (isSelected: boolean) => void
  readonly children?: ReactNode
  readonly icon?: IconName
  readonly label?: string
  readonly shortcut?: string
  readonly isSmall?: boolean
  readonly variant?: 'plain' | 'quiet'
  readonly className?: string
  readonly isDisabled?: boolean
}

/** A button that stays down; with an icon it needs a label. */
export function ToggleButton({
  icon,
  label,
  shortcut,
  isSmall,
  variant = 'quiet',
  className,
  children,
  ...props
}: ToggleButtonProps) {
  const button = (
    <AriaToggleButton
      {...props}
      aria-label={label}
      className={classNames(
        styles.button,
        icon && styles.icon,
        variant === 'quiet' && styles.quiet,
        isSmall && styles.small,
        className,
      )}
    >
      {icon ? <Icon name={icon} /> : children}
    </AriaToggleButton>
  )
  return label ? (
    <Tooltip text={label} shortcut={shortcut}>
      {button}
    </Tooltip>
  ) : (
    button
  )
}
