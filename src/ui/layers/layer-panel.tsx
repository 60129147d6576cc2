import { lazy, memo, Suspense, startTransition, useDeferredValue, useEffect, useMemo, useState } from 'react'
import type { GroupNode, LayerId } from '../../app/state.ts'
import { groupOpen } from '../../commands/group-open.ts'
import { layerMove } from '../../commands/layer-move.ts'
import { importOpen } from '../../commands/palette/import-open.ts'
import { offlineOpen } from '../../commands/palette/offline-open.ts'
import { panelLayers } from '../../commands/palette/panel-layers.ts'
import type { Text } from '../../core/text.ts'
import { layersText } from '../../i18n/layers.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { EmptyState } from '../parts/empty-state.tsx'
import { MenuButton } from '../parts/menu.tsx'
import { ReorderTree } from '../parts/reorder-tree.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { GroupRow } from './group-row.tsx'
import { LayerRow } from './layer-row.tsx'
import styles from './layers.module.css'
import { placeOfDrop } from './tree-moves.ts'

const RenameLayer = lazy(async () => ({ default: (await import('./rename-layer.tsx')).RenameLayer }))
const AbsentLayers = lazy(async () => ({ default: (await import('./absent-layers.tsx')).AbsentLayers }))
const AboutLayer = lazy(async () => ({ default: (await import('./about-layer.tsx')).AboutLayer }))

interface TreeRowsProps {
  readonly tree: readonly GroupNode[]
  /** of each layer its id and title, as JSON: the same for as long as none comes, goes or is renamed */
  readonly titles: string
  readonly onAbout: (layer: LayerId) => void
  readonly onRename: (layer: LayerId) => void
}

/** What a tree has new is put on the page in one task, however slowly it was made. */
const GROUPS_A_TASK = 2

/** 图层树: groups and layers with their legends, states and actions. */
export function LayerPanel({ hasHead = true }: { readonly hasHead?: boolean }) {
  const text = useText()
  const run = useRun()
  const tree = useAppState((state) => state.project.tree)
  const titles = useAppState(({ project }) =>
    JSON.stringify(Object.fromEntries(Object.values(project.layers).map(({ id, title }) => [id, title]))),
  )
  const absent = useAppState((state) => state.session.absent)
  const [about, setAbout] = useState<string | null>(null)
  const [renamed, setRenamed] = useState<string | null>(null)
  const aboutLayer = useAppState(({ project }) => (about === null ? undefined : project.layers[about]))
  const renamedLayer = useAppState(({ project }) => (renamed === null ? undefined : project.layers[renamed]))
  // a row that comes or goes makes all of them anew: in pieces, between which the page answers
  const shown = useDeferredValue(tree)
  const shownTitles = useDeferredValue(titles)
  const openAll = (isOpen: boolean) => {
    for (const group of tree) if (group.isOpen !== isOpen) run(groupOpen, { group: group.id, isOpen })
  }
  return (
    <section className={styles.panel} aria-label={text(layersText.title)}>
      {hasHead && (
        <header className={styles.head}>
          <h2>{text(layersText.title)}</h2>
          <MenuButton
            label={text(layersText.menu)}
            trigger={<IconButton icon="more" isSmall label={text(layersText.menu)} />}
            groups={[
              {
                id: 'tree',
                items: [
                  { id: 'open', label: text(layersText.expandAll), onAction: () => openAll(true) },
                  { id: 'close', label: text(layersText.collapseAll), onAction: () => openAll(false) },
                  { id: 'import', label: text(importOpen.title), onAction: () => run(importOpen, undefined) },
                  { id: 'offline', label: text(offlineOpen.title), onAction: () => run(offlineOpen, undefined) },
                ],
              },
            ]}
          />
          <IconButton
            icon="chevron-left"
            isSmall
            label={text(layersText.close)}
            shortcut="L"
            onPress={() => run(panelLayers, undefined)}
          />
        </header>
      )}
      <div className={styles.scroll}>
        {absent.layers.length + absent.local > 0 && (
          <Suspense>
            <AbsentLayers />
          </Suspense>
        )}
        <TreeRows tree={shown} titles={shownTitles} onAbout={setAbout} onRename={setRenamed} />
      </div>
      <Suspense>{aboutLayer && <AboutLayer layer={aboutLayer} onClose={() => setAbout(null)} />}</Suspense>
      <Suspense>{renamedLayer && <RenameLayer layer={renamedLayer} onClose={() => setRenamed(null)} />}</Suspense>
    </section>
  )
}

const TreeRows = memo(function TreeRows({ tree, titles, onAbout, onRename }: TreeRowsProps) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const open = useMemo(() => new Set(tree.filter(({ isOpen }) => isOpen).map(({ id }) => id)), [tree])
  const [made, setMade] = useState(GROUPS_A_TASK)
  useEffect(() => {
    // from above, each after those before are on the page: nothing that is seen moves
    const next = made + GROUPS_A_TASK
    if (made < Infinity) startTransition(() => setMade(next < tree.length ? next : Infinity))
  }, [made, tree])
  const titleOf = useMemo((): Readonly<Record<LayerId, Text>> => JSON.parse(titles), [titles])
  return (
    <ReorderTree
      label={text(layersText.tree)}
      dragLabel={text(layersText.drag)}
      toggleLabel={text(layersText.toggleGroup)}
      open={open}
      onOpenChange={(group, isOpen) => run(groupOpen, { group, isOpen })}
      onRename={onRename}
      onMove={(layer, target, side) => {
        const place = placeOfDrop(app.store.getState().project.tree, layer, target, side)
        if (place) run(layerMove, { layer, ...place })
      }}
      branches={tree.slice(0, made).map((group) => ({
        id: group.id,
        name: text(group.title),
        content: <GroupRow group={group} />,
        leaves: group.layers
          .filter((id) => titleOf[id])
          .map((id) => ({
            id,
            name: text(titleOf[id]),
            content: <LayerRow id={id} onAbout={onAbout} onRename={onRename} />,
          })),
      }))}
      empty={
        <EmptyState
          title={text(layersText.empty)}
          actions={<Button onPress={() => run(importOpen, undefined)}>{text(importOpen.title)}</Button>}
        >
          {text(layersText.emptyHelp)}
        </EmptyState>
      }
    />
  )
})
