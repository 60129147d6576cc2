import type { FrozenFigures, Layer } from '../../app/state.ts'
import type { Follow } from '../../core/dashboard/card.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { marks } from '../../i18n/marks.ts'
import { Button, ToggleButton } from '../parts/button.tsx'
import { Tooltip } from '../parts/tooltip.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './dashboard.module.css'
import { scopeWords, timeWords } from './scope-words.ts'
import type { Figures } from './use-figures.ts'

interface ScopeBarProps {
  readonly layer: Layer
  readonly follow: Follow
  readonly figures: Figures
  readonly frozen: FrozenFigures | null
  readonly onFollow: (follow: Follow) => void
  readonly onFreeze: (isFrozen: boolean) => void
}

/** Which rows the figures are about, each switch by itself, and whether they go along. */
export function ScopeBar({ layer, follow, figures, frozen, onFollow, onFreeze }: ScopeBarProps) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const hasSelection = useAppState(({ session }) => session.selection?.layer === layer.id)
  const hasShapes = layer.geometry !== 'none'
  const isAll = !(follow.view && hasShapes) && !follow.filter && !follow.selection
  const { live } = figures
  const shown = frozen ?? live
  const switches = [
    { id: 'view', label: dashboardText.view, help: dashboardText.viewHelp, isDisabled: !hasShapes },
    { id: 'filter', label: dashboardText.filter, help: dashboardText.filterHelp, isDisabled: false },
    { id: 'selection', label: dashboardText.selection, help: dashboardText.selectionHelp, isDisabled: false },
  ] as const
  return (
    <div className={styles.scope}>
      {/* biome-ignore lint/a11y/useSemanticElements: switches, not fields of a form */}
      <div className={styles.switches} role="group" aria-label={text(dashboardText.scope)}>
        {switches.map(({ id, label, help, isDisabled }) => (
          <Tooltip key={id} text={text(help)}>
            <ToggleButton
              variant="plain"
              isSmall
              isSelected={follow[id] && !isDisabled}
              isDisabled={isDisabled || frozen !== null}
              onChange={(isOn) => onFollow({ ...follow, [id]: isOn })}
            >
              {text(label)}
            </ToggleButton>
          </Tooltip>
        ))}
        <Tooltip text={text(dashboardText.allHelp)}>
          <ToggleButton
            variant="plain"
            isSmall
            isSelected={isAll}
            isDisabled={frozen !== null}
            onChange={(isOn) => onFollow({ view: !isOn, filter: !isOn, selection: !isOn })}
          >
            {text(dashboardText.all)}
          </ToggleButton>
        </Tooltip>
        <span className={styles.gap} />
        <Tooltip text={text(dashboardText.freezeHelp)}>
          <ToggleButton
            variant="plain"
            isSmall
            isSelected={frozen !== null}
            isDisabled={!frozen && (!live || figures.isStale)}
            onChange={onFreeze}
          >
            {text(dashboardText.freeze)}
          </ToggleButton>
        </Tooltip>
      </div>
      <p className={styles.standing} data-testid="dashboard-standing" data-stale={(figures.isStale && !frozen) || undefined}>
        {shown && (
          <>
            <strong>{text(dashboardText.counted, { n: shown.answer.count })}</strong>
            <span>
              {scopeWords(
                frozen?.follow ?? follow,
                { isFiltered: shown.isFiltered, isSelected: shown.isSelected && (frozen !== null || hasSelection), hasShapes },
                locale,
              )}
              {(frozen?.follow ?? follow).view &&
                layer.geometry !== 'point' &&
                hasShapes &&
                `${text(marks.pause)}${text(dashboardText.wholeFeatures)}`}
            </span>
          </>
        )}
        {frozen ? (
          <span className={styles.frozen}>
            {text(dashboardText.frozen, { at: timeWords(frozen.at, app.clock.now(), locale) })}{' '}
            <Button variant="link" onPress={() => onFreeze(false)}>
              {text(dashboardText.unfreeze)}
            </Button>
          </span>
        ) : (
          figures.isStale && live && <span className={styles.quiet}>{text(dashboardText.stale)}…</span>
        )}
      </p>
    </div>
  )
}
