import { lazy, Suspense, useMemo, useState } from 'react'
import { groupOpen } from '../../commands/group-open.ts'
import { layerMove } from '../../commands/layer-move.ts'
import { importOpen } from '../../commands/palette/import-open.ts'
import { offlineOpen } from '../../commands/palette/offline-open.ts'
import { panelLayers } from '../../commands/palette/panel-layers.ts'
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

/** 图层树: groups and layers with their legends, states and actions. */
export function LayerPanel({ hasHead = true }: { readonly hasHead?: boolean }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const tree = useAppState((state) => state.project.tree)
  const layers = useAppState((state) => state.project.layers)
  const absent = useAppState((state) => state.session.absent)
  const [about, setAbout] = useState<string | null>(null)
  const [renamed, setRenamed] = useState<string | null>(null)
  const open = useMemo(() => new Set(tree.filter(({ isOpen }) => isOpen).map(({ id }) => id)), [tree])
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
        <ReorderTree
          label={text(layersText.tree)}
          dragLabel={text(layersText.drag)}
          toggleLabel={text(layersText.toggleGroup)}
          open={open}
          onOpenChange={(group, isOpen) => run(groupOpen, { group, isOpen })}
          onRename={setRenamed}
          onMove={(layer, target, side) => {
            const place = placeOfDrop(app.store.getState().project.tree, layer, target, side)
            if (place) run(layerMove, { layer, ...place })
          }}
          branches={tree.map((group) => ({
            id: group.id,
            name: text(group.title),
            content: <GroupRow group={group} />,
            leaves: group.layers
              .filter((id) => layers[id])
              .map((id) => ({
                id,
                name: text(layers[id].title),
                content: <LayerRow layer={layers[id]} onAbout={setAbout} onRename={setRenamed} />,
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
      </div>
      <Suspense>{about && layers[about] && <AboutLayer layer={layers[about]} onClose={() => setAbout(null)} />}</Suspense>
      <Suspense>
        {renamed && layers[renamed] && <RenameLayer layer={layers[renamed]} onClose={() => setRenamed(null)} />}
      </Suspense>
    </section>
  )
}
