import { useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { layerRename } from '../../commands/layer-rename.ts'
import { layersText } from '../../i18n/layers.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { TextField } from '../parts/text-field.tsx'
import { useRun, useText } from '../shell/app-context.ts'

/** Asks for a layer's new name. Enter takes it, Esc leaves the old one. */
export function RenameLayer({ layer, onClose }: { readonly layer: Layer; readonly onClose: () => void }) {
  const text = useText()
  const run = useRun()
  const old = text(layer.title)
  const [name, setName] = useState(old)
  const take = () => {
    if (name.trim() === '') return
    if (name.trim() !== old) run(layerRename, { layer: layer.id, title: name })
    onClose()
  }
  return (
    <Dialog
      title={text(layerRename.title)}
      isOpen
      size="narrow"
      onClose={onClose}
      closeLabel={text(shellText.close)}
      actions={
        <Button variant="primary" isDisabled={name.trim() === ''} onPress={take}>
          {text(layersText.save)}
        </Button>
      }
    >
      <TextField label={text(layersText.newName)} value={name} onChange={setName} onSubmit={take} autoFocus />
    </Dialog>
  )
}
