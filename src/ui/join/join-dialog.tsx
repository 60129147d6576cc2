import { useState } from 'react'
import { toShown } from '../../app/jobs.ts'
import type { Layer } from '../../app/state.ts'
import { JOIN_JOB, layerJoin } from '../../commands/layer-join.ts'
import type { Table } from '../../core/table.ts'
import type { Locale } from '../../core/text.ts'
import { shownNumber } from '../../core/units.ts'
import { messageOf } from '../../i18n/errors.ts'
import { joinText } from '../../i18n/join.ts'
import { useTables } from '../analysis/use-tables.ts'
import exportStyles from '../export/export.module.css'
import { FieldChoice } from '../export/field-choice.tsx'
import { LoadAll } from '../layers/load-all.tsx'
import { NeedsAll } from '../layers/needs-all.tsx'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Disclosure } from '../parts/disclosure.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { Note } from '../parts/note.tsx'
import { Select } from '../parts/select.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { likelyKeys, matchesOf } from './likely-keys.ts'

/** 字段关联: a table's fields come to a layer by a code, as a new layer. */
export function JoinDialog() {
  const app = useApp()
  const layer = useAppState(({ project, session }) => (session.dialogLayer ? project.layers[session.dialogLayer] : undefined))
  const close = () => app.setSession({ dialog: null, dialogLayer: null })
  return layer ? <Join key={layer.id} layer={layer} onClose={close} /> : null
}

function Join({ layer, onClose }: { readonly layer: Layer; readonly onClose: () => void }) {
  const app = useApp()
  const text = useText()
  const layers = useAppState((state) => state.project.layers)
  // tables without shapes are what is mostly meant
  const others = Object.values(layers)
    .filter((each) => each.id !== layer.id && !each.grid && !each.overlay)
    .sort((a, b) => Number(b.geometry === 'none') - Number(a.geometry === 'none'))
  const [from, setFrom] = useState<string | null>(others.find(({ geometry }) => geometry === 'none')?.id ?? null)
  const tableOf = useTables([layer.id, ...(from ? [from] : [])])
  const far = app.rangedOf(layer.id)
  // of a layer that stays in its file its fields are read one by one, and then the rows that the table names
  const target = tableOf(layer.id) ?? (far?.fieldBytes ? far.schema : null)
  const needed = [...(target ? [] : [layer.id]), ...(from ? [from] : [])].filter((id) => app.rangedOf(id))
  const source = from ? tableOf(from) : null
  const title = text(joinText.title, { layer: text(layer.title) })
  if (others.length === 0)
    return (
      <Dialog title={title} isOpen onClose={onClose} closeLabel={text(joinText.close)} size="narrow">
        <EmptyState title={text(joinText.none)}>{text(joinText.noneHelp)}</EmptyState>
      </Dialog>
    )
  const choice = (
    <Select
      label={text(joinText.table)}
      value={from}
      placeholder={text(joinText.choose)}
      options={others.map(({ id, title: words }) => ({ value: id, label: text(words) }))}
      onChange={setFrom}
    />
  )
  if (from && target && source)
    return (
      <Keys
        key={from}
        layer={layer}
        other={layers[from]}
        target={target}
        source={source}
        title={title}
        onClose={onClose}
        choice={choice}
      />
    )
  return (
    <Dialog title={title} isOpen onClose={onClose} closeLabel={text(joinText.close)}>
      <div className={exportStyles.fields}>
        {choice}
        {needed.map((id) => (
          <NeedsAll key={id} layer={layers[id]} />
        ))}
      </div>
    </Dialog>
  )
}

