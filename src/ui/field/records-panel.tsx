import { useState } from 'react'
import { type Merged, mergeChecks, packChecks, readChecks } from '../../app/field/field-files.ts'
import { suggestFileName } from '../../app/file-name.ts'
import { pagesSave } from '../../commands/pages-save.ts'
import type { Check } from '../../core/field/check.ts'
import { VERDICT_LABELS } from '../../core/field/check-labels.ts'
import { checkPages } from '../../core/field/check-pages.ts'
import { checkSheet } from '../../core/field/check-sheet.ts'
import { checkTable } from '../../core/field/check-table.ts'
import { foundBoundaries } from '../../core/field/found-boundaries.ts'
import { type Measure, wordsOf } from '../../core/print/marks.ts'
import type { Locale } from '../../core/text.ts'
import { fieldText } from '../../i18n/field.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { Button } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { printFonts } from '../print/font-files.ts'
import { reportError, useApp, useLocale, useRun, useText } from '../shell/app-context.ts'
import { ConflictDialog } from './conflict-dialog.tsx'
import { useField, useFieldState, useMode } from './field-context.ts'
import { wallTime } from './field-words.ts'
import panelStyles from './panel.module.css'
import { shortCode } from './parcel-name.ts'
import styles from './records.module.css'

/** The clock of this device, as it stood then. */

/** The letters that the sheets need are known once they are composed; their widths once the letters are here. */
async function pdfPages(checks: readonly Check[], locale: Locale) {
  const guess: Measure = (words, sizeMm) => words.length * sizeMm * 0.8
  const fonts = await printFonts(
    checkPages(checks, locale, wallTime, guess)
      .map(({ marks }) => wordsOf(marks))
      .join(''),
  )
  return { pages: checkPages(checks, locale, wallTime, fonts.book.measure), fonts: fonts.files }
}

