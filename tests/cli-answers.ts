import { onemap } from './onemap.ts'

/* What the command line answers with --json, as far as its tests read it. */

export interface Failure {
  readonly error: { readonly code: string; readonly detail: Record<string, unknown> }
}

export interface Layer {
  readonly name: string
  readonly geometry: string | null
  readonly count: number
  readonly crs: string | null
  readonly encoding: string | null
  readonly bbox: readonly number[]
  readonly fields: readonly { readonly name: string; readonly type: string }[]
}

export interface Summary {
  readonly rows: readonly Record<string, number | string | null>[]
  readonly total: { readonly count: number; readonly areaM2: number; readonly netAreaM2: number; readonly overlapM2: number }
  readonly notes: readonly { readonly code: string; readonly text: { readonly zh: string; readonly en: string } }[]
  readonly provenance: {
    readonly sources: readonly { readonly sha256: string }[]
    readonly areaPlane: string
    readonly at: string
  }
}

/** The layers that info finds in files. */
export const layersOf = async (...files: string[]) =>
  (await onemap('info', ...files, '--json')).json<{ layers: Layer[] }>().layers

/** The area summary of the parameters in words. */
export const summary = async (...words: string[]) => (await onemap('analyze', 'area-summary', ...words, '--json')).json<Summary>()
