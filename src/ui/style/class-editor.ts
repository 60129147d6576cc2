import type { Layer, LayerStatus } from '../../app/state.ts'
import type { Symbology } from '../../core/symbology.ts'
import type { SymbolKind } from './make-symbology.ts'

/** What an editor of classes works with, by values or by limits. */
export interface ClassEditorProps {
  readonly layer: Layer
  readonly kind: SymbolKind
  readonly status: LayerStatus | undefined
  /** by which the layer may be classed */
  readonly fields: readonly { readonly value: string; readonly label: string }[]
  readonly onChange: (symbology: Symbology) => void
  /** changes it by an answer, unless another choice was made meanwhile */
  readonly ask: <Answer>(question: Promise<Answer>, take: (answer: Answer) => Symbology) => Promise<void>
}
