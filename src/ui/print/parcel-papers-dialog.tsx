import { useState } from 'react'
import { suggestFileName } from '../../app/file-name.ts'
import { PDF_JOB, pagesSave } from '../../commands/pages-save.ts'
import { crsOf } from '../../core/crs.ts'
import { planDenominator } from '../../core/parcel-papers/parcel-plan.ts'
import { PAPERS } from '../../core/print/paper.ts'
import { SHEET_SETTINGS } from '../../core/print/sheet-settings.ts'
import { localDate } from '../../core/provenance.ts'
import { shownNumber } from '../../core/units.ts'
import { messageOf } from '../../i18n/errors.ts'
import { parcelText } from '../../i18n/parcel.ts'
import { printText } from '../../i18n/print.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { ExportProgress } from '../export/export-progress.tsx'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { PageView } from './page-view.tsx'
import { type PapersChoice, parcelPages } from './parcel-pages.ts'
import styles from './print.module.css'
import { printableScale } from './print-form.tsx'
import { sheetSystems } from './start-frame.ts'

/** More would be an archive, not a file to look through. */
const MOST = 200

/** 宗地图 and 界址点成果表 of the chosen parcels, in one file. */
export function ParcelPapersDialog() {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const run = useRun()
  const layer = useAppState(({ project, session }) => project.layers[session.dialogLayer ?? ''])
  const rows = useAppState((state) => state.session.dialogRows)
  const sheet = useAppState((state) => state.session.sheet) ?? SHEET_SETTINGS
  const job = useAppState(({ session }) =>
    session.jobs.findLast(({ state, title }) => state === 'running' && title.zh === PDF_JOB.zh),
  )
  const systems = sheetSystems(app)
  const [papers, setPapers] = useState<PapersChoice['papers']>('both')
  const [size, setSize] = useState<'A4' | 'A3'>('A4')
  const [scale, setScale] = useState('')
  const [crs, setCrs] = useState(sheet.crs && systems.includes(sheet.crs) ? sheet.crs : (systems[0] ?? 'EPSG:4528'))
  const [date, setDate] = useState(() => localDate(app.clock.now()))
  const [hasHolder, setHolder] = useState(false)
  const close = () => app.setSession({ dialog: null })
  const denominator = scale.trim() === '' ? null : printableScale(scale)
  const isScaleWrong = scale.trim() !== '' && denominator === null
  const isTooMany = rows.length > MOST
  const choice: PapersChoice | null = layer
    ? { layer, rows, papers, plan: { size, denominator }, crs, organisation: sheet.organisation, date, hasHolder, locale }
    : null
  const key = JSON.stringify([
    layer?.id,
    layer?.table,
    rows[0],
    papers,
    size,
    denominator,
    crs,
    sheet.organisation,
    date,
    hasHolder,
    locale,
  ])
  const first = useAsync(key, async (signal) =>
    choice && rows.length > 0 ? parcelPages(app, { ...choice, rows: rows.slice(0, 1) }, { signal }) : null,
  )
  const made = first.state === 'done' ? first.value : null
  const facts = made?.facts[0]
  const page = made?.pages[0]
  const shownScale = facts && (denominator ?? planDenominator(facts, PAPERS[size][0] - 45, PAPERS[size][1] - 142))
  const name = suggestFileName([text(parcelText.open), layer ? text(layer.title) : ''], app.clock.now())
  const save = () => {
    if (!choice) return
    const about = {
      title: text(parcelText.title),
      author: sheet.organisation,
      subject: text(choice.layer.title),
      language: LANGUAGE_TAG[locale],
      at: app.clock.now(),
    }
    run(pagesSave, {
      name: `${name}.pdf`,
      about,
      pages: async (context) => {
        const { pages, fonts } = await parcelPages(app, choice, context)
        return { pages, fonts: fonts.files }
      },
    })
  }
  const error =
    first.state === 'failed' ? (first.error as { code?: string; detail?: Record<string, string>; message?: string }) : null
  return (
    <Dialog
      title={text(parcelText.title)}
      isOpen
      size="full"
      isDismissable={false}
      onClose={close}
      closeLabel={text(parcelText.close)}
      actions={
        job ? (
          <div className={styles.progress}>
            <ExportProgress job={job} />
          </div>
        ) : (
          <Button variant="primary" isDisabled={!made || isTooMany || isScaleWrong} onPress={save}>
            {text(parcelText.save)}
          </Button>
        )
      }
    >
      <div className={styles.composer}>
        <div className={styles.side}>
          <p>{layer && text(parcelText.of, { n: rows.length, layer: text(layer.title) })}</p>
          {isTooMany && <Note level="error">{text(parcelText.tooMany, { most: MOST, n: rows.length })}</Note>}
          {error && (
            <Note level="error">
              {error.code ? messageOf(error.code, error.detail ?? {}, locale) : (error.message ?? String(error))}
            </Note>
          )}
          <Segments
            label={text(parcelText.papers)}
            value={papers}
            options={[
              { value: 'both', label: text(parcelText.planAndTable) },
              { value: 'plan', label: text(parcelText.planOnly) },
              { value: 'table', label: text(parcelText.tableOnly) },
            ]}
            onChange={setPapers}
          />
          <div className={styles.pair}>
            <Segments
              label={text(parcelText.size)}
              value={size}
              options={[
                { value: 'A4', label: 'A4' },
                { value: 'A3', label: 'A3' },
              ]}
              onChange={setSize}
            />
            <TextField
              label={text(parcelText.scale)}
              value={scale}
              placeholder={text(parcelText.scaleAuto)}
              error={isScaleWrong ? text(printText.scaleWrong) : null}
              onChange={setScale}
            />
          </div>
          <Select
            label={text(parcelText.crs)}
            value={crs}
            options={systems.map((value) => ({ value, label: crsOf(value)?.short[locale] ?? value, note: value }))}
            onChange={setCrs}
          />
          <div className={styles.pair}>
            <TextField
              label={text(parcelText.organisation)}
              value={sheet.organisation}
              onChange={(organisation) => app.setSession({ sheet: { ...sheet, organisation } })}
            />
            <TextField label={text(parcelText.date)} value={date} onChange={setDate} />
          </div>
          <div>
            <Checkbox isSelected={hasHolder} onChange={setHolder}>
              {text(parcelText.holderShown)}
            </Checkbox>
            <p className={styles.help}>{text(parcelText.holderHelp)}</p>
          </div>
        </div>
        <figure className={styles.preview} aria-busy={first.state === 'loading'} data-ready={page !== undefined}>
          {page ? (
            <PageView page={page} label={text(parcelText.preview)} />
          ) : (
            <div className={styles.room}>{first.state === 'loading' && <p role="status">{text(printText.drawing)}</p>}</div>
          )}
          <figcaption>
            <span>{text(parcelText.preview)}</span>
            {facts && (
              <span>
                {text(parcelText.points, {
                  n: facts.rings.reduce((sum, { points }) => sum + points.length, 0),
                  scale: `1:${shownNumber(shownScale ?? 0, 0)}`,
                  area: shownNumber(facts.areaM2, 2),
                })}
              </span>
            )}
            {page && first.state === 'loading' && <span>{text(printText.drawing)}</span>}
          </figcaption>
        </figure>
      </div>
    </Dialog>
  )
}
