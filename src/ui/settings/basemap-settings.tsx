import { useState } from 'react'
import type { Basemap } from '../../app/config.ts'
import { BLANK_BASEMAP, OWN_BASEMAP } from '../../app/initial.ts'
import { basemapChoose } from '../../commands/basemap-choose.ts'
import { marks } from '../../i18n/marks.ts'
import { settingsText } from '../../i18n/settings.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button } from '../parts/button.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './settings.module.css'

/** Which basemap lies below, and the keys that some of them want. */
export function BasemapSettings() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const basemap = useAppState((state) => state.project.basemap)
  const keys = useAppState((state) => state.session.basemapKeys)
  const withKey = app.config.basemaps.filter(({ needsKey }) => needsKey)
  const hosts = [...new Set(withKey.map(hostOf))]
  return (
    <div className={styles.fields}>
      <RadioGroup
        label={text(settingsText.basemap)}
        value={basemap}
        options={[
          { value: OWN_BASEMAP, label: text(shellText.basemapOwn) },
          { value: BLANK_BASEMAP, label: text(shellText.basemapBlank) },
          ...app.config.basemaps.map((choice) => {
            const lacksKey = choice.needsKey && !keys[choice.id]
            return {
              value: choice.id,
              label: text(choice.title),
              note: lacksKey ? text(settingsText.keyNeeded) : text(settingsText.online, { host: hostOf(choice) }),
              isDisabled: lacksKey,
            }
          }),
        ]}
        onChange={(next) => run(basemapChoose, { basemap: next })}
      />
      {hosts.map((host) => {
        const basemaps = withKey.filter((choice) => hostOf(choice) === host)
        return <KeyField key={host} basemaps={basemaps} saved={keys[basemaps[0].id] ?? ''} />
      })}
      {hosts.length > 0 && <p className={styles.quiet}>{text(settingsText.keyHelp)}</p>}
    </div>
  )
}

/** Basemaps of one host take one key. */
function KeyField({ basemaps, saved }: { readonly basemaps: readonly Basemap[]; readonly saved: string }) {
  const app = useApp()
  const text = useText()
  const [typed, setTyped] = useState(saved)
  const help = basemaps[0].keyHelp
  const keep = (key: string) => {
    setTyped(key)
    const mine = new Set(basemaps.map(({ id }) => id))
    app.setSession(({ basemapKeys }) => {
      const others = Object.entries(basemapKeys).filter(([id]) => !mine.has(id))
      return { basemapKeys: Object.fromEntries(key ? [...others, ...basemaps.map(({ id }) => [id, key])] : others) }
    })
  }
  return (
    <div className={styles.key}>
      <TextField
        label={text(settingsText.key, { basemap: basemaps.map(({ title }) => text(title)).join(text(marks.list)) })}
        type="password"
        placeholder={text(settingsText.keyPaste)}
        help={help ? text(help) : undefined}
        value={typed}
        onChange={setTyped}
        onSubmit={() => keep(typed.trim())}
      />
      {saved && saved === typed ? (
        <Button onPress={() => keep('')}>{text(settingsText.forget)}</Button>
      ) : (
        <Button isDisabled={typed.trim() === saved} onPress={() => keep(typed.trim())}>
          {text(settingsText.save)}
        </Button>
      )}
    </div>
  )
}

function hostOf(basemap: Basemap): string {
  return new URL(basemap.tiles[0]?.[0]?.replace(/\{\w+\}/g, '0') ?? 'https://-').host
}
