import type { ReceivedFacts, SourceInfo } from '../core/analysis.ts'
import { countEdits, isEdited } from '../core/edits/edits.ts'
import type { Note } from '../core/errors.ts'
import { isoWithOffset, noticeOf } from '../core/provenance.ts'
import type { Condition } from '../core/symbology.ts'
import type { Locale, Text } from '../core/text.ts'
import type { Provenance } from '../workers/formats-api.ts'
import type { App } from './app.ts'
import { MADE_HERE } from './made-layer.ts'
import type { Layer, Run } from './state.ts'

declare const __APP_VERSION__: string

/** A layer's source under the layer's own title, with what its import found. */
export function layerSource(layer: Layer): SourceInfo {
  const found = layer.receipt?.notes ?? layer.source.notes
  const edited: readonly Note[] = isEdited(layer.edits)
    ? [{ code: 'layer.edited', detail: { ...countEdits(layer.edits) }, level: 'info' }]
    : []
  const received = receivedOf(layer)
  return { ...layer.source, title: layer.title, notes: [...found, ...edited], ...(received && { received }) }
}

/** null: nobody brought it as a file */
function receivedOf({ receipt }: Layer): ReceivedFacts | null {
  if (!receipt || receipt.format === MADE_HERE) return null
  const { format, count, skipped, encoding, encodingEvidence, crs, crsEvidence } = receipt
  return { format, count, skipped, encoding, encodingEvidence, crs, crsEvidence }
}

/** Name and version, as files for people name the program that made them; those for programs have the English name. */
export function applicationName({ config }: Pick<App, 'config'>, locale: Locale): string {
  return `${config.title[locale]} ${__APP_VERSION__}`
}

/** What every export of a run says of its origin. */
export function provenanceOf(app: App, run: Run, method: Text): Provenance {
  const { layers } = app.store.getState().project
  const chosen = Object.values(run.values).flatMap((value) => (typeof value === 'object' ? value : [String(value)]))
  // also those that a scheme names
  const ids = new Set([...chosen, ...Object.keys(run.tables ?? {})])
  const sources = [...ids].flatMap((id) => (layers[id] ? [layerSource(layers[id])] : []))
  return {
    application: app.config.title,
    version: __APP_VERSION__,
    at: isoWithOffset(new Date(run.at)),
    sources,
    analysis: {
      id: run.analysis,
      version: run.analysisVersion,
      values: {
        ...run.values,
        scope: run.scope,
        filter: run.filter.map(toldCondition),
        selectedRows: run.selection?.length ?? null,
      },
    },
    method,
    notice: noticeOf(sources),
  }
}

/** A condition as files name it: of a list of rows how many and their mark, not the list. */
export function toldCondition({ place, ...condition }: Condition) {
  if (!place) return condition
  const { rows: _, ...told } = place
  return { ...condition, place: told }
}
