import type { Note } from '../core/errors.ts'
import { packInPieces } from '../core/pack.ts'
import { localDate } from '../core/provenance.ts'
import { sha256Of } from '../core/sha256.ts'
import type { Symbology } from '../core/symbology.ts'
import type { FieldInfo, Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { DecodedLayer } from '../formats/format.ts'
import type { App } from './app.ts'
import { importedLayer } from './import-layer.ts'
import type { Layer } from './state.ts'

/** In place of a format in the receipt of a layer that an analysis made. */
export const MADE_HERE = 'analysis'

/** Kind of a layer of a result's pieces, with which its id begins. */
export const PIECES = 'pieces'

export function isOfResult({ id }: Pick<Layer, 'id'>): boolean {
  return id.startsWith(`${PIECES}-`)
}

/** A layer of shapes that were made here, kept and exported like an imported one. */
export async function madeLayer(
  app: App,
  table: Table,
  made: {
    /** before the time in its id */
    readonly kind: string
    readonly title: Text
    readonly fields: readonly FieldInfo[]
    readonly symbology: Symbology
    readonly notes: readonly Note[]
    readonly licence: string
    readonly isDemonstration: boolean
  },
): Promise<Layer> {
  // put together where the browser keeps files: here it would be one long task
  const packed = await new Blob([...packInPieces(table, Number.POSITIVE_INFINITY)] as BlobPart[]).arrayBuffer()
  const sha256 = await sha256Of(new Uint8Array(packed))
  const now = app.clock.now()
  const decoded: DecodedLayer = {
    table,
    fields: made.fields,
    questions: [],
    receipt: {
      file: made.title.zh,
      format: MADE_HERE,
      bytes: packed.byteLength,
      sha256,
      count: table.length,
      withoutGeometry: 0,
      skipped: 0,
      encoding: null,
      encodingEvidence: null,
      crs: table.crs,
      crsEvidence: null,
      fields: table.columns.map(({ name, type }) => ({ name, type })),
      notes: made.notes,
    },
  }
  const layer = importedLayer(decoded, {
    id: `${made.kind}-${now.getTime().toString(36)}`,
    title: made.title.zh,
    ordinal: 0,
    date: localDate(now),
    codeLists: app.codeLists,
  })
  const { title, symbology, licence, isDemonstration } = made
  return { ...layer, title, symbology, source: { ...layer.source, title, licence, isDemonstration } }
}
