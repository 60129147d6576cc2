import type { ReactElement } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import styles from './overlay.module.css'

export interface TooltipProps {
  readonly text: string
  readonly shortcut?: string
  readonly placement?: 'top' | 'bottom' | 'left' | 'right'
  /** one focusable control */
  readonly children: ReactElement
}

/** A name shown on hover and focus; Esc hides it, the pointer may rest on it (WCAG 1.4.13). */
export function Tooltip({ text, shortcut, placement = 'bottom', children }: TooltipProps) {
  return (
    <TooltipTrigger delay={500}>
      {children}
      <AriaTooltip className={styles.tooltip} placement={placement} offset={6}>
        {text}
        {shortcut && <kbd>{shortcut}</kbd>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
