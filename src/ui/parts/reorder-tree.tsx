import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import {
  Button,
  ButtonContext,
  DropIndicator,
  type Key,
  Tree,
  TreeItem,
  TreeItemContent,
  useDragAndDrop,
} from 'react-aria-components'
import { fingerDrag } from './finger-drag.ts'
import { Icon } from './icon.tsx'
import styles from './reorder-tree.module.css'
import { SteadyRows } from './steady-rows.tsx'

export interface TreeBranch {
  readonly id: string
  /** for type-ahead and the screen reader */
  readonly name: string
  readonly content: ReactNode
  readonly leaves: readonly TreeLeaf[]
}
export interface TreeLeaf {
  readonly id: string
  readonly name: string
  readonly content: ReactNode
}

export interface ReorderTreeProps {
  readonly label: string
  readonly branches: readonly TreeBranch[]
  readonly open: ReadonlySet<string>
  readonly onOpenChange: (branch: string, isOpen: boolean) => void
  /** @param target a leaf to stand before or after, or a branch to enter */
  readonly onMove: (leaf: string, target: string, place: 'before' | 'after' | 'on') => void
  /** F2 on a leaf */
  readonly onRename: (leaf: string) => void
  readonly dragLabel: string
  readonly toggleLabel: string
  readonly empty: ReactNode
}

const LEAF_TYPE = 'application/x-tree-leaf'

/** Branches and leaves share the component library's keys: a branch with the key of its own leaf would hold itself, without end. */
const BRANCH = 'branch '
const keyOfBranch = (id: string) => `${BRANCH}${id}`
const idOf = (key: Key) => (String(key).startsWith(BRANCH) ? String(key).slice(BRANCH.length) : String(key))

/** What stands in a row has none of the row's own buttons: those it would hear of whenever the focus moves, all rows of it. */
const OWN_BUTTONS = {}
function RowContent({ children }: { readonly children: ReactNode }) {
  return <ButtonContext value={OWN_BUTTONS}>{children}</ButtonContext>
}

/** Two levels; leaves move by drag (pointer, touch, or Enter on the handle with the arrow keys). */
export function ReorderTree(props: ReorderTreeProps) {
  const { label, branches, open, onOpenChange, onMove, onRename, dragLabel, toggleLabel, empty } = props
  const isLeaf = (key: Key) => branches.some((branch) => branch.leaves.some((leaf) => leaf.id === key))
  const nameOf = (key: Key) =>
    branches.find(({ id }) => keyOfBranch(id) === key)?.name ??
    branches.flatMap(({ leaves }) => leaves).find(({ id }) => id === key)?.name ??
    ''
  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) =>
      [...keys].map(
        (key): Record<string, string> =>
          isLeaf(key) ? { [LEAF_TYPE]: String(key), 'text/plain': nameOf(key) } : { 'text/plain': nameOf(key) },
      ),
    getDropOperation: (target, types) => {
      if (target.type !== 'item' || !types.has(LEAF_TYPE)) return 'cancel'
      const isFitting = isLeaf(target.key) ? target.dropPosition !== 'on' : target.dropPosition === 'on'
      return isFitting ? 'move' : 'cancel'
    },
    onMove: ({ keys, target }) => {
      for (const key of keys) if (isLeaf(key)) onMove(String(key), idOf(target.key), target.dropPosition)
    },
    renderDropIndicator: (target) => <DropIndicator target={target} className={styles.indicator} />,
    renderDragPreview: (items) => <div className={styles.preview}>{items[0]['text/plain']}</div>,
  })
  const frame = useRef<HTMLDivElement>(null)
  const moving = useRef({ isLeaf, onMove })
  useEffect(() => {
    moving.current = { isLeaf, onMove }
  })
  useEffect(
    () =>
      frame.current
        ? fingerDrag(frame.current, {
            isLeaf: (key) => moving.current.isLeaf(key),
            onMove: (leaf, target, place) => moving.current.onMove(leaf, idOf(target), place),
          })
        : undefined,
    [],
  )
  const openKeys = useMemo(() => new Set([...open].map(keyOfBranch)), [open])
  const tree = (
    <Tree
      aria-label={label}
      className={styles.tree}
      selectionMode="none"
      dragAndDropHooks={dragAndDropHooks}
      expandedKeys={openKeys}
      onExpandedChange={(keys) => {
        for (const branch of branches)
          if (keys.has(keyOfBranch(branch.id)) !== open.has(branch.id)) onOpenChange(branch.id, !open.has(branch.id))
      }}
      renderEmptyState={() => empty}
    >
      {branches.map((branch) => (
        <TreeItem
          key={branch.id}
          id={keyOfBranch(branch.id)}
          textValue={branch.name}
          className={styles.item}
          hasChildItems={branch.leaves.length > 0}
        >
          <TreeItemContent>
            <div className={styles.branch}>
              <Button slot="chevron" className={styles.chevron} aria-label={`${toggleLabel} ${branch.name}`}>
                <Icon name="chevron-right" size={12} />
              </Button>
              <RowContent>{branch.content}</RowContent>
            </div>
          </TreeItemContent>
          {branch.leaves.map((leaf) => (
            <TreeItem key={leaf.id} id={leaf.id} textValue={leaf.name} className={styles.item}>
              <TreeItemContent>
                <div className={styles.leaf}>
                  <Button slot="drag" className={styles.handle} aria-label={`${dragLabel} ${leaf.name}`}>
                    <Icon name="handle" size={12} />
                  </Button>
                  <div className={styles.leafBody}>
                    <RowContent>{leaf.content}</RowContent>
                  </div>
                </div>
              </TreeItemContent>
            </TreeItem>
          ))}
        </TreeItem>
      ))}
    </Tree>
  )
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the tree within is what has the focus
    <div
      ref={frame}
      // rows take the arrows from all that stands in them; of a slider they move the slider
      onKeyDownCapture={(event) => {
        if ((event.target as HTMLElement).matches('input[type="range"]') && /^(Arrow|Home|End|Page)/.test(event.key))
          event.stopPropagation()
      }}
      onKeyDown={(event) => {
        const key = (event.target as HTMLElement).closest('[role="row"]')?.getAttribute('data-key')
        if (event.key !== 'F2' || !key || !isLeaf(key)) return
        event.preventDefault()
        onRename(key)
      }}
    >
      <SteadyRows>{tree}</SteadyRows>
    </div>
  )
}
