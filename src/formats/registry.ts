import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { isNoLayer, TOLD_KINDS, withLeftOut } from './beside-layers.ts'
import { digesting, sizeOf, wholeFile } from './file-source.ts'
import type {
  DecodeAnswer,
  DecodedLayer,
  DecodeOptions,
  FileFailure,
  Format,
  InputFile,
  LayerSample,
  SampleOptions,
  WriteInfo,
} from './format.ts'
import { otherKind } from './other-kinds.ts'
import { isZip, listZip } from './zip-archive.ts'

/** A definition is a file of one word; parts of formats have a hyphen in their names. */
const modules = import.meta.glob<{ default: Format }>(['./*.ts', '!./*-*.ts', '!./*.test.ts', '!./format.ts', '!./registry.ts'], {
  eager: true,
})
export const formats: readonly Format[] = Object.values(modules).map((module) => module.default)

const SNIFF_BYTES = 64 << 10
/** content that a format recognises without doubt goes before the name's extension */
const CERTAIN = 0.5
const MAX_ZIP_DEPTH = 2
/** extensions of files for people as well as of data */
const WORDS = new Set(['txt', 'json'])
const PAGES = new Set(['htm', 'html', 'mht', 'xls', 'xlsx', 'et', 'csv', 'txt'])
/** What is not read, with a message of its own that says what to do. */
const KNOWN_KINDS: Readonly<Record<string, string>> = {
  office: 'format.otherOffice',
  opendocument: 'format.otherOffice',
  dwg: 'format.dwg',
  jpeg: 'format.picture',
  png: 'format.picture',
  rar: 'format.packed',
  '7z': 'format.packed',
  gzip: 'format.packed',
  mdb: 'format.mdb',
  shapefile: 'format.shapefile',
  pdf: 'format.pdf',
  document: 'format.document',
  html: 'format.webPage',
  metadata: 'format.metadata',
}
/** what systems and programs leave behind in folders and archives */
const LITTER = /(^|\/)(__MACOSX\/|\._|Thumbs\.db$|desktop\.ini$)|\.DS_Store$/i

/** @throws AppError format.unknownId */
export function formatOf(id: string): Format {
  const format = formats.find((each) => each.id === id)
  if (!format) throw new AppError('format.unknownId', { id })
  return format
}

/**
 * The encoding to begin with: the one that the layer came in, else the format's first. Ten bytes of a .dbf's name hold five Chinese
 * characters in GBK and three in UTF-8, so that a file read in GBK would lose the ends of its names.
 */
export function usualEncoding(writes: WriteInfo | undefined, cameIn: string | null | undefined): string | undefined {
  return writes?.encodings?.find((each) => each === cameIn) ?? writes?.encodings?.[0]
}

/** Extensions of what is looked at in an archive. */
export function importExtensions(): string[] {
  const readable = formats.filter((format) => format.decode)
  return [...new Set(['zip', ...readable.flatMap((format) => [...format.extensions, ...(format.companions ?? [])])])]
}

/** By content first, then by extension; null when no format reads it. */
export function chooseFormat(file: InputFile): Format | null {
  const head = file.bytes.subarray(0, SNIFF_BYTES)
  let best: Format | null = null
  let bestScore = 0
  for (const format of formats) {
    if (!format.decode) continue
    const score = format.sniff(head, file.name)
    if (score > bestScore) {
      best = format
      bestScore = score
    }
  }
  if (bestScore >= CERTAIN) return best
  const named = formats.find((format) => format.decode && format.extensions.includes(extensionOf(file.name))) ?? best
  // a picture or a web page stays one, whatever its name says; of a Shapefile its own reader says what is wrong
  const kind = otherKind(head)
  return kind && kind !== named?.id ? null : named
}

function isClaimed(bytes: Uint8Array, name: string): boolean {
  const head = bytes.subarray(0, SNIFF_BYTES)
  return formats.some((format) => format.sniff(head, name) > 0)
}

/** Decodes all files; one bad file is a failure and does not keep the others from being read. Only cancelling throws. */
export async function decodeFiles(files: readonly InputFile[], options: DecodeOptions, task: Task): Promise<DecodeAnswer> {
  const layers: DecodedLayer[] = []
  const failures: FileFailure[] = []
  const found: Found = { failures, leftOut: new Map() }
  const opened = await openArchives(files, found, task, 0)
  const groups = groupFiles(opened, failures)
  const total = groups.reduce((sum, group) => sum + bytesOf(group), 0) || 1
  let done = 0
  for (const group of groups) {
    const share = bytesOf(group) / total
    const before = done
    const part: Task = { ...task, progress: (value, stage) => task.progress(before + value * share, stage) }
    try {
      const read = await decodeGroup(group, options, part)
      layers.push(...withLeftOut(read, found.leftOut.get(group[0].archive) ?? []))
      if (read.length > 0) found.leftOut.delete(group[0].archive)
    } catch (error) {
      task.signal.throwIfAborted()
      failures.push(failureOf(group[0], error, group))
    }
    done += share
    task.progress(done)
    await task.breathe()
  }
  return { layers, failures }
}

