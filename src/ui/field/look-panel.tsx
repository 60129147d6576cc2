import { FOLLOW_ACCURACY_M } from '../../app/field/field-state.ts'
import { outsideParts } from '../../app/outside-parts.ts'
import { standingOf } from '../../core/field/standing.ts'
import { messageOf } from '../../i18n/errors.ts'
import { fieldText } from '../../i18n/field.ts'
import { marks } from '../../i18n/marks.ts'
import { InstallOffer } from '../offline/install-line.tsx'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import { useFieldState, useMode } from './field-context.ts'
import { degrees, metres, spread, wind } from './field-words.ts'
import { PackStart } from './pack-start.tsx'
import styles from './panel.module.css'
import { shortName } from './parcel-name.ts'
import { useRows } from './use-rows.ts'
import { useStaleS } from './use-stale.ts'
import { useStartCheck } from './use-start-check.ts'

/** 查: the parcel at the position, honestly; its nearest boundary and neighbours; or the parcel that was tapped. */
export function LookPanel({ tapped }: { readonly tapped: number | null }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const setMode = useMode()
  const start = useStartCheck()
  const { fix, here, layer: layerId, positioning } = useFieldState((state) => state)
  const layer = useAppState((state) => (layerId === null ? undefined : state.project.layers[layerId]))
  const failed = useAppState((state) => (layerId === null ? null : (state.session.layerStatus[layerId]?.error ?? null)))
  const named = [
    here?.row ?? [],
    tapped ?? [],
    here?.others.map((each) => each.row) ?? [],
    here?.neighbours.map((each) => each.row) ?? [],
  ]
  const rowAt = useRows(layer, named.flat())
  const staleS = useStaleS()
  if (!layer) return <Note level="warning">{text(fieldText.noLayer)}</Note>

  const nameOf = (row: number) => {
    const found = rowAt(row)
    return found ? shortName(layer, found.table, found.at, text(fieldText.row, { n: row + 1 })) : ''
  }
  const row = here?.row ?? null
  const boundary = here?.boundary ?? null
  const accuracyM = fix?.accuracyM ?? null
  const checkRow = (target: number) => {
    void start(target)
    setMode('check')
  }
  const isOutside = fix !== null && outsideParts(app, [fix.lng, fix.lat], [layer.id]).length > 0
  const standing = boundary && standingOf(boundary.isInside, boundary.line.distanceM, accuracyM)
  const words =
    standing === 'unsure'
      ? accuracyM === null
        ? [fieldText.unknownOutside, fieldText.unknownInside]
        : [fieldText.unsureOutside, fieldText.unsureInside]
      : [fieldText.outside, fieldText.inside]
  return (
    <div className={`${styles.panel} ${styles.look}`}>
      {!fix && positioning.state !== 'failed' && (
        <p className={styles.quietLine}>
          {text(fieldText.nowhere)}
          {text(marks.stop)}
          {text(fieldText.nowhereHelp)}
        </p>
      )}
      {!fix && <PackStart />}
      {staleS !== null && <p className={styles.warn}>{text(fieldText.oldFix, { s: staleS })}</p>}
      {fix && !here && failed && (
        <>
          <Note level="warning" role="alert">
            {text(fieldText.layerUnread, { layer: text(layer.title) })}
            {text(marks.stop)}
            {messageOf(failed.code, failed.detail, locale)}
          </Note>
          <PackStart />
        </>
      )}
      {fix && here && row === null && !isOutside && <p className={styles.title}>{text(fieldText.noParcel)}</p>}
      {isOutside && (
        <Note level="warning" role="alert">
          {messageOf('offline.outside', { layers: text(layer.title) }, locale)}
        </Note>
      )}
      {fix && here && boundary && row !== null && (
        <>
          <div className={styles.titleRow}>
            <h2 className={styles.title} data-testid="parcel-here">
              {nameOf(row)}
            </h2>
            <Button className={styles.second} onPress={() => checkRow(row)}>
              {text(fieldText.checkThis)}
            </Button>
          </div>
          <p className={styles.standing} data-testid="standing" data-standing={standing} role="status">
            {text(words[boundary.isInside ? 1 : 0], {
              d: metres(boundary.line.distanceM, accuracyM),
              a: accuracyM === null ? '' : spread(accuracyM),
            })}
          </p>
          <dl className={styles.figures} data-testid="nearest">
            {(['line', 'point'] as const).map((kind) => (
              <div key={kind}>
                <dt>{text(kind === 'line' ? fieldText.nearestLine : fieldText.nearestPoint)}</dt>
                <dd>
                  <b>{metres(boundary[kind].distanceM, accuracyM)} m</b> {degrees(boundary[kind].azimuthDeg)}{' '}
                  {text(wind(boundary[kind].azimuthDeg))}
                </dd>
              </div>
            ))}
          </dl>
          <p className={styles.neighbours} data-testid="neighbours">
            {here.neighbours.length === 0
              ? text(fieldText.noNeighbours)
              : text(fieldText.neighbours, {
                  n: here.neighbours.length,
                  names: here.neighbours
                    .slice(0, 6)
                    .map((each) => nameOf(each.row))
                    .join(text(marks.pause)),
                })}
          </p>
          {standing === 'unsure' && here.others.length > 0 && (
            <p>{text(fieldText.others, { names: here.others.map((other) => nameOf(other.row)).join(text(marks.pause)) })}</p>
          )}
        </>
      )}
      {accuracyM !== null && accuracyM > FOLLOW_ACCURACY_M && (
        <p className={styles.warn}>{text(fieldText.tooRough, { m: spread(accuracyM) })}</p>
      )}
      {tapped !== null && tapped !== row && rowAt(tapped) && (
        <Button className={styles.second} onPress={() => checkRow(tapped)}>
          {text(fieldText.checkTapped, { code: nameOf(tapped) })}
        </Button>
      )}
      <InstallOffer />
    </div>
  )
}
