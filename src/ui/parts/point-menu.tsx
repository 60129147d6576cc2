import { useRef } from 'react'
import { Popover as AriaPopover, Menu, MenuItem } from 'react-aria-components'
import type { MenuAction } from './menu.tsx'
import styles from './overlay.module.css'

export interface PointMenuProps {
  readonly label: string
  /** CSS pixels from the upper left corner of the positioned element around it */
  readonly at: readonly [number, number]
  readonly onClose: () => void
  readonly items: readonly MenuAction[]
}

/** A menu that opens at a place instead of a button. */
export function PointMenu({ label, at, onClose, items }: PointMenuProps) {
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={anchor} className={styles.anchor} style={{ left: at[0], top: at[1] }} aria-hidden="true" />
      <AriaPopover
        key={`${at[0]} ${at[1]}`}
        className={styles.popover}
        triggerRef={anchor}
        placement="bottom start"
        offset={2}
        isOpen
        onOpenChange={(isOpen) => !isOpen && onClose()}
      >
        <Menu className={styles.menu} aria-label={label} autoFocus="first" onClose={onClose}>
          {items.map((item) => (
            <MenuItem key={item.id} id={item.id} textValue={item.label} className={styles.item} onAction={item.onAction}>
              <span className={styles.itemLabel}>{item.label}</span>
              {item.shortcut && <kbd>{item.shortcut}</kbd>}
            </MenuItem>
          ))}
        </Menu>
      </AriaPopover>
    </>
  )
}
