import type { Task } from '../core/task.ts'
import { finishLayers, type LayerParts, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions } from './format.ts'
import { type SheetColumn, typedColumns } from './sheet-columns.ts'
import type { XmlText } from './xml-text.ts'

/** What a reader of XML has gathered: the elements of a row are texts, whose types are guessed. */
export interface XmlRows {
  readonly length: number
  readonly builder: LayerParts['builder']
  columns(): readonly SheetColumn[]
}

/** What KML and GPX are in, whatever they hold. */
export const LON_LAT = { crs: 'EPSG:4326', evidence: 'specification' } as const

type Told = Pick<LayerParts, 'file' | 'name' | 'format' | 'declared' | 'fallback'> & {
  readonly notes: LayerParts['notes'][number][]
}

/** Layers of the rows that were read from `text`. @param told.notes takes what the types of columns lose */
export function finishXml(rows: XmlRows, text: XmlText, told: Told, options: DecodeOptions, task: Task): Promise<DecodedLayer[]> {
  const sheet = { name: told.name, columns: rows.columns(), length: rows.length }
  const { columns, fields } = typedColumns(sheet, options.types ?? {}, noteTaker(told.notes))
  return finishLayers(
    {
      ...told,
      columns,
      fields,
      builder: rows.builder,
      skipped: 0,
      encoding: text.encoding,
      encodingEvidence: text.evidence,
      hasChangeableTypes: true,
    },
    options,
    task,
  )
}