function Keys({
  layer,
  other,
  target,
  source,
  title,
  onClose,
  choice,
}: {
  readonly layer: Layer
  readonly other: Layer
  readonly target: Table
  readonly source: Table
  readonly title: string
  readonly onClose: () => void
  readonly choice: React.ReactNode
}) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const isBusy = useAppState(({ session }) => session.jobs.some((job) => job.state === 'running' && job.title.zh === JOIN_JOB.zh))
  const [keys, setKeys] = useState<readonly [string, string] | null>(null)
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set())
  const [typed, setTyped] = useState<string | null>(null)
  const far = app.rangedOf(layer.id)
  const found = useAsync(`${layer.table} ${other.table}`, (signal) => likelyKeys(app, layer, { target, source }, signal))
  const suggested = found.state === 'done' ? found.value : null
  const [targetKey, sourceKey] = keys ?? suggested ?? [null, null]
  const columns = source.columns.filter(({ name }) => name !== sourceKey && !left.has(name)).map(({ name }) => name)
  const preview = useAsync(targetKey && sourceKey ? `${targetKey}\n${sourceKey}` : '', async (signal) =>
    targetKey && sourceKey
      ? matchesOf(app, { layer, target, targetKey }, { table: other.table, source, sourceKey }, signal)
      : null,
  )
  const answer = preview.state === 'done' ? preview.value : null
  const name = typed ?? text(joinText.suggested, { layer: text(layer.title) })
  const canRun = Boolean(answer && answer.matched > 0 && !answer.isTooMuch && columns.length > 0 && name.trim() !== '' && !isBusy)
  const optionsOf = (table: Table, of: Layer) =>
    table.columns.map((column) => {
      const label = of.fields.find((field) => field.name === column.name)?.label
      return { value: column.name, label: label && text(label) !== column.name ? `${text(label)} ${column.name}` : column.name }
    })
  const start = () => {
    if (canRun && targetKey && sourceKey)
      run(layerJoin, { layer: layer.id, from: other.id, targetKey, sourceKey, columns, title: name.trim() })
  }
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      closeLabel={text(joinText.close)}
      actions={
        <>
          <Button onPress={onClose}>{text(joinText.cancel)}</Button>
          <Button variant="primary" isDisabled={!canRun} onPress={start}>
            {text(joinText.run)}
          </Button>
        </>
      }
    >
      <div className={exportStyles.fields}>
        {choice}
        <div className={exportStyles.pair}>
          <Select
            label={text(joinText.targetKey)}
            value={targetKey}
            options={optionsOf(target, layer).filter(({ value }) => !far?.fieldBytes || value in far.fieldBytes)}
            onChange={(next) => setKeys([next, sourceKey ?? source.columns[0].name])}
          />
          <Select
            label={text(joinText.sourceKey)}
            value={sourceKey}
            options={optionsOf(source, other)}
            onChange={(next) => setKeys([targetKey ?? target.columns[0].name, next])}
          />
        </div>
        {preview.state === 'failed' && (
          <Note level="error" role="status">
            {failure(preview.error, locale)}
          </Note>
        )}
        {answer && (
          <Note level={answer.isTooMuch || (!far && answer.matched < answer.total) ? 'warning' : 'info'} role="status">
            {text(answer.isTooMuch ? joinText.tooMuch : far ? joinText.previewPart : joinText.preview, {
              matched: answer.matched,
              total: answer.total,
              mb: shownNumber(Math.max(0.1, answer.bytes / 2 ** 20), 1),
            })}{' '}
            {answer.isTooMuch && <LoadAll layer={layer} />}
          </Note>
        )}
        <Disclosure title={text(joinText.fields, { count: columns.length, all: source.columns.length })}>
          <FieldChoice
            columns={source.columns.filter((column) => column.name !== sourceKey)}
            fields={other.fields}
            left={left}
            onChange={setLeft}
          />
        </Disclosure>
        <TextField label={text(joinText.name)} value={name} onChange={setTyped} onSubmit={start} />
      </div>
    </Dialog>
  )
}

function failure(error: unknown, locale: Locale): string {
  const { code, detail } = toShown(error)
  return messageOf(code, detail, locale)
}
