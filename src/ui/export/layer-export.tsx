import { useState } from 'react'
import { cleanFileName, suggestFileName } from '../../app/file-name.ts'
import type { AreaUnit, Layer } from '../../app/state.ts'
import { LAYER_EXPORT_JOB, layerExport } from '../../commands/layer-export.ts'
import { crsOf } from '../../core/crs.ts'
import type { Locale } from '../../core/text.ts'
import type { Format, NumberStyle } from '../../formats/format.ts'
import { formats, usualEncoding } from '../../formats/registry.ts'
import { exportText } from '../../i18n/export.ts'
import type { LayerExport } from '../../workers/formats-api.ts'
import { defaultScope, type Scope, scopeCounts } from '../analysis/scope.ts'
import { ScopeField } from '../analysis/scope-field.tsx'
import { useFilteredRows, useTables } from '../analysis/use-tables.ts'
import { Button } from '../parts/button.tsx'
import { Checkbox } from '../parts/checkbox.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { Note } from '../parts/note.tsx'
import { Segments } from '../parts/segments.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { areaEnding } from './area-ending.ts'
import styles from './export.module.css'
import { exportSystems } from './export-crs.ts'
import { metadataLines, metadataObject } from './export-metadata.ts'
import { ExportProgress } from './export-progress.tsx'
import { canPass, FarExport, readBytes } from './far-export.tsx'
import { FieldChoice } from './field-choice.tsx'
import { Losses } from './losses.tsx'
import { hasAreaFields, NumberFields } from './number-fields.tsx'

/** stands for the coordinates where only their presence counts */
const NOTHING = new Float64Array(0)
const ENCODING_LABELS: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', gb18030: 'GBK / GB18030' }

/** 导出: a layer, what its filter leaves, or what is selected, as a file of any format that is written. */
export function LayerExportDialog() {
  const app = useApp()
  const layer = useAppState(({ project, session }) => (session.dialogLayer ? project.layers[session.dialogLayer] : undefined))
  const close = () => app.setSession({ dialog: null, dialogLayer: null })
  return layer ? <OneLayer key={layer.id} layer={layer} onClose={close} /> : null
}

