import { useMemo, useState } from 'react'
import { suggestFileName } from '../../app/file-name.ts'
import { PDF_JOB, pagesSave } from '../../commands/pages-save.ts'
import { sheetLogo } from '../../commands/sheet-logo.ts'
import { fromLngLat, toLngLat } from '../../core/crs.ts'
import type { MapFrame } from '../../core/print/map-frame.ts'
import { paperMm } from '../../core/print/paper.ts'
import { sheetFace } from '../../core/print/sheet-face.ts'
import { mostDpi, SHEET_SETTINGS, type SheetSettings } from '../../core/print/sheet-settings.ts'
import { localDate } from '../../core/provenance.ts'
import { shownNumber } from '../../core/units.ts'
import { messageOf } from '../../i18n/errors.ts'
import { marks } from '../../i18n/marks.ts'
import { printText } from '../../i18n/print.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import type { LngLatBox } from '../../workers/tiles-api.ts'
import { ExportProgress } from '../export/export-progress.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { coveredBy, frameClearOf } from './clear-frame.ts'
import { FiguresForm, SeriesForm } from './extras-form.tsx'
import { pagePng, printPicture } from './page-picture.ts'
import styles from './print.module.css'
import { PrintForm, printableScale } from './print-form.tsx'
import { PrintPreview } from './print-preview.tsx'
import { logoMark, readLogo } from './read-logo.ts'
import { type FiguresChoice, runFigures } from './run-figures.ts'
import { type SeriesChoice, type SheetPage, seriesPages } from './series.ts'
import { seriesSheets } from './series-sheets.ts'
import type { TypedWords } from './sheet-words.ts'
import { fitBox, metresOf, sheetSystems, viewBox } from './start-frame.ts'
import { frameFor, paperOf, useSheet } from './use-sheet.ts'

const PNG_JOB = { zh: '生成图片', en: 'Make the picture' }