/** 记录: what was checked on this device, out to the office and in from others. */
export function RecordsPanel() {
  const app = useApp()
  const field = useField()
  const text = useText()
  const locale = useLocale()
  const setMode = useMode()
  const run = useRun()
  const checks = useFieldState((state) => state.checks) ?? []
  const [sure, setSure] = useState<string | null>(null)
  const [conflicts, setConflicts] = useState<Merged['conflicts']>([])
  const guarded = (work: () => Promise<void>) => void work().catch((error) => reportError(app, error))
  const save = (name: string, bytes: Uint8Array, mime: string, count: number) => {
    app.files.save(name, bytes, mime)
    app.toast('field.exported', { file: name, count })
  }
  const stem = (some: readonly Check[]) =>
    suggestFileName(
      [text(fieldText.fileName), some.length === 1 ? shortCode(some[0].parcel.code) : String(some.length)],
      app.clock.now(),
    )
  const points = async (some: readonly Check[], format: 'csv' | 'xlsx') => {
    const { table, fields } = checkTable(some, locale, wallTime)
    const request = { format, rows: null, crs: null, name: stem(some), beside: null, headings: locale }
    return app.formats.encodeLayer({ ...request, table, fields, columns: fields.map(({ name }) => name) })
  }
  /** for the office to draw the boundary anew; where nothing was measured there is none */
  const boundaryText = (some: readonly Check[]) => {
    const table = foundBoundaries(some, stem(some))
    if (!table) return []
    const columns = table.columns.map(({ name }) => name)
    const request = { format: 'txt', table, rows: null, fields: [], columns, crs: some[0].crs, name: table.name, beside: null }
    const onAction = () =>
      guarded(async () => {
        const file = await app.formats.encodeLayer(request)
        save(file.name, file.bytes, file.mime, table.length)
      })
    return [{ id: 'txt', label: text(fieldText.exportTxt), onAction }]
  }
  const exports = (some: readonly Check[]) => [
    {
      id: 'zip',
      label: text(fieldText.exportZip),
      onAction: () =>
        guarded(async () => save(`${stem(some)}.zip`, await packChecks(some, field.photo), 'application/zip', some.length)),
    },
    ...(['csv', 'xlsx'] as const).map((format) => ({
      id: format,
      label: text(format === 'csv' ? fieldText.exportCsv : fieldText.exportXlsx),
      onAction: () =>
        guarded(async () => {
          const file = await points(some, format)
          save(file.name, file.bytes, file.mime, some.length)
        }),
    })),
    ...boundaryText(some),
    {
      id: 'pdf',
      label: text(fieldText.exportPdf),
      onAction: () =>
        run(pagesSave, {
          name: `${stem(some)}.pdf`,
          about: {
            title: text(fieldText.fileName),
            author: some[0]?.officer ?? '',
            subject: some
              .map(({ parcel }) => parcel.code)
              .join(' ')
              .slice(0, 200),
            language: LANGUAGE_TAG[locale],
            at: app.clock.now(),
          },
          pages: () => pdfPages(some, locale),
        }),
    },
    {
      id: 'sheet',
      label: text(fieldText.exportSheet),
      onAction: () =>
        save(`${stem(some)}.html`, new TextEncoder().encode(checkSheet(some, locale, wallTime)), 'text/html', some.length),
    },
  ]
  const bringIn = () =>
    guarded(async () => {
      const found: Merged['conflicts'][number][] = []
      for (const file of await app.files.pick('.zip,.geojson,.json')) {
        const read = await readChecks(new Uint8Array(await file.arrayBuffer()))
        const merged = await mergeChecks(read, field, app.clock.now().toISOString())
        found.push(...merged.conflicts)
        app.toast('field.imported', { ...merged, conflicts: merged.conflicts.length })
      }
      setConflicts(found)
    })
  /** the map goes to the parcel and stays there: a record may be of another place */
  const showOnMap = ({ points: all }: Check) => {
    const places = all.flatMap(({ registered }) => (registered ? [registered] : []))
    if (places.length === 0) return
    const [lngs, lats] = [places.map(({ lng }) => lng), places.map(({ lat }) => lat)]
    field.follow(false)
    app.map?.fit([Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)])
  }
  return (
    <div className={panelStyles.panel}>
      <div className={panelStyles.actions}>
        <Button className={panelStyles.action} onPress={bringIn}>
          {text(fieldText.import)}
        </Button>
        {checks.length > 0 && (
          <MenuButton
            label={text(fieldText.exportAll, { n: checks.length })}
            placement="top end"
            trigger={<Button className={panelStyles.main}>{text(fieldText.exportAll, { n: checks.length })}</Button>}
            groups={[{ id: 'formats', items: exports(checks) }]}
          />
        )}
      </div>
      {checks.length === 0 && <EmptyState title={text(fieldText.noRecords)}>{text(fieldText.noRecordsHelp)}</EmptyState>}
      <ul className={styles.recordList} aria-label={text(fieldText.records)}>
        {checks.map((check) => (
          <li key={check.id} className={styles.record}>
            <button
              type="button"
              className={styles.recordOpen}
              onClick={() => {
                field.show({ check: check.id, point: null })
                setMode('check')
                showOnMap(check)
              }}
            >
              <b>{shortCode(check.parcel.code)}</b>
              <span>
                {text(fieldText.recordLine, {
                  done: check.points.filter(({ status }) => status !== null).length,
                  n: check.points.length,
                  verdict: text(check.verdict ? VERDICT_LABELS[check.verdict] : fieldText.noVerdict),
                })}
              </span>
              <span>
                {new Date(check.changedAt).toLocaleString(locale === 'zh' ? 'zh-CN' : 'en-GB', {
                  dateStyle: 'short',
                  timeStyle: 'short',
                })}
              </span>
            </button>
            <Button
              variant="link"
              onPress={() => {
                if (sure !== check.id) return setSure(check.id)
                guarded(() => field.removeCheck(check.id))
              }}
            >
              {text(sure === check.id ? fieldText.removeSure : fieldText.remove)}
            </Button>
          </li>
        ))}
      </ul>
      {conflicts.length > 0 && (
        <ConflictDialog
          key={conflicts[0].mine.id}
          conflict={conflicts[0]}
          left={conflicts.length}
          onDone={() => setConflicts(conflicts.slice(1))}
        />
      )}
    </div>
  )
}
