import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { layerOpacity } from '../../commands/layer-opacity.ts'
import { layersText } from '../../i18n/layers.ts'
import { shellText } from '../../i18n/shell.ts'
import { IconButton } from '../parts/button.tsx'
import { Slider } from '../parts/slider.tsx'
import { useRun, useText } from '../shell/app-context.ts'
import styles from './layers.module.css'

/** The project is written once, when the drag ends. */
export function OpacityField({ layer, onClose }: { readonly layer: Layer; readonly onClose: () => void }) {
  const text = useText()
  const run = useRun()
  const [dragged, setDragged] = useState<number | null>(null)
  return (
    <div className={styles.opacity}>
      <Slider
        label={text(layersText.opacityOf)}
        value={dragged ?? layer.opacity}
        onChange={setDragged}
        onChangeEnd={(opacity) => {
          setDragged(null)
          run(layerOpacity, { layer: layer.id, opacity })
        }}
        format={{ style: 'percent' }}
      />
      <IconButton icon="close" isSmall label={text(shellText.close)} onPress={onClose} />
    </div>
  )
}
