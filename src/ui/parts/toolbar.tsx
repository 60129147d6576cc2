import type { ReactNode } from 'react'
import { Toolbar as AriaToolbar } from 'react-aria-components'

export interface ToolbarProps {
  readonly label: string
  readonly className?: string
  readonly children: ReactNode
}

/** A column of buttons that is one tab stop; the arrows move inside it. */
export function Toolbar({ label, className, children }: ToolbarProps) {
  return (
    <AriaToolbar aria-label={label} orientation="vertical" className={className}>
      {children}
    </AriaToolbar>
  )
}
