import { type KeyboardEvent, useMemo, useState } from 'react'
import { suggestFileName } from '../../app/file-name.ts'
import type { Layer } from '../../app/state.ts'
import { layerFilter } from '../../commands/layer-filter.ts'
import type { Card, CardAnswer } from '../../core/dashboard/card.ts'
import { fieldsOf, withoutOwn } from '../../core/dashboard/own-conditions.ts'
import { afterPick, isPicked, type Pick } from '../../core/dashboard/pick.ts'
import type { Condition } from '../../core/symbology.ts'
import type { Table } from '../../core/table.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { keepDots } from '../parts/keep-dots.ts'
import { type MenuAction, MenuButton } from '../parts/menu.tsx'
import { putOnClipboard } from '../parts/put-on-clipboard.ts'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { CardForm } from './card-form.tsx'
import { CardTable } from './card-table.tsx'
import { cardTitle } from './card-title.ts'
import { ChartView } from './chart-view.tsx'
import { cardContent } from './content.ts'
import styles from './dashboard.module.css'
import { KeyFigureList } from './key-figure-list.tsx'
import { type Ranges, ScatterView } from './scatter-view.tsx'
import { copyOfCard, csvOfCard, saveCardPng } from './take-card.ts'
import { cardWords } from './words.ts'

interface CardViewProps {
  readonly card: Card
  readonly layer: Layer
  readonly table: Table
  /** null: not there yet, or changed since */
  readonly answer: CardAnswer | null
  readonly isFrozen: boolean
  /** says where the figures come from, for what leaves the page */
  readonly provenance: readonly string[]
  readonly place: { readonly isFirst: boolean; readonly isLast: boolean }
  readonly onChange: (card: Card) => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
  /** selects what lies in the ranges, within the scope of the figures */
  readonly onSelect: (ranges: readonly Condition[], isMore: boolean) => void
}

/** One card: its title and actions, and its figures as a chart or as a table. */
export function CardView(props: CardViewProps) {
  const { card, layer, table, answer, isFrozen, provenance, place, onChange, onMove, onRemove, onSelect } = props
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useAppState(({ session }) => session.locale)
  const areaUnit = useAppState(({ session }) => session.areaUnit)
  const [isTable, setTable] = useState(false)
  const [isSetUp, setSetUp] = useState(false)
  const context = useMemo(() => ({ layer, codeLists: app.codeLists, locale, areaUnit }), [layer, app, locale, areaUnit])
  const shown = useMemo(() => answer && cardContent(context, card, answer), [context, card, answer])
  const content = shown && !('problem' in shown) ? shown : null
  const title = content?.title ?? cardTitle(cardWords(context, card), card)
  const fields = fieldsOf(card)
  const others = withoutOwn(layer.filter, fields)
  const isNarrowed = others.length < layer.filter.length
  const filterBy = (filter: readonly Condition[]) => run(layerFilter, { layer: layer.id, filter })
  const pickOn = (pick: Pick, isMore: boolean) => filterBy(afterPick(layer.filter, fields, pick, isMore))
  const file = () => suggestFileName([title, text(layer.title)], app.clock.now())
  const copy = () => {
    if (!content) return
    const { text: plain, html, count } = copyOfCard(content)
    void putOnClipboard(plain, html).then((isTaken) =>
      isTaken ? app.toast('table.copied', { count }) : app.toast('clipboard.refused', {}, { level: 'error' }),
    )
  }
  const take: MenuAction[] = content
    ? [
        { id: 'copy', label: text(dashboardText.copy), onAction: copy },
        {
          id: 'csv',
          label: text(dashboardText.csv),
          onAction: () => app.files.save(`${file()}.csv`, csvOfCard(content, provenance), 'text/csv'),
        },
        ...(content.chart
          ? [
              {
                id: 'png',
                label: text(dashboardText.png),
                onAction: () => void saveCardPng(app, content, provenance, file()),
              },
            ]
          : []),
      ]
    : []
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape' || !isNarrowed) return
    event.preventDefault()
    event.stopPropagation()
    filterBy(others)
  }
  const onBrush = ({ x, y }: Ranges, isMore: boolean) => {
    if (card.kind !== 'scatter') return
    const range = (field: string, [min, max]: readonly [number, number]): Condition => ({
      field,
      values: [],
      range: { min, max },
    })
    onSelect([range(card.x, x), range(card.y, y)], isMore)
  }
  return (
    <article className={styles.card} aria-label={title} tabIndex={-1} onKeyDown={onKeyDown} data-card={card.kind}>
      <header className={styles.cardHead}>
        <h3>{title}</h3>
        {content?.chart && (
          <Button variant="quiet" isSmall onPress={() => setTable(!isTable)}>
            {text(isTable ? dashboardText.showChart : dashboardText.showTable)}
          </Button>
        )}
        <MenuButton
          label={text(dashboardText.actions, { title })}
          trigger={<IconButton icon="more" isSmall label={text(dashboardText.actions, { title })} />}
          groups={[
            { id: 'setting', items: [{ id: 'set-up', label: text(dashboardText.setUp), onAction: () => setSetUp(true) }] },
            { id: 'taking', items: take },
            {
              id: 'placing',
              items: [
                { id: 'up', label: text(dashboardText.up), isDisabled: place.isFirst, onAction: () => onMove(-1) },
                { id: 'down', label: text(dashboardText.down), isDisabled: place.isLast, onAction: () => onMove(1) },
              ],
            },
            { id: 'removing', items: [{ id: 'remove', label: text(dashboardText.remove), isDanger: true, onAction: onRemove }] },
          ]}
        />
      </header>
      {isSetUp && <CardForm card={card} layer={layer} table={table} onChange={onChange} onDone={() => setSetUp(false)} />}
      {shown && 'problem' in shown && <p className={styles.quiet}>{shown.problem}</p>}
      {!shown && (
        <div className={styles.waiting}>{isFrozen && <p className={styles.quiet}>{text(dashboardText.frozenNone)}</p>}</div>
      )}
      {content && card.kind === 'figures' && <KeyFigureList content={content} />}
      {content && card.kind !== 'figures' && !content.chart && (
        <p className={styles.quiet}>{text(content.rows.length > 0 ? dashboardText.noValues : dashboardText.nothing)}</p>
      )}
      {content?.chart && isTable && (
        <CardTable
          content={content}
          isHeld={(pick) => isPicked(layer.filter, fields, pick) === true}
          onPick={(pick) => pickOn(pick, true)}
          onSelect={(ranges) => onSelect(ranges, false)}
        />
      )}
      {content?.chart && !isTable && answer?.kind === 'scatter' && (
        <ScatterView content={content} answer={answer} onBrush={onBrush} />
      )}
      {content?.chart && !isTable && answer?.kind !== 'scatter' && (
        <ChartView
          content={content}
          isRing={card.kind === 'rings'}
          isHeld={({ pick }) => (pick ? isPicked(layer.filter, fields, pick) : isNarrowed ? false : null)}
          onPick={({ pick }, isMore) => pick && pickOn(pick, isMore)}
        />
      )}
      {content && content.notes.length > 0 && <p className={styles.notes}>{keepDots(content.notes.join(' · '))}</p>}
      {isNarrowed && content?.chart && (
        <p className={styles.notes}>
          {text(dashboardText.own)} ·{' '}
          <Button variant="link" onPress={() => filterBy(others)}>
            {text(dashboardText.clearOwn)}
          </Button>
        </p>
      )}
    </article>
  )
}
