import { type ComponentProps, type ContextType, memo, type ReactNode, useContext } from 'react'
import {
  CollectionRendererContext,
  DefaultCollectionRenderer,
  DragAndDropContext,
  DropIndicatorContext,
  TreeStateContext,
} from 'react-aria-components'
import { isSteadyRow, type RowFacts } from './steady-row.ts'

interface RowProps extends RowFacts {
  readonly state: ContextType<typeof TreeStateContext>
  readonly drag: ContextType<typeof DragAndDropContext>
  readonly indicator: ContextType<typeof DropIndicatorContext>
  readonly children: ReactNode
}

const Row = memo(function Row({ state, drag, indicator, children }: RowProps) {
  return (
    <TreeStateContext value={state}>
      <DragAndDropContext value={drag}>
        <DropIndicatorContext value={indicator}>
          {/* a menu within a row renders its items as ever */}
          <CollectionRendererContext value={DefaultCollectionRenderer}>{children}</CollectionRendererContext>
        </DropIndicatorContext>
      </DragAndDropContext>
    </TreeStateContext>
  )
}, isSteadyRow)

type Renderer = ContextType<typeof CollectionRendererContext>

/** What it renders is an array, which the type of a component does not say. */
const renderAll = DefaultCollectionRenderer.CollectionRoot as (
  props: ComponentProps<Renderer['CollectionRoot']>,
) => readonly ReactNode[]

const STEADY: Renderer = {
  ...DefaultCollectionRenderer,
  CollectionRoot: function SteadyRoot(props) {
    const state = useContext(TreeStateContext)
    const drag = useContext(DragAndDropContext)
    const indicator = useContext(DropIndicatorContext)
    const focused = state?.selectionManager.focusedKey ?? null
    const isDragging = (drag.dragState?.draggingKeys.size ?? 0) > 0 || (drag.dropState?.target ?? null) !== null
    // one for each item, in their order
    const rendered = renderAll(props)
    return [...props.collection].map(({ key }, index) => (
      <Row
        key={key}
        collection={props.collection}
        hasFocus={key === focused}
        isDragging={isDragging}
        state={state}
        drag={drag}
        indicator={indicator}
      >
        {rendered[index]}
      </Row>
    ))
  },
}

/** The library tells all rows of a tree of each move of the focus; in here only those that it leaves or reaches hear of it. */
export function SteadyRows({ children }: { readonly children: ReactNode }) {
  return <CollectionRendererContext value={STEADY}>{children}</CollectionRendererContext>
}