/** The first rows of those layers that can be shown in another encoding without being read again. What fails is told by decodeFiles. */
export async function sampleFiles(files: readonly InputFile[], options: SampleOptions, task: Task): Promise<LayerSample[]> {
  const samples: LayerSample[] = []
  for (const group of groupFiles(await openArchives(files, { failures: [], leftOut: new Map() }, task, 0, true), [])) {
    const sample = await chooseFormat(group[0])
      ?.sample?.(group, options, task)
      .catch(() => null)
    task.signal.throwIfAborted()
    if (sample) samples.push(sample)
  }
  return samples
}

async function decodeGroup(group: readonly InputFile[], options: DecodeOptions, task: Task): Promise<readonly DecodedLayer[]> {
  const [main] = group
  const file = main.name
  if (main.bytes.length === 0) throw new AppError('format.empty', { file })
  const format = chooseFormat(main)
  if (format?.decode) {
    const layers = await format.decode(format.readsPieces ? group : await Promise.all(group.map(wholeFile)), options, task)
    return layers.map((layer) => withNameNote(layer, file, format))
  }
  const kind = otherKind(main.bytes.subarray(0, SNIFF_BYTES))
  // a table saved as a web page has the name of a table; under the name of a map it is what a server said instead
  if (kind === 'html' && !PAGES.has(extensionOf(file))) throw new AppError('format.webPageInstead', { file })
  if (kind && Object.hasOwn(KNOWN_KINDS, kind)) throw new AppError(KNOWN_KINDS[kind], { file })
  if (kind) throw new AppError('format.unsupported', { file, kind })
  throw new AppError('format.unknown', { file, extension: extensionOf(file) })
}

/** A name that says another format than the content: the content was believed. */
function withNameNote(layer: DecodedLayer, file: string, { id, title, extensions }: Format): DecodedLayer {
  const extension = extensionOf(file)
  const owner = formats.find((format) => format.decode && format.extensions.includes(extension))
  if (!owner || owner.id === id || extensions.includes(extension) || WORDS.has(extension)) return layer
  const note = { code: 'format.otherName', detail: { extension, zh: title.zh, en: title.en }, level: 'info' as const }
  return { ...layer, receipt: { ...layer.receipt, notes: [...layer.receipt.notes, note] } }
}

/** What opening archives finds besides their layers. */
interface Found {
  readonly failures: FileFailure[]
  /** by the archive that was dropped: paths of its members that are no layers */
  readonly leftOut: Map<InputFile['archive'], string[]>
}

/** Archives that no format takes as a whole are replaced by their members. */
async function openArchives(
  files: readonly InputFile[],
  found: Found,
  task: Task,
  depth: number,
  isForSample = false,
): Promise<InputFile[]> {
  const out: InputFile[] = []
  for (const file of files) {
    const isArchive =
      isZip(file.bytes) &&
      !otherKind(file.bytes) &&
      !formats.some((format) => format.sniff(file.bytes.subarray(0, SNIFF_BYTES), file.name) >= CERTAIN)
    if (!isArchive) {
      const isOther = extensionOf(file.name) === 'zip' && file.bytes.length > 0 && !isZip(file.bytes)
      if (isOther && otherKind(file.bytes.subarray(0, SNIFF_BYTES)) !== 'html') found.failures.push(fail(file, 'zip.notZip'))
      else out.push(file)
      continue
    }
    try {
      if (depth >= MAX_ZIP_DEPTH) throw new AppError('zip.nested', { file: file.name, depth })
      const members = await readMembers(file, found, task, isForSample)
      out.push(...(await openArchives(members, found, task, depth + 1, isForSample)))
    } catch (error) {
      task.signal.throwIfAborted()
      found.failures.push(failureOf(file, error))
    }
  }
  return out
}

