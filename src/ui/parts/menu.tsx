import { type ReactElement, startTransition, useState } from 'react'
import { Popover as AriaPopover, Header, Menu, MenuItem, MenuSection, MenuTrigger } from 'react-aria-components'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './overlay.module.css'

export interface MenuAction {
  readonly id: string
  readonly label: string
  readonly shortcut?: string
  readonly onAction: () => void
  readonly isDisabled?: boolean
  /** given: the item is one of a choice and shows a tick when chosen */
  readonly isChosen?: boolean
  readonly isDanger?: boolean
}
export interface MenuGroup {
  readonly id: string
  readonly title?: string
  readonly items: readonly MenuAction[]
}
export interface MenuButtonProps {
  readonly trigger: ReactElement
  readonly label: string
  readonly groups: readonly MenuGroup[]
  readonly placement?: 'bottom start' | 'bottom end' | 'top start' | 'top end' | 'right top' | 'left top'
}

/** Groups and items share the component library's keys: a group with the key of its own item holds itself, and is rendered without end. */
const keyOfGroup = (id: string) => `group ${id}`

/** A button that opens a menu. Groups with `isChosen` items are announced as a single choice. */
export function MenuButton({ trigger, label, groups, placement = 'bottom end' }: MenuButtonProps) {
  const shown = groups.filter((group) => group.items.length > 0)
  const [isOpen, setOpen] = useState(false)
  return (
    // what is made for the first menu takes some forty milliseconds, and placing it as long: in slices, and apart from the press;
    // it is gone at once, before what was chosen in it comes
    <MenuTrigger isOpen={isOpen} onOpenChange={(next) => (next ? startTransition(() => setOpen(true)) : setOpen(false))}>
      {trigger}
      <AriaPopover className={styles.popover} placement={placement} offset={6}>
        <Menu className={styles.menu} aria-label={label}>
          {shown.map((group) => {
            const isChoice = group.items.some((item) => item.isChosen !== undefined)
            const hasMarks = shown.some((other) => other.items.some((item) => item.isChosen !== undefined))
            return (
              <MenuSection
                key={group.id}
                id={keyOfGroup(group.id)}
                className={styles.section}
                aria-label={group.title ?? label}
                selectionMode={isChoice ? 'single' : 'none'}
                selectedKeys={group.items.filter((item) => item.isChosen).map((item) => item.id)}
              >
                {group.title ? <Header className={styles.sectionTitle}>{group.title}</Header> : null}
                {group.items.map((item) => (
                  <MenuItem
                    key={item.id}
                    id={item.id}
                    textValue={item.label}
                    className={classNames(styles.item, item.isDanger && styles.danger)}
                    isDisabled={item.isDisabled}
                    onAction={item.onAction}
                  >
                    {hasMarks && <span className={styles.mark}>{item.isChosen && <Icon name="check" />}</span>}
                    <span className={styles.itemLabel}>{item.label}</span>
                    {item.shortcut && <kbd>{item.shortcut}</kbd>}
                  </MenuItem>
                ))}
              </MenuSection>
            )
          })}
        </Menu>
      </AriaPopover>
    </MenuTrigger>
  )
}
