import type { CoordinateFormat } from '../../app/state.ts'
import { crsOf } from '../../core/crs.ts'
import { settingsText } from '../../i18n/settings.ts'
import { AreaUnitField } from '../analysis/area-unit-field.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './settings.module.css'

export function DisplaySettings() {
  const app = useApp()
  const text = useText()
  const { locale, theme, coordinateFormat, singleKeys } = useAppState((state) => state.session)
  const formats: { value: CoordinateFormat; label: string }[] = [
    { value: 'decimal', label: text(settingsText.decimal) },
    { value: 'dms', label: text(settingsText.dms) },
    { value: 'dm', label: text(settingsText.dm) },
    ...app.config.workingCrs
      .map((code) => ({ code, crs: crsOf(code) }))
      .filter(({ crs }) => crs?.kind === 'projected')
      .map(({ code, crs }) => ({ value: `gk:${code}` as const, label: crs ? text(crs.title) : code })),
  ]
  return (
    <div className={styles.fields}>
      <Segments
        label={text(settingsText.language)}
        value={locale}
        options={[
          { value: 'zh', label: text(settingsText.zh) },
          { value: 'en', label: text(settingsText.en) },
        ]}
        onChange={(next) => app.setSession({ locale: next })}
      />
      <Segments
        label={text(settingsText.theme)}
        value={theme}
        options={[
          { value: 'system', label: text(settingsText.themeSystem) },
          { value: 'light', label: text(settingsText.themeLight) },
          { value: 'dark', label: text(settingsText.themeDark) },
        ]}
        onChange={(next) => app.setSession({ theme: next })}
      />
      <AreaUnitField />
      <Select
        label={text(settingsText.coordinates)}
        value={coordinateFormat}
        options={formats}
        onChange={(next) => app.setSession({ coordinateFormat: next })}
      />
      <div>
        <Checkbox isSelected={singleKeys} onChange={(next) => app.setSession({ singleKeys: next })}>
          {text(settingsText.singleKeys)}
        </Checkbox>
        <p className={styles.quiet}>{text(settingsText.singleKeysHelp)}</p>
      </div>
    </div>
  )
}
