import type { SpatialOf, SpatialRule } from '../../core/query/question.ts'
import type { Relation } from '../../core/query/spatial-rows.ts'
import { queryText, RELATION_WORDS } from '../../i18n/query.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { Select } from '../parts/select.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import styles from './query.module.css'

const RELATIONS = Object.keys(RELATION_WORDS) as Relation[]
const START: SpatialRule = { relation: 'intersects', distanceM: 100, of: { kind: 'view' } }

/** Where the rows must be: in a relation to a layer, to the map's view, or to what was drawn to select. */
export function SpatialList({
  rules,
  onChange,
}: {
  readonly rules: readonly SpatialRule[]
  readonly onChange: (rules: readonly SpatialRule[]) => void
}) {
  const text = useText()
  const places = usePlaces()
  const within = useAppState((state) => state.session.selection?.within)
  const set = (at: number, rule: SpatialRule) => onChange(rules.map((each, i) => (i === at ? rule : each)))
  return (
    <fieldset className={styles.group}>
      <legend>{text(queryText.spatial)}</legend>
      {rules.map((rule, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity than their place
        <div key={at} className={styles.place}>
          <div className={styles.whole}>
            <Select
              label={text(queryText.relation)}
              isLabelHidden
              value={rule.relation}
              options={RELATIONS.map((relation) => ({ value: relation, label: text(RELATION_WORDS[relation]) }))}
              onChange={(relation) => set(at, { ...rule, relation })}
            />
          </div>
          <Select
            label={text(queryText.of)}
            isLabelHidden
            value={keyOf(rule.of)}
            options={[...places, ...(rule.of.kind === 'ring' ? [{ of: rule.of, label: text(queryText.ring) }] : [])].map(
              ({ of, label }) => ({ value: keyOf(of), label }),
            )}
            onChange={(key) => {
              const place = places.find(({ of }) => keyOf(of) === key)
              // kept with the question: the drawing goes with the next selection
              const of = place?.of.kind === 'drawn' && within ? ({ kind: 'ring', ring: within } as const) : place?.of
              if (of) set(at, { ...rule, of })
            }}
          />
          <IconButton
            icon="close"
            isSmall
            label={text(queryText.removeSpatial)}
            onPress={() => onChange(rules.filter((_, i) => i !== at))}
          />
          {rule.relation === 'within' && (
            <div className={styles.values}>
              <NumberField
                label={text(queryText.distance)}
                isLabelHidden
                unit="m"
                minValue={0}
                hasSteps={false}
                value={rule.distanceM}
                onChange={(distanceM) => set(at, { ...rule, distanceM: Number.isNaN(distanceM) ? 0 : distanceM })}
              />
            </div>
          )}
          {rule.relation === 'inside' && <p className={styles.quiet}>{text(queryText.insideHelp)}</p>}
        </div>
      ))}
      <Button isSmall variant="quiet" className={styles.add} onPress={() => onChange([...rules, START])}>
        {text(queryText.addSpatial)}
      </Button>
    </fieldset>
  )
}

function keyOf(of: SpatialOf): string {
  return of.kind === 'layer' ? `${of.scope} ${of.layer}` : of.kind
}

/** What can be named now; each layer as a whole, and what is filtered or selected of it. */
function usePlaces(): readonly { readonly of: SpatialOf; readonly label: string }[] {
  const text = useText()
  const { layers, tree } = useAppState((state) => state.project)
  const selection = useAppState((state) => state.session.selection)
  const all = tree.flatMap((group) => group.layers).map((id) => layers[id])
  return [
    { of: { kind: 'view' }, label: text(queryText.view) },
    ...(selection?.within ? [{ of: { kind: 'drawn' } as const, label: text(queryText.drawn) }] : []),
    ...all
      .filter((layer) => layer && !layer.grid && layer.geometry !== 'none')
      .flatMap(({ id, title, filter }) => {
        const layer = text(title)
        const of = (scope: 'all' | 'filter' | 'selection') => ({ kind: 'layer', layer: id, scope }) as const
        return [
          { of: of('all'), label: text(queryText.ofLayer, { layer }) },
          ...(filter.length > 0 ? [{ of: of('filter'), label: text(queryText.ofFilter, { layer }) }] : []),
          ...(selection?.layer === id ? [{ of: of('selection'), label: text(queryText.ofSelection, { layer }) }] : []),
        ]
      }),
  ]
}
