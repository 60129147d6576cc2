import type { Layer } from '../../app/state.ts'
import { layerLoad } from '../../commands/layer-load.ts'
import { shownNumber } from '../../core/units.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useRun, useText } from '../shell/app-context.ts'
import { LoadingAll } from './loading-all.tsx'

const GIB = 2 ** 30

/** Loads the whole of a layer that is read as needed, having said what memory it takes; it can be stopped. */
export function LoadAll({ layer }: { readonly layer: Layer }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const need = app.memoryNeedOf(layer.id)
  if (!need) return null
  const isLarge = need.bytes > need.budget
  return (
    <LoadingAll
      layer={layer}
      otherwise={
        <>
          <Button variant="link" onPress={() => run(layerLoad, { layer: layer.id, isWholeWanted: true })}>
            {text(rangedText.loadAll, { need: gigabytes(need.bytes) })}
          </Button>
          {isLarge && <span>{text(rangedText.aboveBudget, { budget: gigabytes(need.budget) })}</span>}
        </>
      }
    />
  )
}

/** Never 0: a layer of a few megabytes rounds to the smallest step. */
function gigabytes(bytes: number): string {
  return shownNumber(Math.max(0.1, bytes / GIB), 1)
}
