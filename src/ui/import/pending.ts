import type { PendingImport } from '../../app/app.ts'
import type { Column } from '../../core/table.ts'
import type { DecodedLayer, Question } from '../../formats/format.ts'
import { extensionOf, formats } from '../../formats/registry.ts'

type CrsQuestion = Extract<Question, { kind: 'crs' }>
type DatumQuestion = Extract<Question, { kind: 'datum' }>
type SwapQuestion = Extract<Question, { kind: 'swap' }>

/** What the user has decided of one layer; null: not yet, or not asked. */
export interface Choice {
  readonly isWanted: boolean
  readonly title: string
  readonly encoding: string | null
  readonly crs: string | null
  readonly swap: 'swap' | 'keep' | null
  /** of a datum without public parameters: a PROJ string with those of the user, or 'unconverted' */
  readonly datum: string | null
  /** a shift of Chinese web maps to be undone; only ever by the user's word */
  readonly shift: 'gcj02' | 'bd09' | null
  /** types of columns that the user chose, by name */
  readonly types: Readonly<Record<string, Column['type']>>
  /** the field that numbers the rows; null: none; undefined: the one that is proposed */
  readonly keyField?: string | null
  /** id of a style offer; undefined: the one that is proposed */
  readonly style?: string
}
export const UNCONVERTED = 'unconverted'

/** A layer keeps its key when it is read again with other options. */
export function keyOf(layer: DecodedLayer): string {
  return `${layer.receipt.file}\n${layer.table.name}\n${layer.table.geometry?.kind ?? 'none'}`
}

export function crsQuestion(layer: DecodedLayer): CrsQuestion | undefined {
  return layer.questions.find((question) => question.kind === 'crs')
}
export function swapQuestion(layer: DecodedLayer): SwapQuestion | undefined {
  return layer.questions.find((question) => question.kind === 'swap')
}
/** Numbers that are no degrees, though the order of the two is in doubt. */
export function inMetres(sample: SwapQuestion['sample']): boolean {
  return sample.some((pair) => pair.some((value) => Math.abs(value) > 360))
}
export function datumQuestion(layer: DecodedLayer): DatumQuestion | undefined {
  return layer.questions.find((question) => question.kind === 'datum')
}

export function firstChoice(layer: DecodedLayer, title = layer.table.name): Choice {
  const question = crsQuestion(layer)
  const isHopeless = question?.candidates.length === 0
  return {
    isWanted: !isHopeless,
    title,
    encoding: null,
    crs: question?.preselected ?? null,
    swap: null,
    datum: null,
    shift: null,
    types: {},
  }
}

/** Whether a question of the layer, as it was first read or as it is read now, is still open. */
export function isOpen(first: DecodedLayer, choice: Choice, now = first): boolean {
  // another CRS may have been chosen since the layer was first read
  if (datumQuestion(now) !== undefined && choice.datum === null) return true
  return (Boolean(crsQuestion(first)) && choice.crs === null) || (Boolean(swapQuestion(first)) && choice.swap === null)
}

export interface FileRow {
  readonly file: string
  /** other files that were read with it, e.g. the loose parts of a Shapefile */
  readonly parts: readonly string[]
  readonly layers: readonly DecodedLayer[]
  readonly failure: PendingImport['failures'][number] | null
}

const stemOf = (name: string) => name.replace(/(\.shp)?\.[^./\\]*$/i, '').toLowerCase()

/** Files that must be read together with `file`: those of the same name before the extension. */
export function companions<F extends { readonly name: string }>(file: string, files: readonly F[]): readonly F[] {
  const owner = formats.find((format) => format.companions && format.extensions.includes(extensionOf(file)))
  const isPart = (extension: string) => owner?.companions?.includes(extension) || owner?.extensions.includes(extension)
  return files.filter(({ name }) => name === file || (stemOf(name) === stemOf(file) && isPart(extensionOf(name))))
}

/** Every dropped file in exactly one row: read, failed, or neither (not recognised). */
export function fileRows({ files, layers, failures }: Pick<PendingImport, 'files' | 'layers' | 'failures'>): FileRow[] {
  const left = new Map(files.map((file) => [file.name, file]))
  const failed = failures.map((failure) => {
    left.delete(failure.file)
    // of an archive that holds nothing else the member's failure says all
    for (const name of left.keys())
      if (failure.file.startsWith(`${name}/`) && !layers.some(({ receipt }) => receipt.file === name)) left.delete(name)
    return { file: failure.file, parts: [], layers: [], failure }
  })
  const read = [...new Set(layers.map(({ receipt }) => receipt.file))].map((file) => {
    const together = companions(file, [...left.values()]).map(({ name }) => name)
    for (const name of together) left.delete(name)
    const parts = together.filter((name) => name !== file)
    return { file, parts, layers: layers.filter(({ receipt }) => receipt.file === file), failure: null }
  })
  const unknown = [...left.keys()].map((file) => ({ file, parts: [], layers: [], failure: null }))
  return [...read, ...failed, ...unknown]
}
