import type { Layer } from '../../app/state.ts'
import { rangedText } from '../../i18n/ranged.ts'
import { Note } from '../parts/note.tsx'
import { useText } from '../shell/app-context.ts'
import { LoadAll } from './load-all.tsx'

/** What cannot be done with a layer that is read as needed, and the way to it. */
export function NeedsAll({ layer }: { readonly layer: Layer }) {
  const text = useText()
  return (
    <Note>
      {text(rangedText.needsAll, { layer: text(layer.title) })} <LoadAll layer={layer} />
    </Note>
  )
}
