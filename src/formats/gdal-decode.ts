import { AppError } from '../core/errors.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { decodeFlatGeobuf } from './flatgeobuf-decode.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { throughGdal } from './gdal-host.ts'

const GDAL_SHARE = 0.7

/**
 * Layers of files that GDAL reads, by way of FlatGeobuf.
 * @param members path inside the archive that GDAL gets, and bytes @param archive its name
 */
export async function decodeThroughGdal(
  source: InputFile,
  format: string,
  members: ReadonlyMap<string, Uint8Array>,
  archive: string,
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  task.progress(0, 'stage.gdal')
  const { zipSync } = await import('fflate')
  const zip = zipSync(Object.fromEntries(members), { level: 0 }) as Uint8Array<ArrayBuffer>
  const { layers, failed } = await throughGdal({ name: archive, zip }, task.signal)
  const decoded: DecodedLayer[] = []
  for (const [i, { name, flatgeobuf }] of layers.entries()) {
    const part = stretchOf(
      task,
      GDAL_SHARE + ((1 - GDAL_SHARE) * i) / layers.length,
      GDAL_SHARE + ((1 - GDAL_SHARE) * (i + 1)) / layers.length,
    )
    for (const layer of await decodeFlatGeobuf([{ name: `${name}.fgb`, bytes: flatgeobuf, archive: source }], options, part))
      decoded.push({ ...layer, receipt: { ...layer.receipt, format } })
  }
  if (decoded.length === 0) throw new AppError('gdal.failed', { file: source.name, reason: failed[0]?.reason ?? '0' })
  if (failed.length === 0) return decoded
  const names = failed.map(({ name, reason }) => `${name} (${reason})`).join(', ')
  const note = {
    code: 'gdal.layersFailed',
    detail: { count: failed.length, names: names.slice(0, 400) },
    level: 'warning' as const,
  }
  return decoded.map((layer) => ({ ...layer, receipt: { ...layer.receipt, notes: [...layer.receipt.notes, note] } }))
}
