import { useEffect } from 'react'
import { vertexEdit } from '../../commands/edit-vertex.ts'
import { measureText } from '../../i18n/measure.ts'
import { useApp, useRun, useText } from '../shell/app-context.ts'
import { PointerHint } from './pointer-hint.tsx'

/** While vertices are edited: carries out what the tool asks for, and says at the pointer how it is done. */
export function VertexHint({ mapElement }: { readonly mapElement: HTMLElement | null }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  useEffect(() => app.map?.onVertexEdit((request) => run(vertexEdit, request)), [app, run])
  return mapElement && <PointerHint mapElement={mapElement}>{text(measureText.vertexHint)}</PointerHint>
}
