import { useState } from 'react'
import { crsOf, pointFromLngLat } from '../../core/crs.ts'
import { averageFixes } from '../../core/field/average-fixes.ts'
import type { Check, CheckedPoint } from '../../core/field/check.ts'
import { readSentences } from '../../core/field/nmea-stream.ts'
import { isFarFrom, readRover } from '../../core/field/read-rover.ts'
import { geodesicM } from '../../core/plane.ts'
import type { Text } from '../../core/text.ts'
import { plainNumber } from '../../core/units.ts'
import { messageOf } from '../../i18n/errors.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { TextField } from '../parts/text-field.tsx'
import { reportError, useApp, useLocale, useText } from '../shell/app-context.ts'
import { useField } from './field-context.ts'
import { spread } from './field-words.ts'
import panelStyles from './panel.module.css'
import styles from './records.module.css'

/** Longer than an hour of sentences of one second. */
const MOST_CHARACTERS = 2_000_000

export interface RoverDialogProps {
  readonly check: Check
  readonly point: CheckedPoint
  readonly onClose: () => void
}

/** X and Y of a rover, or its sentences, typed or pasted: read back with the zone before anything is taken. */
export function RoverDialog({ check, point, onClose }: RoverDialogProps) {
  const app = useApp()
  const field = useField()
  const text = useText()
  const locale = useLocale()
  const [typed, setTyped] = useState('')
  const [accuracyM, setAccuracyM] = useState(Number.NaN)
  const input = typed.slice(0, MOST_CHARACTERS)
  const isNmea = /^\s*\$/.test(input)
  const { fixes, lines, unread } = readSentences(isNmea ? input : '')
  const mean = averageFixes(fixes)
  const answer = isNmea
    ? null
    : readRover(input, { extent: app.config.district.extent, workingCrs: app.config.workingCrs }, point.registered)
  const take = async (work: () => Promise<void>) => {
    try {
      await work()
      onClose()
    } catch (error) {
      reportError(app, error)
    }
  }
  return (
    <Dialog title={text(fieldText.typeTitle)} isOpen onClose={onClose} closeLabel={text(fieldText.close)} isDismissable={false}>
      <div className={styles.form}>
        <TextField
          label={text(fieldText.typeLabel)}
          help={text(fieldText.typeHelp)}
          value={typed}
          onChange={setTyped}
          rows={3}
          autoFocus
        />
        {!isNmea && (
          <NumberField
            label={text(fieldText.typeAccuracy)}
            help={text(fieldText.typeAccuracyHelp)}
            value={accuracyM}
            onChange={setAccuracyM}
            minValue={0}
            decimals={3}
            unit="m"
            hasSteps={false}
          />
        )}
        {input.trim() !== '' && isNmea && (
          <div className={styles.reading}>
            {unread > 0 && mean && <p className={panelStyles.warn}>{text(fieldText.typeUnread, { n: unread })}</p>}
            {!mean && <Note level="warning">{messageOf('position.notNmea', { lines }, locale)}</Note>}
            {mean && (
              <>
                <p>{text(fieldText.typeFixes, { n: fixes.length, a: mean.accuracyM ? `${spread(mean.accuracyM)} m` : '—' })}</p>
                <ReadBack check={check} system={null} place={mean} />
                <FromPoint point={point} place={mean} />
              </>
            )}
            <Button variant="primary" isDisabled={!mean} onPress={() => void take(() => field.pasted(fixes, input))}>
              {text(fieldText.typeAccept)}
            </Button>
          </div>
        )}
        {answer?.problem && <Note level="warning">{messageOf(answer.problem.code, answer.problem.detail, locale)}</Note>}
        {answer && input.trim() !== '' && answer.readings.length === 0 && !answer.problem && <p>{text(fieldText.typeNone)}</p>}
        {answer?.readings.map(({ reading, overruledZone }) => {
          const system = reading.form === 'projected' ? crsOf(reading.crs)?.short : fieldText.typeDegrees
          return (
            <div key={`${reading.crs} ${reading.isNorthFirst}`} className={styles.reading}>
              <ReadBack check={check} system={system ?? null} place={reading} />
              {reading.isLabelSwapped && <p className={panelStyles.warn}>{text(fieldText.typeSwapped)}</p>}
              {!reading.isLabelSwapped && !reading.isNorthFirst && reading.form === 'projected' && (
                <p className={panelStyles.warn}>{text(fieldText.typeEastFirst)}</p>
              )}
              {overruledZone !== null && (
                <p className={panelStyles.warn}>{text(fieldText.typeOverruled, { zone: overruledZone })}</p>
              )}
              <FromPoint point={point} place={reading} />
              <Button
                variant="primary"
                onPress={() =>
                  void take(() =>
                    field.typed({
                      lng: reading.lng,
                      lat: reading.lat,
                      accuracyM: Number.isFinite(accuracyM) ? accuracyM : null,
                      typed: { text: input.trim().slice(0, 2000), crs: reading.crs },
                    }),
                  )
                }
              >
                {text(fieldText.typeAccept)}
              </Button>
            </div>
          )
        })}
      </div>
    </Dialog>
  )
}

interface Place {
  readonly lng: number
  readonly lat: number
}

/** As it was understood, in the system of the check. @param system that it was given in */
function ReadBack({ check, system, place }: { readonly check: Check; readonly system: Text | null; readonly place: Place }) {
  const text = useText()
  const [y, x] = pointFromLngLat(check.crs, place.lng, place.lat)
  const known = { x: plainNumber(x, 3), y: plainNumber(y, 3) }
  return <p>{system ? text(fieldText.typeRead, { ...known, system: text(system) }) : text(fieldText.typeMean, known)}</p>
}

/** How far from where the point is registered: another point's coordinates show at once. */
function FromPoint({ point, place }: { readonly point: CheckedPoint; readonly place: Place }) {
  const text = useText()
  const { registered, label } = point
  if (!registered) return null
  const distanceM = geodesicM(registered.lng, registered.lat, place.lng, place.lat)
  const isFar = isFarFrom(distanceM)
  return (
    <p className={isFar ? panelStyles.warn : undefined}>
      {text(isFar ? fieldText.typeFar : fieldText.typeOffset, { label, d: plainNumber(distanceM, isFar ? 0 : 3) })}
    </p>
  )
}
