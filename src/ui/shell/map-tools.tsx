import { toolBrowse } from '../../commands/palette/tool-browse.ts'
import { toolSelectBox } from '../../commands/palette/tool-select-box.ts'
import { toolSelectPolygon } from '../../commands/palette/tool-select-polygon.ts'
import { viewFull } from '../../commands/palette/view-full.ts'
import { viewZoomIn } from '../../commands/palette/view-zoom-in.ts'
import { viewZoomOut } from '../../commands/palette/view-zoom-out.ts'
import { shellText } from '../../i18n/shell.ts'
import { IconButton, ToggleButton } from '../parts/button.tsx'
import { Toolbar } from '../parts/toolbar.tsx'
import { useAppState, useRun, useText } from './app-context.ts'
import styles from './map-tools.module.css'

/** Zoom, whole district and the selection tools: at the right edge, in the thumb's reach on a phone. */
export function MapTools({ isMapReady }: { readonly isMapReady: boolean }) {
  const text = useText()
  const run = useRun()
  const tool = useAppState((state) => state.session.tool)
  const choose = (command: typeof toolSelectBox, isOn: boolean) => run(isOn ? command : toolBrowse, undefined)
  return (
    <div className={styles.tools}>
      <Toolbar label={text(shellText.selectTools)} className={styles.group}>
        <ToggleButton
          icon="box"
          label={text(toolSelectBox.title)}
          shortcut="V"
          isSelected={tool === 'select-box'}
          onChange={(isOn) => choose(toolSelectBox, isOn)}
          isDisabled={!isMapReady}
        />
        <ToggleButton
          icon="polygon"
          label={text(toolSelectPolygon.title)}
          isSelected={tool === 'select-polygon'}
          onChange={(isOn) => choose(toolSelectPolygon, isOn)}
          isDisabled={!isMapReady}
        />
      </Toolbar>
      <Toolbar label={text(shellText.mapTools)} className={styles.group}>
        <IconButton
          icon="plus"
          label={text(viewZoomIn.title)}
          shortcut="+"
          onPress={() => run(viewZoomIn, undefined)}
          isDisabled={!isMapReady}
        />
        <IconButton
          icon="minus"
          label={text(viewZoomOut.title)}
          shortcut="-"
          onPress={() => run(viewZoomOut, undefined)}
          isDisabled={!isMapReady}
        />
        <IconButton
          icon="target"
          label={text(viewFull.title)}
          shortcut="0"
          onPress={() => run(viewFull, undefined)}
          isDisabled={!isMapReady}
        />
      </Toolbar>
    </div>
  )
}
