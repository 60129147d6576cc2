import { AppError } from '../../core/errors.ts'
import type { Check } from '../../core/field/check.ts'
import { CHECKS_MEMBER, checksToGeoJson } from '../../core/field/check-geojson.ts'
import { relationOf } from '../../core/field/merge-checks.ts'
import { readCheck } from './check-schema.ts'
import type { Field } from './create-field.ts'
import { photosOf } from './field-store.ts'

const PHOTO = /^photos\/([\w-]{1,80})\.jpg$/
const RECORDS = 'records.geojson'
const MOST_BYTES = 512 << 20
/** a ZIP of the same records is the same to the last byte */
const ZIP_TIME = new Date(2000, 0, 1)

/** Records with their photos, and further files beside them, as an archive. */
export async function packChecks(
  checks: readonly Check[],
  photo: Field['photo'],
  beside: readonly { readonly name: string; readonly bytes: Uint8Array }[] = [],
): Promise<Uint8Array> {
  const { strToU8, zipSync } = await import('fflate')
  const members: Record<string, Uint8Array> = { [RECORDS]: strToU8(checksToGeoJson(checks)) }
  for (const { name, bytes } of beside) members[name] = bytes
  const missing: string[] = []
  for (const id of new Set(checks.flatMap(photosOf))) {
    const found = await photo(id)
    if (found) members[`photos/${id}.jpg`] = new Uint8Array(found.bytes)
    else missing.push(id)
  }
  if (missing.length > 0) members['missing-photos.txt'] = strToU8(missing.join('\n'))
  // pictures are packed already
  const packed = Object.entries(members).map(([name, bytes]) => [name, [bytes, { level: PHOTO.test(name) ? 0 : 6 }]] as const)
  return zipSync(Object.fromEntries(packed) as Parameters<typeof zipSync>[0], { mtime: ZIP_TIME })
}

export interface ChecksFile {
  readonly checks: readonly Check[]
  readonly photos: ReadonlyMap<string, Uint8Array>
}
/** Reads what packChecks or checksToGeoJson wrote. @throws AppError field.notRecords, field.cutShort, field.damaged, field.large */
export async function readChecks(bytes: Uint8Array): Promise<ChecksFile> {
  const isArchive = bytes[0] === 0x50 && bytes[1] === 0x4b
  const photos = new Map<string, Uint8Array>()
  let text: string | null = isArchive ? null : new TextDecoder().decode(bytes)
  if (isArchive) {
    const { unzipSync } = await import('fflate')
    let total = 0
    const members = whole(() =>
      unzipSync(bytes, {
        filter({ name, originalSize }) {
          if (name !== RECORDS && !PHOTO.test(name)) return false
          total += originalSize
          if (total > MOST_BYTES) throw new AppError('field.large', { mib: Math.round(total / 2 ** 20) })
          return true
        },
      }),
    )
    for (const [name, content] of Object.entries(members)) {
      const id = PHOTO.exec(name)?.[1]
      if (id) photos.set(id, content)
      else text = new TextDecoder().decode(content)
    }
  }
  // what begins as our files do, and ends in the middle, was not copied to its end
  const read = () => JSON.parse(text ?? '')
  const found = (text?.startsWith('{') ? whole(read) : readable(read)) as Readonly<Record<string, unknown>> | null
  const entries = found?.[CHECKS_MEMBER]
  if (!Array.isArray(entries)) throw new AppError('field.notRecords')
  const checks = entries.map(readCheck)
  if (checks.some((check) => check === null)) throw new AppError('field.damaged', { at: checks.indexOf(null) + 1 })
  return { checks: checks as Check[], photos }
}

const readable = <T>(work: () => T) => orElse(work, 'field.notRecords')
const whole = <T>(work: () => T) => orElse(work, 'field.cutShort')

function orElse<T>(work: () => T, code: 'field.notRecords' | 'field.cutShort'): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError(code)
  }
}

export interface Merged {
  readonly added: number
  readonly updated: number
  /** here already, as they are or with later changes */
  readonly known: number
  readonly photos: number
  readonly conflicts: readonly { readonly mine: Check; readonly theirs: Check }[]
}

/** Takes checks of a file in: each once, the later of two copies; copies that were both changed are given back for people to decide. */
export async function mergeChecks(file: ChecksFile, field: Field, takenAt: string): Promise<Merged> {
  const conflicts: { mine: Check; theirs: Check }[] = []
  let [added, updated, known, photos] = [0, 0, 0, 0]
  for (const theirs of file.checks) {
    for (const id of photosOf(theirs)) {
      const bytes = file.photos.get(id)
      if (!bytes || (await field.photo(id))) continue
      await field.putPhoto({ id, bytes: bytes.slice().buffer, mime: 'image/jpeg', width: 0, height: 0, takenAt })
      photos++
    }
    const mine = field.store.getState().checks?.find(({ id }) => id === theirs.id)
    const relation = mine ? relationOf(mine, theirs) : 'newer'
    if (relation === 'conflict' && mine) conflicts.push({ mine, theirs })
    else if (relation === 'newer') {
      await field.putCheck(theirs)
      if (mine) updated++
      else added++
    } else known++
  }
  return { added, updated, known, photos, conflicts }
}
