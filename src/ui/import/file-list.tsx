import { useStore } from 'zustand'
import { formats } from '../../formats/registry.ts'
import { messageOf } from '../../i18n/errors.ts'
import { importText } from '../../i18n/import.ts'
import { marks } from '../../i18n/marks.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { classNames } from '../parts/class-names.ts'
import { Icon } from '../parts/icon.tsx'
import { useApp, useLocale, useText } from '../shell/app-context.ts'
import { KIND_WORDS } from './evidence.ts'
import styles from './import.module.css'
import { fileRows, keyOf } from './pending.ts'
import { warningsOf } from './receipt-notes.tsx'
import type { Candidate, Choices } from './use-choices.ts'

/** One row a file: what it holds, what is doubtful, or why it could not be read. */
export function FileList({
  choices,
  current,
  onShow,
}: {
  readonly choices: Choices
  readonly current: string | null
  readonly onShow: (key: string) => void
}) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const pending = useStore(app.pendingImport)
  return (
    <ul className={styles.files}>
      {fileRows(pending).map((row) => (
        <li key={row.file} className={styles.file}>
          <p className={styles.fileName}>
            {row.file}
            {row.parts.length > 0 && <small>＋ {row.parts.join(text(marks.list))}</small>}
          </p>
          {row.layers.map((layer) => {
            const candidate = choices.candidates.find(({ key }) => key === keyOf(layer))
            return candidate ? (
              <LayerRow
                key={candidate.key}
                candidate={candidate}
                isCurrent={candidate.key === current}
                onShow={() => onShow(candidate.key)}
                onWant={(isWanted) => choices.decide(candidate.key, { isWanted })}
              />
            ) : null
          })}
          {row.failure && (
            <p className={styles.failure}>
              <Icon name="warning" size={12} />
              <span>
                <strong>{text(importText.failed)}</strong> {messageOf(row.failure.code, row.failure.detail, locale)}
              </span>
            </p>
          )}
          {!row.failure && row.layers.length === 0 && (
            <p className={styles.quiet}>
              {text(marks.says, { subject: text(importText.unused), words: text(importText.unusedHelp) })}
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function LayerRow({
  candidate,
  isCurrent,
  onShow,
  onWant,
}: {
  readonly candidate: Candidate
  readonly isCurrent: boolean
  readonly onShow: () => void
  readonly onWant: (isWanted: boolean) => void
}) {
  const text = useText()
  const { now, choice } = candidate
  const format = formats.find(({ id }) => id === now.receipt.format)
  const warnings = warningsOf(now.receipt.notes).length
  return (
    <div className={classNames(styles.layerRow, isCurrent && styles.current)}>
      <Checkbox isSelected={choice.isWanted} onChange={onWant} label={text(importText.use, { name: choice.title })} />
      <button type="button" className={styles.layerButton} aria-current={isCurrent} onClick={onShow}>
        <span>{choice.title}</span>
        <small>
          {text(importText.found, {
            format: format ? text(format.title) : now.receipt.format,
            count: now.table.length,
            kind: text(KIND_WORDS[now.grid ? 'grid' : (now.table.geometry?.kind ?? 'none')], { count: now.table.length }),
            fields: now.table.columns.length,
          })}
        </small>
      </button>
      <span className={candidate.isOpen || warnings > 0 ? styles.asks : styles.ready}>
        <Icon name={candidate.isOpen || warnings > 0 ? 'warning' : 'check'} size={12} />
        {candidate.isReading
          ? text(importText.readAgain)
          : candidate.isOpen
            ? text(importText.asks)
            : warnings > 0
              ? text(importText.readyWith, { count: warnings })
              : text(importText.ready)}
      </span>
    </div>
  )
}
