import type { Task } from '../core/task.ts'
import { baseName } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { decodeThroughGdal } from './gdal-decode.ts'
import { withCharset } from './mapinfo-charset.ts'

/** A MapInfo table from its parts, which all bear one name. */
export async function decodeMapinfo(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [main] = files
  // a plain name, since the library takes names of archives in one script only
  const members = new Map(files.map(({ name, bytes }) => [`data.${/[^.]+$/.exec(name)?.[0].toLowerCase()}`, bytes]))
  const charset = withCharset(members, options.encoding)
  const layers = await decodeThroughGdal(main, 'mapinfo', members, 'data.zip', options, task)
  return layers.map((layer) => ({
    ...layer,
    table: { ...layer.table, name: layer.table.name.replace(/^data(?=_|$)/, baseName(main.name)) },
    ...(charset && { receipt: { ...layer.receipt, encoding: charset.encoding, encodingEvidence: charset.evidence } }),
  }))
}
