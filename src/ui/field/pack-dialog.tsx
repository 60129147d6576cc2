import { useState } from 'react'
import { fieldMode } from '../../commands/palette/field-mode.ts'
import { linkScan } from '../../commands/palette/link-scan.ts'
import { offlineUpdate } from '../../commands/palette/offline-update.ts'
import { projectOpen } from '../../commands/palette/project-open.ts'
import { packText } from '../../i18n/pack.ts'
import { settingsText } from '../../i18n/settings.ts'
import { InstallLine } from '../offline/install-line.tsx'
import { offlineRefusal } from '../offline/refusal.ts'
import { shownSize } from '../offline/words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { Note } from '../parts/note.tsx'
import { DeviceSettings } from '../settings/device-settings.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import styles from './pack.module.css'
import { PackFacts, PackLayers, PackMissing, PackRoom } from './pack-parts.tsx'
import { useClearedLayers, usePackSummary } from './use-pack.ts'

/** 外业包: what is on this device, how old and how large it is, what is missing, what room there is; open, update, take over, wipe. */
export function PackDialog() {
  const app = useApp()
  const field = useField()
  const text = useText()
  const run = useRun()
  const { pack, updates, isOnline } = useAppState((state) => state.session.offline)
  const isField = useAppState((state) => state.session.field)
  const summary = usePackSummary()
  const cleared = useClearedLayers()
  // nothing of what stood here is so any more, and nothing may be taken over before the page is opened anew
  const [isWiped, setWiped] = useState(false)
  const close = () => app.setSession({ dialog: null })
  const open = () => {
    close()
    if (!isField) run(fieldMode, undefined)
    // a position elsewhere must not pull the map away again
    field.follow(false)
    const places = summary.area?.rings.flat() ?? []
    const [lngs, lats] = [places.map(([lng]) => lng), places.map(([, lat]) => lat)]
    app.map?.fit(
      places.length > 0
        ? [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)]
        : app.config.district.extent,
    )
  }
  const openFile = () => {
    close()
    run(projectOpen, undefined)
  }
  const isEmpty = pack.layers.length === 0
  const refusal = offlineRefusal()
  return (
    <Dialog
      title={text(packText.title)}
      isOpen
      onClose={close}
      closeLabel={text(packText.close)}
      actions={
        isWiped ? null : (
          <div className={styles.actions}>
            <Button onPress={openFile}>{text(packText.fromFile)}</Button>
            <Button onPress={() => run(linkScan, undefined)}>{text(packText.scan)}</Button>
            {!refusal && (
              <Button variant={isEmpty ? 'primary' : 'plain'} onPress={() => app.setSession({ dialog: 'offline' })}>
                {text(packText.choose)}
              </Button>
            )}
            {updates.length > 0 && (
              <Button isDisabled={!isOnline} onPress={() => run(offlineUpdate, undefined)}>
                {text(packText.refresh)}
              </Button>
            )}
            {!isEmpty && (
              <Button variant="primary" onPress={open}>
                {text(packText.open)}
              </Button>
            )}
          </div>
        )
      }
    >
      <div className={styles.pack}>
        {!isWiped && (
          <>
            {isEmpty ? (
              <>
                <h3 className={styles.name}>{text(packText.none)}</h3>
                {refusal ? <Note level="warning">{text(refusal)}</Note> : <p>{text(packText.noneHelp)}</p>}
              </>
            ) : (
              <>
                <h3 className={styles.name}>{summary.area?.title ?? text(packText.whole)}</h3>
                <p>
                  {[
                    summary.parcels
                      ? text(packText.parcels, { title: text(summary.parcels.title), count: summary.parcels.count })
                      : text(packText.noParcels),
                    text(packText.layersCount, { n: pack.layers.length }),
                    shownSize(summary.bytes),
                  ].join(' · ')}
                </p>
              </>
            )}
            <PackFacts takenAt={summary.takenAt} />
            {!isEmpty && (
              <>
                <PackMissing cleared={cleared} />
                <PackLayers cleared={cleared} />
              </>
            )}
            <PackRoom bytes={summary.bytes} />
            <InstallLine />
          </>
        )}
        <Disclosure title={text(settingsText.clear)}>
          <DeviceSettings onCleared={() => setWiped(true)} />
        </Disclosure>
      </div>
    </Dialog>
  )
}