async function readMembers(
  file: InputFile,
  { failures, leftOut }: Found,
  task: Task,
  isForSample: boolean,
): Promise<InputFile[]> {
  // all its layers tell its checksum, which is computed once
  const archive = file.archive ?? digesting(file)
  const known = new Set([...importExtensions(), ...TOLD_KINDS])
  const inside: InputFile[] = []
  const unknown: string[] = []
  for (const member of await listZip(file)) {
    if (LITTER.test(member.path)) continue
    // an archive inside another is expanded as a whole, which is more than a look
    if (isForSample && extensionOf(member.path) === 'zip') continue
    if (!known.has(extensionOf(member.path))) {
      unknown.push(member.path)
      continue
    }
    task.progress(0, 'stage.unzip')
    const content = await member.open(task, isForSample)
    // a readme ends like a table of points, metadata like what a service answers: only the content tells
    const isWords = WORDS.has(extensionOf(member.path)) && !isClaimed(content.bytes, member.path)
    if (isWords || otherKind(content.bytes.subarray(0, SNIFF_BYTES)) === 'metadata') unknown.push(member.path)
    else inside.push({ name: member.path, ...content, archive })
  }
  // a readme beside a layer is no failure; an archive of nothing readable is
  if (inside.length === 0)
    throw new AppError('zip.nothingToRead', { file: file.name, members: unknown.length, first: unknown[0] ?? null })
  const loose = unknown.filter((path) => !inside.some((each) => stemOf(each.name) === stemOf(path)))
  const papers = loose.filter((path) => isNoLayer(extensionOf(path)))
  if (papers.length > 0) leftOut.set(archive, [...(leftOut.get(archive) ?? []), ...papers])
  for (const path of loose.filter((each) => !papers.includes(each)).slice(0, 20))
    failures.push(fail({ name: `${file.name}/${path}`, bytes: file.bytes }, 'format.unknown', { extension: extensionOf(path) }))
  return inside
}

/** Main files with their companions; each file is in one group, companions without a main file become failures. */
export function groupFiles(files: readonly InputFile[], failures: FileFailure[]): InputFile[][] {
  const groups = new Map<string, InputFile[]>()
  const single: InputFile[][] = []
  const withParts = formats.filter((format) => format.companions)
  const used = new Set<InputFile>()
  for (const format of withParts)
    for (const extension of format.extensions)
      for (const file of files) {
        if (used.has(file) || extensionOf(file.name) !== extension) continue
        const key = `${file.archive?.name ?? ''}|${format.id}|${stemOf(file.name)}`
        used.add(file)
        const group = groups.get(key)
        if (!group) groups.set(key, [file])
        // of two folders: each a file of its own
        else if (group.some((each) => extensionOf(each.name) === extension)) single.push([file])
        else group.push(file)
      }
  for (const file of files) {
    if (used.has(file)) continue
    const owners = withParts.filter((format) => format.companions?.includes(extensionOf(file.name)))
    if (owners.length === 0) {
      single.push([file])
      continue
    }
    // a .prj tells the system of the Shapefile and of the raster beside it
    const together = owners
      .map(({ id }) => groups.get(`${file.archive?.name ?? ''}|${id}|${stemOf(file.name)}`))
      .filter((group) => group !== undefined)
    if (together.length > 0) for (const group of together) group.push(file)
    // what the metadata of a Shapefile are called, and much else: its content tells
    else if (isItself(file) || extensionOf(file.name) === 'xml') single.push([file])
    else failures.push(fail(file, 'format.partOnly', { extension: extensionOf(file.name) }))
  }
  return [...groups.values(), ...single]
}

/** .dat is a part of a MapInfo table, and what CASS calls its points; .xml of a Shapefile, and what services answer. */
function isItself({ bytes, name }: InputFile): boolean {
  const head = bytes.subarray(0, SNIFF_BYTES)
  return formats.some((format) => format.decode && format.sniff(head, name) >= CERTAIN)
}

/** @param group files that belong together: the one that the error names is told, a .dbf and not its .shp */
function failureOf(file: InputFile, error: unknown, group: readonly InputFile[] = []): FileFailure {
  if (error instanceof AppError) {
    const named = shownName(group.find(({ name }) => name === error.detail.file) ?? file)
    return { file: named, code: error.code, detail: { ...error.detail, file: named } }
  }
  const message = error instanceof Error ? error.message : String(error)
  if (error instanceof RangeError && /alloc|length|memory/i.test(message))
    return fail(file, 'format.tooLarge', { bytes: sizeOf(file), limit: null })
  return fail(file, 'format.failed', { message })
}
function fail(file: InputFile, code: string, detail: FileFailure['detail'] = {}): FileFailure {
  return { file: shownName(file), code, detail: { file: shownName(file), ...detail } }
}
function shownName(file: InputFile): string {
  return file.archive ? `${file.archive.name}/${file.name}` : file.name
}
function bytesOf(group: readonly InputFile[]): number {
  return group.reduce((sum, file) => sum + sizeOf(file), 0)
}
/** lower case, without the dot */
export function extensionOf(name: string): string {
  return /\.([^./\\]+)$/.exec(name)?.[1].toLowerCase() ?? ''
}
/** lower case path without extension; 'a.shp.xml' belongs to 'a' */
function stemOf(name: string): string {
  return name.toLowerCase().replace(/(\.shp)?\.[^./\\]+$/, '')
}
