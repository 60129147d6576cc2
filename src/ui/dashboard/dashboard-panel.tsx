import { useMemo } from 'react'
import { toShown } from '../../app/jobs.ts'
import { layerSource } from '../../app/provenance.ts'
import type { Layer, LayerId } from '../../app/state.ts'
import { dashboardChange } from '../../commands/dashboard-change.ts'
import { dashboardOf } from '../../commands/dashboard-of.ts'
import { selectRows } from '../../commands/select-rows.ts'
import { CARD_KINDS, type Card, type Dashboard, MOST_CARDS } from '../../core/dashboard/card.ts'
import { defaultCard, defaultDashboard } from '../../core/dashboard/default-cards.ts'
import { noticeOf } from '../../core/provenance.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_FIELD, type Column, type Table } from '../../core/table.ts'
import type { Locale, Text } from '../../core/text.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { messageOf } from '../../i18n/errors.ts'
import { stageText } from '../../i18n/stages.ts'
import { NeedsAll } from '../layers/needs-all.tsx'
import { Button, IconButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { ProgressBar } from '../parts/progress-bar.tsx'
import { Select } from '../parts/select.tsx'
import { reportError, useApp, useAppState, useLocale, useRun, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { CardView } from './card-view.tsx'
import styles from './dashboard.module.css'
import { ScopeBar } from './scope-bar.tsx'
import { scopeWords } from './scope-words.ts'
import { questionOf, useFigures } from './use-figures.ts'

/** 统计面板: cards with figures and charts of one layer that follow view, filter and selection, or stand still. */
export function DashboardPanel() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const { layers, tree } = useAppState((state) => state.project)
  const wanted = useAppState(({ session }) => session.dashboard?.layer ?? null)
  const offered = tree
    .flatMap((group) => group.layers)
    .filter((id) => layers[id] && !layers[id].grid && !layers[id].overlay && layers[id].role === 'data')
  const id = wanted !== null && offered.includes(wanted) ? wanted : offered[0]
  return (
    <section className={styles.panel} aria-label={text(dashboardText.title)}>
      <header className={styles.head}>
        <h2>{text(dashboardText.title)}</h2>
        <IconButton icon="close" label={text(dashboardText.close)} isSmall onPress={() => app.setSession({ dashboard: null })} />
      </header>
      {id ? (
        <div className={styles.body}>
          <Select
            label={text(dashboardText.layer)}
            isLabelHidden
            value={id}
            options={offered.map((each) => ({ value: each, label: text(layers[each].title) }))}
            onChange={(layer) => run(dashboardOf, { layer })}
          />
          <OfLayer key={id} layer={layers[id]} />
        </div>
      ) : (
        <EmptyState title={text(dashboardText.noLayer)} />
      )}
    </section>
  )
}

function OfLayer({ layer }: { readonly layer: Layer }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const status = useAppState(({ session }) => session.layerStatus[layer.id])
  const far = app.tableOf(layer.id) ? null : app.rangedOf(layer.id)
  const loaded = useAsync(`${layer.table} ${far !== null}`, () => (far ? Promise.resolve(null) : app.loadTable(layer.id)))
  const schema = useMemo(() => (far?.fieldBytes ? fieldsAlone(far.schema, far.fieldBytes) : null), [far])
  const table = app.tableOf(layer.id) ?? schema ?? (loaded.state === 'done' ? loaded.value : null)
  if (table) return <Cards layer={layer} table={table} />
  if (far) return <NeedsAll layer={layer} />
  if (loaded.state === 'failed') return <ErrorState message={wordsOfError(loaded.error, locale)} />
  return <ProgressBar label={text(dashboardText.loading)} share={status?.share ?? null} stage={text(dashboardText.loading)} />
}

/** What can be asked of a layer that stays in its file: the fields that are read one by one, the drawn area among them. */
function fieldsAlone({ columns, ...schema }: Table, known: Readonly<Record<string, number>>): Table {
  const area: Column = { name: AREA_FIELD, type: 'number', values: new Float64Array(0) }
  return { ...schema, columns: [...columns, area].filter(({ name }) => name in known), geometry: null }
}

function wordsOfError(error: unknown, locale: Locale): string {
  const { code, detail } = toShown(error)
  return messageOf(code, detail, locale)
}

function Cards({ layer, table }: { readonly layer: Layer; readonly table: Table }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const kept = useAppState(({ project }) => project.dashboards?.[layer.id])
  const frozen = useAppState(({ session }) => (session.frozen?.layer === layer.id ? session.frozen : null))
  const symbolField = layer.symbology.kind === 'categories' ? layer.symbology.field : null
  const usual = useMemo(
    () => defaultDashboard(table, layer.fields, app.codeLists, symbolField),
    [table, layer.fields, app, symbolField],
  )
  const dashboard = kept ?? usual
  const { cards, follow } = dashboard
  const figures = useFigures(layer, dashboard, frozen !== null)
  const shown = frozen ?? figures.live
  const change = (label: Text, next: Dashboard | null) => run(dashboardChange, { layer: layer.id, dashboard: next, label })
  const withCards = (label: Text, next: readonly Card[]) => change(label, { ...dashboard, cards: next })
  const add = (kind: Card['kind']) => {
    const ids = cards.map(({ id }) => id)
    const number = cards.length + 1
    const id = ids.includes(`${kind}-${number}`) ? `${kind}-${app.clock.now().getTime().toString(36)}` : `${kind}-${number}`
    const card = defaultCard(kind, id, dashboard, table, layer.fields)
    if (card) withCards(dashboardText.added, [...cards, card])
  }
  const freeze = (isFrozen: boolean) => {
    const { live } = figures
    app.setSession({ frozen: isFrozen && live ? { layer: layer.id, follow, ...live } : null })
  }
  const select = async (ranges: readonly Condition[], isMore: boolean) => {
    try {
      const { session } = app.store.getState()
      const selected =
        follow.selection && isMore ? null : session.selection?.layer === layer.id && follow.selection ? session.selection : null
      const filter = [...(follow.filter ? layer.filter : []), ...ranges]
      const rows = await app.tiles.dashboardRows(
        questionOf(app, { layer, dashboard, selected, filter, areaUnit: session.areaUnit }),
      )
      run(selectRows, { layer: layer.id as LayerId, rows: [...rows], mode: isMore ? 'add' : 'replace' })
    } catch (error) {
      reportError(app, error)
    }
  }
  const hasShapes = layer.geometry !== 'none'
  const provenance = shown
    ? [
        text(dashboardText.provenance, {
          layer: text(layer.title),
          scope: scopeWords(frozen?.follow ?? follow, { ...shown, hasShapes }, locale),
          n: shown.answer.count,
          at: new Date(shown.at).toLocaleString(locale === 'zh' ? 'zh-CN' : 'en-US'),
        }),
        ...(layer.geometry === 'polygon' ? [text(dashboardText.method)] : []),
        ...[noticeOf([layerSource(layer)])].flatMap((notice) => (notice ? [text(notice)] : [])),
      ]
    : []
  const answerOf = (card: Card) => {
    const same = shown?.cards.some((each) => each === card || JSON.stringify(each) === JSON.stringify(card))
    return (same && shown?.answer.cards[card.id]) || null
  }
  return (
    <>
      <ScopeBar
        layer={layer}
        follow={follow}
        figures={figures}
        frozen={frozen}
        onFollow={(next) => change(dashboardText.scoped, { ...dashboard, follow: next })}
        onFreeze={freeze}
      />
      {figures.share !== null && !frozen && (
        <ProgressBar label={text(dashboardText.working)} share={figures.share} stage={text(stageText('stage.measure'))} />
      )}
      {figures.error !== null && (
        <ErrorState
          message={wordsOfError(figures.error, locale)}
          actions={
            <Button isSmall onPress={figures.retry}>
              {text(dashboardText.retry)}
            </Button>
          }
        />
      )}
      {cards.length === 0 && <p className={styles.quiet}>{text(dashboardText.noCards)}</p>}
      <div className={styles.cards} aria-busy={figures.isStale} data-stale={(figures.isStale && !frozen) || undefined}>
        {cards.map((card, i) => (
          <CardView
            key={card.id}
            card={card}
            layer={layer}
            table={table}
            answer={answerOf(card)}
            isFrozen={frozen !== null}
            provenance={provenance}
            place={{ isFirst: i === 0, isLast: i === cards.length - 1 }}
            onChange={(next) => withCards(dashboardText.changed, cards.with(i, next))}
            onMove={(by) => withCards(dashboardText.moved, cards.with(i, cards[i + by]).with(i + by, card))}
            onRemove={() => withCards(dashboardText.removed, cards.toSpliced(i, 1))}
            onSelect={(ranges, isMore) => void select(ranges, isMore)}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <MenuButton
          label={text(dashboardText.add)}
          placement="top start"
          trigger={
            <Button isSmall isDisabled={cards.length >= MOST_CARDS}>
              {text(dashboardText.add)}
            </Button>
          }
          groups={[
            {
              id: 'kinds',
              items: CARD_KINDS.map((kind) => ({
                id: kind,
                label: text(dashboardText[kind]),
                isDisabled: defaultCard(kind, kind, dashboard, table, layer.fields) === null,
                onAction: () => add(kind),
              })),
            },
          ]}
        />
        {kept && (
          <Button variant="quiet" isSmall onPress={() => change(dashboardText.wasReset, null)}>
            {text(dashboardText.reset)}
          </Button>
        )}
      </div>
    </>
  )
}
