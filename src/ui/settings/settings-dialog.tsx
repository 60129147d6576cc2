import { useState } from 'react'
import { settingsText } from '../../i18n/settings.ts'
import { Dialog } from '../parts/dialog.tsx'
import { Tabs } from '../parts/tabs.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import { AboutSettings } from './about-settings.tsx'
import { BasemapSettings } from './basemap-settings.tsx'
import { DeviceSettings } from './device-settings.tsx'
import { DisplaySettings } from './display-settings.tsx'

/** 设置: every change acts at once; there is nothing to confirm. */
export function SettingsDialog() {
  const app = useApp()
  const text = useText()
  const isAboutBasemaps = useAppState((state) => state.session.dialog === 'basemaps')
  const [section, setSection] = useState(isAboutBasemaps ? 'basemap' : 'display')
  return (
    <Dialog
      title={text(settingsText.title)}
      isOpen
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(settingsText.close)}
    >
      <Tabs
        label={text(settingsText.sections)}
        selected={section}
        onSelect={setSection}
        tabs={[
          { id: 'display', title: text(settingsText.display), content: <DisplaySettings /> },
          { id: 'basemap', title: text(settingsText.basemap), content: <BasemapSettings /> },
          { id: 'device', title: text(settingsText.device), content: <DeviceSettings /> },
          { id: 'about', title: text(settingsText.about), content: <AboutSettings /> },
        ]}
      />
    </Dialog>
  )
}
