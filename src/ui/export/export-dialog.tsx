import { useState } from 'react'
import { findAnalysis } from '../../analyses/registry.ts'
import { cleanFileName, suggestFileName } from '../../app/file-name.ts'
import type { AreaUnit, Run } from '../../app/state.ts'
import { REPORT_JOB, reportExport } from '../../commands/report-export.ts'
import { resultTables } from '../../core/report.ts'
import type { ReportExport } from '../../core/report-export.ts'
import type { Locale } from '../../core/text.ts'
import { AREA_UNITS } from '../../core/units.ts'
import { messageOf } from '../../i18n/errors.ts'
import { exportText } from '../../i18n/export.ts'
import { parameterWords } from '../../i18n/parameter-words.ts'
import { reviewWords } from '../../i18n/review-words.ts'
import { useRunWords } from '../analysis/use-run-words.ts'
import { receivedWords } from '../import/received-words.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Note } from '../parts/note.tsx'
import { RadioGroup } from '../parts/radio-group.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './export.module.css'
import { ExportContent } from './export-content.tsx'
import { ExportProgress } from './export-progress.tsx'
import { ReportRuns } from './report-runs.tsx'

type Format = ReportExport['format']
type Shapes = ReportExport['geometry']
type Table = NonNullable<ReportExport['table']>
const FORMATS: readonly Format[] = ['geojson', 'csv', 'xlsx', 'pdf', 'docx', 'html']
const UNITS: readonly AreaUnit[] = ['m2', 'ha', 'mu']
const MOST_DECIMALS = 6

/** Takes the result home as a file. */
export function ExportDialog() {
  const app = useApp()
  const text = useText()
  const isOpen = useAppState((state) => state.session.dialog === 'export')
  const run = useAppState(({ project, session }) => project.runs.find(({ id }) => id === session.drawer?.run) ?? project.runs[0])
  if (!isOpen) return null
  const close = () => app.setSession({ dialog: null })
  if (run) return <RunExport key={run.id} run={run} onClose={close} />
  return (
    <Dialog title={text(exportText.title)} isOpen onClose={close} closeLabel={text(exportText.close)} size="narrow">
      <EmptyState title={text(exportText.noResult)} />
    </Dialog>
  )
}

