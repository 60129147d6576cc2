import type { Task } from '../core/task.ts'
import { sourceOf } from './file-source.ts'
import type { DecodedLayer, DecodeOptions, InputFile, LayerSample, SampleOptions } from './format.ts'

/** Lines that are looked at: some hundred, of which the types of columns are guessed as of all. */
const HEAD_BYTES = 256 << 10
const NEWLINE = 0x0a

/** The first whole lines of a text of any size, decoded as the whole will be. */
export async function sampleLines(
  file: InputFile,
  { encoding, types }: SampleOptions,
  decode: (files: readonly InputFile[], options: DecodeOptions, task: Task) => Promise<readonly DecodedLayer[]>,
  task: Task,
): Promise<LayerSample | null> {
  const source = sourceOf(file)
  const head = await source.read(0, Math.min(HEAD_BYTES, source.size))
  const end = head.length < source.size ? head.lastIndexOf(NEWLINE) + 1 : head.length
  if (end === 0) return null
  const part: InputFile = { name: file.name, bytes: head.subarray(0, end) }
  const [layer] = await decode([part], { ...(encoding && { encoding }), ...(types && { types }) }, task)
  const { table, fields } = layer
  return { file: (file.archive ?? file).name, table: { ...table, geometry: null }, fields }
}
