import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { baseName } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { decodeThroughGdal } from './gdal-decode.ts'
import { isZip, listZip } from './zip-archive.ts'

/** A table of a geodatabase and what belongs to it. */
const MEMBER = /(^|[\\/])(a[0-9a-f]{8}\.\w+|gdb|timestamps)$/i

/** The geodatabases of an archive, each a folder of its own; unpacked within the bounds of all archives. */
export async function decodeFilegdb(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [file] = files
  if (!isZip(file.bytes)) throw new AppError('filegdb.needsZip', { file: file.name })
  const others: string[] = []
  const folders = new Map<string, Map<string, Uint8Array>>()
  for (const member of await listZip(file)) {
    if (!MEMBER.test(member.path)) {
      // locks and the like stay in their folder; what lies beside it is a loss
      if (!/\.gdb\//i.test(member.path)) others.push(member.path)
      continue
    }
    const steps = member.path.split('/')
    const name = steps.pop()!
    const folder = steps.join('/')
    task.progress(0, 'stage.unzip')
    const members = folders.get(folder) ?? new Map<string, Uint8Array>()
    folders.set(folder, members)
    members.set(name, await member.read(task))
  }
  const layers: DecodedLayer[] = []
  for (const [folder, members] of folders) {
    // whatever the folder is called, and in whichever script, GDAL knows it by its ending
    const inside = new Map([...members].map(([name, bytes]) => [`data.gdb/${name}`, bytes]))
    const source = { ...file, name: folders.size > 1 ? `${file.name}/${baseName(folder)}` : file.name }
    layers.push(...(await decodeThroughGdal(source, 'filegdb', inside, 'data.gdb.zip', options, task)))
  }
  if (layers.length === 0) throw new AppError('filegdb.noTables', { file: file.name })
  if (others.length === 0) return layers
  const names = others.slice(0, 10).join(', ').slice(0, 300)
  const note = { code: 'filegdb.others', detail: { count: others.length, names }, level: 'warning' as const }
  return layers.map((layer) => ({ ...layer, receipt: { ...layer.receipt, notes: [...layer.receipt.notes, note] } }))
}