function RunExport({ run, onClose }: { readonly run: Run; readonly onClose: () => void }) {
  const app = useApp()
  const text = useText()
  const command = useRun()
  const screenLocale = useLocale()
  const { words, stale } = useRunWords(run)
  const screenUnit = useAppState((state) => state.session.areaUnit)
  const subject = useAppState((state) => state.project.layers[words.layers[0]])
  const job = useAppState(({ session }) =>
    session.jobs.findLast(({ state, title }) => state === 'running' && title.zh === REPORT_JOB.zh),
  )
  const loaded = useAsync(run.id, () => app.resultOf(run.id))
  const result = loaded.state === 'done' ? loaded.value : null

  const lastFormat = useAppState((state) => state.session.reportFormat)
  const [format, setFormat] = useState<Format>(FORMATS.find((each) => each === lastFormat) ?? 'geojson')
  const [wantedShapes, setShapes] = useState<Shapes | null>(null)
  const [table, setTable] = useState<Table>('all')
  const [unit, setUnit] = useState<AreaUnit>(screenUnit)
  const [decimals, setDecimals] = useState<number | null>(null)
  const [locale, setLocale] = useState<Locale>(screenLocale)
  const [also, setAlso] = useState<readonly string[]>([])
  const isRead = format === 'pdf' || format === 'html' || format === 'docx'
  const [typedName, setTypedName] = useState<string | null>(null)
  const title = findAnalysis(run.analysis)?.title
  const suggested = suggestFileName([title?.[locale] ?? run.analysis, subject?.title[locale] ?? ''], app.clock.now())
  const name = typedName ?? suggested
  const usedDecimals = decimals ?? AREA_UNITS[unit].decimals
  const hasPieces = Boolean(result?.pieces?.length)
  const geometry = wantedShapes ?? (hasPieces ? 'pieces' : 'dissolved')
  const tables = result ? resultTables(result) : []
  const isArchive = format === 'csv' && table === 'all' && tables.length > 1
  const canRun = Boolean(result) && stale !== 'gone' && cleanFileName(name) !== '' && !job

  const start = () => {
    app.setSession({ reportFormat: format })
    command(reportExport, {
      run: run.id,
      also: isRead ? also : [],
      format,
      geometry,
      table,
      unit,
      decimals: usedDecimals,
      locale,
      mapNote: reviewWords(app.config, locale),
      say: ({ code, detail }) => messageOf(code, detail, locale),
      sayReceived: (facts) => receivedWords(facts, locale),
      sayAsked: ({ selection, ...asked }, { params }) => {
        const { layers } = app.store.getState().project
        return parameterWords(params, { ...asked, selected: selection?.length ?? null }, (id) => layers[id], locale)
      },
      name: cleanFileName(name),
      fontsFor: async (letters) => (await (await import('../print/font-files.ts')).printFonts(letters)).files,
      paint: async (drawing, context) => (await import('../print/drawing-png.ts')).drawingPng(app, drawing, context),
      onDone: (isSaved) => isSaved && onClose(),
    })
  }
  return (
    <Dialog
      title={text(exportText.title)}
      isOpen
      onClose={onClose}
      closeLabel={text(exportText.close)}
      actions={
        <>
          <Button onPress={onClose}>{text(exportText.cancel)}</Button>
          <Button variant="primary" isDisabled={!canRun} onPress={start}>
            {text(exportText.run)}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {loaded.state === 'done' && !result && <Note level="error">{text(exportText.lost)}</Note>}
        {stale && <Note level="warning">{text(stale === 'gone' ? exportText.gone : exportText.stale)}</Note>}
        <RadioGroup<Format>
          label={text(exportText.format)}
          value={format}
          options={FORMATS.map((value) => ({ value, label: text(exportText[value]), note: text(exportText[`${value}Help`]) }))}
          onChange={setFormat}
        />
        {isRead && <ReportRuns first={run} chosen={also} onChange={setAlso} />}
        {format === 'geojson' && (
          <RadioGroup<Shapes>
            label={text(exportText.geometry)}
            value={geometry}
            options={[
              ...(hasPieces
                ? [{ value: 'pieces' as const, label: text(exportText.pieces), note: text(exportText.piecesHelp) }]
                : []),
              { value: 'dissolved', label: text(exportText.dissolved), note: text(exportText.dissolvedHelp) },
              { value: 'collected', label: text(exportText.collected), note: text(exportText.collectedHelp) },
            ]}
            onChange={setShapes}
          />
        )}
        {format === 'csv' && tables.length > 1 && (
          <Select
            label={text(exportText.tables)}
            value={String(table)}
            options={[
              { value: 'all', label: text(exportText.allTables, { count: tables.length }) },
              ...tables.map((each, index) => ({ value: String(index), label: text(each.title ?? words.title) })),
            ]}
            onChange={(next) => setTable(next === 'all' ? 'all' : Number(next))}
          />
        )}
        <div className={styles.row}>
          <Segments
            label={text(exportText.unit)}
            value={unit}
            options={UNITS.map((value) => ({ value, label: AREA_UNITS[value].label[screenLocale] }))}
            onChange={setUnit}
          />
          <Select
            label={text(exportText.decimals)}
            value={String(usedDecimals)}
            options={Array.from({ length: MOST_DECIMALS + 1 }, (_, n) => ({ value: String(n), label: String(n) }))}
            onChange={(next) => setDecimals(Number(next))}
          />
          <Segments
            label={text(exportText.locale)}
            value={locale}
            options={[
              { value: 'zh', label: text(exportText.zh) },
              { value: 'en', label: text(exportText.en) },
            ]}
            onChange={setLocale}
          />
        </div>
        <TextField
          label={text(exportText.fileName)}
          value={name}
          help={`${cleanFileName(name) || '…'}.${isArchive ? 'zip' : format}`}
          error={cleanFileName(name) === '' ? text(exportText.fileNameMissing) : null}
          onChange={setTypedName}
          onSubmit={() => canRun && start()}
        />
        <ExportContent
          result={result}
          format={format}
          shapes={geometry}
          table={table}
          chapters={isRead ? also.length + 1 : 1}
          isDemonstration={subject?.source.isDemonstration ?? false}
        />
        {job && <ExportProgress job={job} />}
      </div>
    </Dialog>
  )
}
