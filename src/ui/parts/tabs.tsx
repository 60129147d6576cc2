import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import styles from './panel.module.css'

export interface TabsProps {
  readonly label: string
  readonly tabs: readonly { readonly id: string; readonly title: string; readonly content: ReactNode }[]
  readonly selected?: string
  readonly onSelect?: (id: string) => void
  /** beside the tabs, in their row */
  readonly beside?: ReactNode
}

export function Tabs({ label, tabs, selected, onSelect, beside }: TabsProps) {
  return (
    <AriaTabs className={styles.tabs} selectedKey={selected} onSelectionChange={(key) => onSelect?.(String(key))}>
      <div className={styles.tabRow}>
        <TabList className={styles.tabList} aria-label={label}>
          {tabs.map((tab) => (
            <Tab key={tab.id} id={tab.id} className={styles.tab}>
              {tab.title}
            </Tab>
          ))}
        </TabList>
        {beside}
      </div>
      {tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={styles.tabPanel}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