/** 出图: paper, scale and words on one side, the page itself on the other. */
export function PrintDialog() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const systems = sheetSystems(app)
  const selection = useAppState((state) => state.session.selection)
  const settings: SheetSettings = { ...SHEET_SETTINGS, ...useAppState((state) => state.session.sheet) }
  const job = useAppState(({ session }) =>
    session.jobs.findLast(({ state, title }) => state === 'running' && (title.zh === PDF_JOB.zh || title.zh === PNG_JOB.zh)),
  )
  const crs = settings.crs && systems.includes(settings.crs) ? settings.crs : (systems[0] ?? 'EPSG:4528')
  const [place, setPlace] = useState(() => fitted(viewBox(app)))
  const [scaleText, setScaleText] = useState(() => `1:${shownNumber(place.denominator, 0)}`)
  const [turnDeg, setTurn] = useState(0)
  const [words, setWords] = useState<Omit<TypedWords, 'organisation'>>(() => ({
    title: app.config.title[locale],
    subtitle: '',
    date: localDate(app.clock.now()),
  }))
  const kept = useAppState((state) => state.project.logo)
  const logo = useMemo(() => (kept ? logoMark(kept) : null), [kept])
  const typed: TypedWords = { ...words, organisation: settings.organisation }
  const [seriesChoice, setSeries] = useState<SeriesChoice>({ kind: 'single', isFitted: true, hasIndex: true })
  const [pageAt, setPageAt] = useState(0)
  const like = frameFor(settings, { crs, centre: place.centre, denominator: place.denominator, turnDeg })
  const [figuresChoice, setFigures] = useState<FiguresChoice>({ run: null, show: 'table' })
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const loadedFigures = useAsync(JSON.stringify([figuresChoice, areaUnit, locale]), () => runFigures(app, figuresChoice, locale))
  const figures = loadedFigures.state === 'done' ? loadedFigures.value : null
  const covered = coveredBy(app, { settings, figures }, locale)
  // a page of a feature keeps it clear of what else stands there
  const standing =
    seriesChoice.kind === 'features'
      ? [settings.size, settings.parts, settings.colors, figuresChoice, areaUnit, loadedFigures.state]
      : []
  // a grid lies over the ground whatever the map shows; only a single sheet has a place of its own
  const series = useAsync(
    // a selection may be long
    seriesChoice.kind === 'single'
      ? 'single'
      : JSON.stringify([seriesChoice, selection, locale, { ...like, centre: null }, standing]),
    async (signal): Promise<readonly SheetPage[] | null> =>
      seriesChoice.kind === 'single'
        ? null
        : seriesPages(app, { choice: seriesChoice, like, selection, indexName: text(printText.index), locale, covered }, signal),
  )
  const pages = series.state === 'done' ? series.value : null
  const page = pages?.[Math.min(pageAt, pages.length - 1)] ?? null
  const frame = page?.frame ?? like
  const choice = { settings, typed, logo, figures }
  const made = useSheet({ ...choice, frame, page })
  const { sheet } = made
  const error = series.state === 'failed' ? series.error : made.error
  const state = series.state === 'loading' || loadedFigures.state === 'loading' ? 'loading' : made.state
  const dpi = Math.min(settings.dpi, mostDpi(...paperMm(paperOf(settings))))

  function fitted(box: LngLatBox) {
    const { widthMm, heightMm } = sheetFace(paperOf(settings), settings.parts)
    return fitBox(crs, box, widthMm, heightMm)
  }
  const show = ({ centre, denominator }: Pick<MapFrame, 'centre' | 'denominator'>) => {
    setPlace({ centre, denominator })
    setScaleText(`1:${shownNumber(denominator, 0)}`)
  }
  const onSettings = (patch: Partial<SheetSettings>) => {
    app.setSession({ sheet: { ...settings, ...patch } })
    if (patch.crs && patch.crs !== crs) {
      const centre = fromLngLat(patch.crs, toLngLat(crs, Float64Array.of(...place.centre)))
      setPlace({ ...place, centre: [centre[0], centre[1]] })
    }
  }
  const onScaleText = (next: string) => {
    setScaleText(next)
    const denominator = printableScale(next)
    if (denominator !== null) setPlace({ ...place, denominator })
  }
  const fitSelection = selection
    ? async () => {
        const layer = app.store.getState().project.layers[selection.layer]
        const box = await app.tiles.bounds({ table: layer.table, rows: Uint32Array.from(selection.rows) })
        if (box) show(await frameClearOf(like, metresOf(crs, box), true, covered, new AbortController().signal))
      }
    : null

  const name = suggestFileName([words.title || text(printText.fileKind)], app.clock.now())
  const canSave = sheet !== null && error === null && state === 'done' && !job && printableScale(scaleText) !== null
  const savePdf = () => {
    if (!sheet) return
    const about = {
      title: words.title || name,
      author: settings.organisation,
      subject: `${settings.size} 1:${frame.denominator} ${crs}`,
      language: LANGUAGE_TAG[locale],
      at: app.clock.now(),
    }
    run(pagesSave, {
      name: `${name}.pdf`,
      about,
      pages: async (context) =>
        pages ? seriesSheets(app, choice, pages, locale, context) : { pages: [sheet.page], fonts: sheet.fonts.files },
    })
  }
  const picture = async (use: (png: Uint8Array<ArrayBuffer>) => void | Promise<void>) => {
    if (!sheet) return
    const png = await app.job(PNG_JOB, (context) => pagePng(app, sheet.page, dpi, context))
    if (png) await use(png)
  }
  const savePng = () =>
    picture((png) => {
      app.files.save(`${name}.png`, png, 'image/png')
      app.toast('report.saved', { file: `${name}.png` })
    })
  const [logoError, setLogoError] = useState<unknown>(null)
  const chooseLogo = async () => {
    setLogoError(null)
    const [file] = await app.files.pick('image/png,image/jpeg,image/svg+xml,image/webp')
    if (file) run(sheetLogo, { logo: await readLogo(file) })
  }
  // both sides in the unit of the longer one
  const isFar = Math.max(frame.widthMm, frame.heightMm) * frame.denominator >= 10_000_000
  const ground = (mm: number) => {
    const lengthM = (mm * frame.denominator) / 1000
    return isFar ? `${shownNumber(lengthM / 1000, 1)} km` : `${shownNumber(lengthM, 0)} m`
  }
  const sheetMm = { widthMm: paperMm(paperOf(settings))[0], heightMm: paperMm(paperOf(settings))[1] }
  const close = () => app.setSession({ dialog: null })
  return (
    <Dialog
      title={text(printText.title)}
      isOpen
      size="full"
      isDismissable={false}
      onClose={close}
      closeLabel={text(printText.close)}
      actions={
        job ? (
          <div className={styles.progress}>
            <ExportProgress job={job} />
          </div>
        ) : (
          <div className={styles.actions}>
            <Button isDisabled={!canSave} onPress={() => void picture((png) => printPicture(png, sheetMm))}>
              {text(printText.print)}
            </Button>
            <Button isDisabled={!canSave} onPress={() => void savePng()}>
              {text(printText.png)}
            </Button>
            <Button variant="primary" isDisabled={!canSave} onPress={savePdf}>
              {pages ? text(printText.pdfAll, { count: pages.length }) : text(printText.pdf)}
            </Button>
          </div>
        )
      }
    >
      <div className={styles.composer}>
        <div className={styles.side}>
          {error !== null && <Note level="error">{wordsOfError(error)}</Note>}
          {logoError !== null && <Note level="error">{wordsOfError(logoError)}</Note>}
          {sheet && sheet.map.failed.length > 0 && (
            <Note level="warning">{text(printText.layersFailed, { layers: sheet.map.failed.join(text(marks.list)) })}</Note>
          )}
          {sheet && sheet.map.hidden.length > 0 && (
            <Note level="info">{text(printText.layersHidden, { layers: sheet.map.hidden.join(text(marks.list)) })}</Note>
          )}
          {sheet && sheet.missing.length > 0 && (
            <Note level="warning">{text(printText.lettersMissing, { letters: sheet.missing.join(' ') })}</Note>
          )}
          <PrintForm
            settings={settings}
            onSettings={onSettings}
            typed={typed}
            onTyped={({ organisation, ...rest }) => {
              if (organisation !== undefined) onSettings({ organisation })
              else setWords({ ...words, ...rest })
            }}
            scaleText={scaleText}
            onScaleText={onScaleText}
            turnDeg={turnDeg}
            onTurn={setTurn}
            crs={crs}
            systems={systems}
            onFitView={() => show(fitted(viewBox(app)))}
            onFitSelection={fitSelection && (() => void fitSelection())}
            onFitDistrict={() => show(fitted(app.config.district.extent))}
            hasLogo={Boolean(logo)}
            onLogoChoose={() => void chooseLogo().catch(setLogoError)}
            onLogoRemove={() => run(sheetLogo, { logo: null })}
            series={
              <SeriesForm
                choice={seriesChoice}
                onChange={(next) => {
                  setSeries(next)
                  setPageAt(0)
                }}
              />
            }
            figures={
              <FiguresForm
                choice={figuresChoice}
                isEmpty={loadedFigures.state === 'done' && figures === null}
                onChange={setFigures}
              />
            }
          />
        </div>
        <PrintPreview
          sheet={sheet}
          settings={settings}
          frame={frame}
          isBusy={state === 'loading'}
          label={text(printText.sheetOf, {
            paper: `${settings.size} ${text(settings.isLandscape ? printText.landscape : printText.portrait)}`,
            scale: frame.denominator,
            width: ground(frame.widthMm),
            height: ground(frame.heightMm),
          })}
          onMove={page ? null : (next: MapFrame) => setPlace({ ...place, centre: next.centre })}
        >
          {page && <Pager page={page} onTurn={(by) => setPageAt(page.number - 1 + by)} />}
        </PrintPreview>
      </div>
    </Dialog>
  )

  function wordsOfError(problem: unknown): string {
    const known = problem as { code?: string; detail?: Record<string, string>; message?: string }
    return known.code ? messageOf(known.code, known.detail ?? {}, locale) : (known.message ?? String(problem))
  }
}

function Pager({ page, onTurn }: { readonly page: SheetPage; readonly onTurn: (by: -1 | 1) => void }) {
  const text = useText()
  return (
    <span className={styles.pager}>
      <IconButton
        icon="chevron-left"
        isSmall
        label={text(printText.seriesPrevious)}
        isDisabled={page.number === 1}
        onPress={() => onTurn(-1)}
      />
      {text(printText.seriesPage, { page: page.number, pages: page.of })}
      <IconButton
        icon="chevron-right"
        isSmall
        label={text(printText.seriesNext)}
        isDisabled={page.number === page.of}
        onPress={() => onTurn(1)}
      />
    </span>
  )
}
