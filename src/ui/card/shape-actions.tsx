import type { Layer } from '../../app/state.ts'
import type { Command } from '../../commands/command.ts'
import { rowsMerge } from '../../commands/palette/rows-merge.ts'
import { rowsSplit } from '../../commands/palette/rows-split.ts'
import { toolVertices } from '../../commands/palette/tool-vertices.ts'
import { selectRows } from '../../commands/select-rows.ts'
import { cardText } from '../../i18n/card.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './card.module.css'

/** 图形: boundary points, 分割 and 合并 of the feature on the card, and of those selected with it. */
export function ShapeActions({ layer, row }: { readonly layer: Layer; readonly row: number }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const selection = useAppState(({ session }) => session.selection)
  const selected = selection?.layer === layer.id ? selection.rows : []
  if (!app.map || layer.geometry === 'none' || layer.geometry === 'grid' || layer.geometry === 'remote') return null
  const start = (command: Command) => {
    if (command !== rowsMerge) run(selectRows, { layer: layer.id, rows: [row] })
    run(command, undefined)
  }
  return (
    <fieldset className={styles.shape}>
      <legend>{text(cardText.shape)}</legend>
      <Button isSmall onPress={() => start(toolVertices)}>
        {text(toolVertices.title)}
      </Button>
      {layer.geometry === 'polygon' && (
        <Button isSmall onPress={() => start(rowsSplit)}>
          {text(cardText.split)}
        </Button>
      )}
      {layer.geometry === 'polygon' && selected.length > 1 && selected.includes(row) && (
        <Button isSmall onPress={() => start(rowsMerge)}>
          {text(cardText.merge, { n: selected.length })}
        </Button>
      )}
    </fieldset>
  )
}
