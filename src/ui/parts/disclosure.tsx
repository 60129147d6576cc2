import type { ReactNode } from 'react'
import { Disclosure as AriaDisclosure, Button, DisclosurePanel, Heading } from 'react-aria-components'
import { Icon } from './icon.tsx'
import styles from './panel.module.css'

export interface DisclosureProps {
  readonly title: ReactNode
  readonly children: ReactNode
  readonly isInitiallyOpen?: boolean
  readonly level?: 3 | 4
}

export function Disclosure({ title, children, isInitiallyOpen = false, level = 3 }: DisclosureProps) {
  return (
    <AriaDisclosure defaultExpanded={isInitiallyOpen}>
      <Heading level={level}>
        <Button slot="trigger" className={styles.disclosureHead}>
          <Icon name="chevron-right" size={12} />
          {title}
        </Button>
      </Heading>
      <DisclosurePanel className={styles.disclosureBody}>{children}</DisclosurePanel>
    </AriaDisclosure>
  )
}
