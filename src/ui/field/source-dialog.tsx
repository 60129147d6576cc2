import { useState } from 'react'
import { positionHere } from '../../app/field/device-position.ts'
import { bluetoothPosition, receiversHere, serialPosition } from '../../app/field/receiver-position.ts'
import { replayPosition } from '../../app/field/replay-position.ts'
import { typedPosition } from '../../app/field/typed-position.ts'
import type { PositionSource } from '../../app/ports.ts'
import { readRover } from '../../core/field/read-rover.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { reportError, useApp, useAppState, useText } from '../shell/app-context.ts'
import { CompassLine } from './compass-line.tsx'
import { useField, useFieldState } from './field-context.ts'
import panelStyles from './panel.module.css'
import styles from './records.module.css'
import { checkable } from './use-field-work.ts'

const BAUD_RATES = ['4800', '9600', '38400', '57600', '115200'] as const

/** Where positions come from, which layer is checked, and whether the device makes itself heard. */
export function SourceDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const app = useApp()
  const field = useField()
  const text = useText()
  const [baud, setBaud] = useState<string>('115200')
  const [typed, setTyped] = useState('')
  const [accuracyM, setAccuracyM] = useState(Number.NaN)
  const source = useFieldState((state) => state.source)
  const layer = useFieldState((state) => state.layer)
  const layers = useAppState((state) => state.project.layers)
  const hasSound = useAppState((state) => state.session.hasFieldSound)
  const { serial, bluetooth } = receiversHere()
  const context = { extent: app.config.district.extent, workingCrs: app.config.workingCrs }
  const [reading] = readRover(typed, context, null).readings
  const use = (next: PositionSource) => {
    onClose()
    void field.use(next)
  }
  const replay = async () => {
    try {
      const [file] = await app.files.pick('.nmea,.txt,.log')
      if (file) use(replayPosition(await file.text()))
    } catch (error) {
      reportError(app, error)
    }
  }
  const choice = (id: PositionSource['id'], words: string, onPress: () => void, isThere = true) => (
    <Button className={panelStyles.choice} isDisabled={!isThere} aria-label={words} onPress={onPress}>
      <span>{words}</span>
      {!isThere && <small>{text(fieldText.absent)}</small>}
      {isThere && source === id && <span aria-hidden="true">✓</span>}
    </Button>
  )
  return (
    <Dialog title={text(fieldText.source)} isOpen={isOpen} onClose={onClose} closeLabel={text(fieldText.close)}>
      <div className={styles.form}>
        {choice('device', text(fieldText.device), () => use(positionHere()))}
        {choice('bluetooth', text(fieldText.bluetooth), () => use(bluetoothPosition(bluetooth)), Boolean(bluetooth))}
        {choice('serial', text(fieldText.serial), () => use(serialPosition(serial, Number(baud))), Boolean(serial))}
        {serial && (
          <Select
            label={text(fieldText.baud)}
            value={baud}
            options={BAUD_RATES.map((rate) => ({ value: rate, label: rate }))}
            onChange={setBaud}
          />
        )}
        {choice('replay', text(fieldText.replay), () => void replay())}
        <TextField label={text(fieldText.typed)} help={text(fieldText.typeHelp)} value={typed} onChange={setTyped} />
        <NumberField
          label={text(fieldText.typeAccuracy)}
          value={accuracyM}
          onChange={setAccuracyM}
          minValue={0}
          decimals={3}
          unit="m"
          hasSteps={false}
        />
        <Button
          className={panelStyles.choice}
          isDisabled={!reading}
          onPress={() =>
            reading &&
            use(
              typedPosition({
                lng: reading.reading.lng,
                lat: reading.reading.lat,
                accuracyM: Number.isFinite(accuracyM) ? accuracyM : null,
              }),
            )
          }
        >
          {text(fieldText.typed)}
        </Button>
        <Select
          label={text(fieldText.layer)}
          value={layer}
          options={checkable(layers).map(({ id, title }) => ({ value: id, label: text(title) }))}
          onChange={(id) => field.chooseLayer(id)}
        />
        <Checkbox isSelected={hasSound} onChange={(hasFieldSound) => app.setSession({ hasFieldSound })}>
          {text(fieldText.sound)}
        </Checkbox>
        <CompassLine />
      </div>
    </Dialog>
  )
}