function OneLayer({ layer, onClose }: { readonly layer: Layer; readonly onClose: () => void }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const whole = useTables([layer.id])(layer.id)
  // of a layer that stays in its file the columns are known, and its rows pass by
  const far = whole ? null : app.rangedOf(layer.id)
  const table = whole ?? far?.schema ?? null
  const selection = useAppState((state) => state.session.selection)
  const status = useAppState((state) => state.session.layerStatus[layer.id])
  const filtered = useFilteredRows(layer.id)
  const job = useAppState(({ session }) =>
    session.jobs.findLast(({ state, title }) => state === 'running' && title.zh === LAYER_EXPORT_JOB.zh),
  )
  const kind = layer.geometry === 'grid' || layer.geometry === 'remote' ? 'none' : layer.geometry
  const writers = formats.filter(({ encode, writes }) => encode && (writes?.kinds?.includes(kind) ?? true))

  const [scope, setScope] = useState<Scope>(() => defaultScope(layer, selection))
  const [formatId, setFormatId] = useState(useAppState((state) => state.session.layerFormat))
  /** one that was chosen here stands, and what it cannot do is told */
  const [isTyped, setTyped] = useState(false)
  const [system, setSystem] = useState<string | null>(null)
  const [encoding, setEncoding] = useState<string | null>(null)
  const [headings, setHeadings] = useState<'names' | Locale>('names')
  const [marksCodes, setMarksCodes] = useState(false)
  const [numbers, setNumbers] = useState<NumberStyle>({ decimals: null, isGrouped: false })
  const [areaUnit, setAreaUnit] = useState<AreaUnit | null>(useAppState((state) => state.session.layerAreaUnit))
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [isBeside, setBeside] = useState(false)
  const [typedName, setTypedName] = useState<string | null>(null)

  const rows =
    scope === 'selection' && selection?.layer === layer.id
      ? Uint32Array.from(selection.rows).sort()
      : scope === 'filter'
        ? filtered
        : null
  const fileBytes = app.catalog.layers.find(({ id }) => id === layer.id)?.bytes ?? 0
  const partBytes = far ? readBytes(fileBytes, far.count, rows?.length ?? null) : 0
  const isWritable = (each: Format) => !far || canPass(each, rows?.length ?? null, partBytes)
  const wanted = writers.find(({ id }) => id === formatId)
  const format = (wanted && (isTyped || isWritable(wanted)) ? wanted : writers.find(isWritable)) ?? writers[0]
  const { writes } = format
  const bbox = status?.bbox ?? null
  const own = table?.crs || layer.source.crs
  const systems = kind === 'none' ? [] : exportSystems(own, writes, app.config.workingCrs, bbox && (bbox[0] + bbox[2]) / 2)
  const crs = systems.find((code) => code === system) ?? systems[0] ?? null
  const usedEncoding = writes?.encodings?.find((each) => each === encoding) ?? usualEncoding(writes, layer.receipt?.encoding)
  const columns = (table?.columns ?? []).map(({ name }) => name).filter((name) => !left.has(name))
  const name = typedName ?? suggestFileName([layer.title[locale]], app.clock.now())
  const clean = cleanFileName(name)
  const isStyled = numbers.decimals !== null || numbers.isGrouped
  const count = scopeCounts(layer, selection, far?.count ?? table?.length ?? null, filtered?.length ?? null)[scope]
  const isKnown = table !== null && (scope !== 'filter' || layer.filter.length === 0 || filtered !== null)

  const setFormat = (id: string) => {
    setFormatId(id)
    setTyped(true)
  }
  const common = (): Omit<LayerExport, 'table' | 'fields' | 'metadata' | 'beside'> => ({
    format: format.id,
    rows,
    columns,
    crs,
    name: clean,
    ...(usedEncoding && { encoding: usedEncoding }),
    ...(writes?.hasHeadings && headings !== 'names' && { headings }),
    ...(writes?.canMarkCodes && { marksCodes }),
    ...(writes?.hasNumberStyles && isStyled && { numbers }),
    ...(areaUnit && { areaUnit }),
    ...(layer.receipt?.header && { header: layer.receipt.header }),
  })
  const lossKey = table ? JSON.stringify([layer.table, format.id, columns, usedEncoding, headings, scope, count, areaUnit]) : ''
  const losses = useAsync(lossKey, async (signal) => {
    if (!table || !isWritable(format)) return []
    const isPart = far && rows && !format.stream
    const read = isPart ? await app.tiles.readRows({ id: layer.table, rows }, { signal }) : table
    const { geometry } = read
    // coordinates are most of a table, and nothing is lost of them
    const light = geometry
      ? { ...read, geometry: { ...geometry, xy: NOTHING, ...(geometry.z && { z: NOTHING }), ...(geometry.m && { m: NOTHING }) } }
      : read
    return app.formats.losses(
      { ...common(), ...(isPart && { rows: null }), table: light, fields: layer.fields, beside: null },
      { signal },
    )
  })
  const canRun = isKnown && count !== 0 && clean !== '' && !job && isWritable(format) && (kind === 'none' || crs !== null)

  const start = () => {
    if (!canRun) return
    const lines = metadataLines(app, layer, { count: count ?? 0, scope, crs: crs ?? '', columns }, locale)
    app.setSession({ layerFormat: format.id, layerAreaUnit: areaUnit })
    run(layerExport, {
      ...common(),
      layer: layer.id,
      metadata: metadataObject(lines),
      locale,
      beside: isBeside
        ? { name: `${text(exportText.metadataFile)}.txt`, text: lines.map(([label, value]) => `${label}\t${value}`).join('\r\n') }
        : null,
      onDone: (isSaved) => isSaved && onClose(),
    })
  }
  return (
    <Dialog
      title={text(exportText.layerTitle, { layer: text(layer.title) })}
      isOpen
      onClose={onClose}
      closeLabel={text(exportText.close)}
      actions={
        <>
          <Button onPress={onClose}>{text(exportText.cancel)}</Button>
          <Button variant="primary" isDisabled={!canRun} onPress={start}>
            {text(exportText.runCount, { count: count ?? 0 })}
          </Button>
        </>
      }
    >
      <div className={styles.fields}>
        {status?.state === 'failed' && <Note level="error">{text(exportText.notLoaded)}</Note>}
        <ScopeField layer={layer} value={scope} filtered={filtered?.length ?? null} onChange={setScope} />
        <div className={styles.pair}>
          <Select
            label={text(exportText.format)}
            value={format.id}
            options={writers.map((each) => ({ value: each.id, label: text(each.title), note: `.${extensionOf(each)}` }))}
            onChange={setFormat}
          />
          {crs && (
            <Select
              label={text(exportText.system)}
              value={crs}
              options={systems.map((code) => {
                const info = crsOf(code)
                return { value: code, label: info ? text(info.title) : code, note: code }
              })}
              isDisabled={systems.length === 1}
              // names of zones are cut before they differ
              help={writes?.crs === 'lngLat' ? text(exportText.fixedSystem) : /^EPSG:/.test(crs) ? crs : undefined}
              onChange={setSystem}
            />
          )}
          {usedEncoding && writes?.encodings && (
            <Select
              label={text(exportText.encoding)}
              value={usedEncoding}
              options={writes.encodings.map((each) => ({ value: each, label: ENCODING_LABELS[each] ?? each }))}
              onChange={setEncoding}
            />
          )}
          {writes?.hasHeadings && (
            <Segments<'names' | Locale>
              label={text(exportText.headings)}
              value={headings}
              options={[
                { value: 'names', label: text(exportText.headingNames) },
                { value: 'zh', label: text(exportText.zh) },
                { value: 'en', label: text(exportText.en) },
              ]}
              onChange={setHeadings}
            />
          )}
        </div>
        {far && (
          <FarExport
            layer={layer}
            format={format}
            writers={writers}
            rows={rows?.length ?? null}
            // whether a column is styled is told by all of its numbers
            isTwice={format.streamsTwice ?? (writes?.hasNumberStyles && isStyled) ?? false}
          />
        )}
        {crs && crsOf(own)?.needsParameters && <Note level="warning">{text(exportText.unconverted)}</Note>}
        {kind !== 'none' && crs === null && <Note level="error">{text(exportText.noSystem)}</Note>}
        {writes?.canMarkCodes && (
          <Checkbox isSelected={marksCodes} onChange={setMarksCodes}>
            {text(exportText.marksCodes)}
          </Checkbox>
        )}
        <div>
          {table && table.columns.length > 0 && (
            <Disclosure title={text(exportText.fieldsOf, { count: columns.length, all: table.columns.length })}>
              <FieldChoice columns={table.columns} fields={layer.fields} left={left} onChange={setLeft} />
            </Disclosure>
          )}
          <NumberFields
            hasStyles={writes?.hasNumberStyles ?? false}
            hasAreas={hasAreaFields(layer.fields, columns)}
            numbers={numbers}
            areaUnit={areaUnit}
            ending={
              areaUnit &&
              areaEnding(layer.fields, columns, areaUnit, writes?.hasHeadings && headings !== 'names' ? headings : null)
            }
            onNumbers={setNumbers}
            onAreaUnit={setAreaUnit}
          />
        </div>
        <Checkbox isSelected={isBeside} onChange={setBeside}>
          {text(writes?.holdsMetadata ? exportText.besideToo : exportText.beside)}
        </Checkbox>
        {losses.state === 'done' && (
          <Losses notes={losses.value} isGeojson={format.id === 'geojson'} onGeojson={() => setFormat('geojson')} />
        )}
        <TextField
          label={text(exportText.fileName)}
          value={name}
          help={`${clean || '…'}.${isBeside ? 'zip' : extensionOf(format)}`}
          error={clean === '' ? text(exportText.fileNameMissing) : null}
          onChange={setTypedName}
          onSubmit={start}
        />
        {job && <ExportProgress job={job} />}
      </div>
    </Dialog>
  )
}

/** Formats of several files come as an archive. */
function extensionOf({ writes, extensions }: Format): string {
  return writes?.extension ?? extensions[0]
}
