import type { Task } from '../core/task.ts'
import { firstRecords, readDbfColumns, readDbfHead } from './dbf-table.ts'
import { FileWindow } from './file-source.ts'
import { baseName, noteTaker } from './finish-layers.ts'
import type { InputFile, LayerSample, SampleOptions } from './format.ts'
import { knownFields } from './known-fields.ts'

/** The first rows of a Shapefile's table: neither the shapes nor the words of the other rows are looked at. */
export async function sampleShapefile(
  files: readonly InputFile[],
  { encoding, rows }: SampleOptions,
  task: Task,
): Promise<LayerSample | null> {
  const part = (extension: string) => files.find((file) => file.name.toLowerCase().endsWith(`.${extension}`))
  const dbf = part('dbf')
  if (!dbf) return null
  const window = new FileWindow(dbf)
  const head = await readDbfHead(window, dbf.name)
  const records = await firstRecords(window, head, rows)
  const cpg = part('cpg')
  const declared = encoding
    ? { user: encoding, cpg: null }
    : { cpg: cpg ? String.fromCharCode(...cpg.bytes.subarray(0, 64)) : null }
  const { columns } = await readDbfColumns(window, dbf.name, head, records, declared, noteTaker([]), task)
  const main = part('shp') ?? dbf
  return {
    file: (main.archive ?? main).name,
    table: { name: baseName(main.name), crs: '', length: records.length, columns, geometry: null },
    fields: knownFields(columns),
  }
}
