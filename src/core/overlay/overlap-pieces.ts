import type { AnalysisResult } from '../analysis.ts'
import { englishTwin } from '../english-twin.ts'
import { textColumn } from '../grouping.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { joinPieces, overlay, type Pieces } from './layer-overlay.ts'
import type { Comparison, MetShapes } from './overlap-figures.ts'
import { OCCUPIED_STYLE } from './piece-style.ts'
import { type OwnColumn, pieceTable } from './piece-table.ts'
import { rowTexts } from './row-names.ts'

/**
 * The shared pieces of all pairs as a layer: attributes of the subject, name and layer of what it overlaps, and with one comparison
 * layer its attributes too.
 */
export async function overlapPieces(
  { subject, sound, rows, pairs }: MetShapes,
  comparisons: readonly Comparison[],
  task: Task,
): Promise<Pick<AnalysisResult, 'pieces' | 'piecesLook'>> {
  const made: Pieces[] = []
  for (const [k, comparison] of comparisons.entries()) {
    const stretch = stretchOf(task, k / comparisons.length, (k + 1) / comparisons.length)
    const b = { sound: comparison.sound, rows: comparison.zones.rows }
    made.push(await overlay({ sound, rows }, b, 'intersection', stretch, { pairs: pairs[k] }))
  }
  const all = joinPieces(made)
  const nameOf = comparisons.map(({ input }) => rowTexts(input, ['name', 'unitCode', 'id']))
  const names: Text[] = []
  const layers: Text[] = []
  for (const [k, pieces] of made.entries()) {
    const { title } = comparisons[k].input.source
    const layer = title ?? { zh: comparisons[k].input.table.name, en: comparisons[k].input.table.name }
    for (const zone of pieces.b) {
      names.push(nameOf[k](zone))
      layers.push(layer)
    }
  }
  const { table, fields } = pieceTable('overlap', all, subject, comparisons.length === 1 ? comparisons[0].input : null, [
    ...nameColumns('against', { zh: '对比对象', en: 'Against' }, names),
    ...nameColumns('against_layer', { zh: '对比图层', en: 'Against layer' }, layers),
  ])
  return { pieces: table, piecesLook: { symbology: OCCUPIED_STYLE, fields } }
}

/** A column of names, and one of their English where any has its own. */
function nameColumns(name: string, label: Text, names: readonly Text[]): OwnColumn[] {
  const inChinese = {
    column: textColumn(
      name,
      names.map(({ zh }) => zh),
    ),
    field: { name, label },
  }
  if (names.every(({ zh, en }) => zh === en)) return [inChinese]
  const twin = englishTwin(name)
  const english = textColumn(
    twin,
    names.map(({ en }) => en),
  )
  return [
    inChinese,
    { column: english, field: { name: twin, label: { zh: `${label.zh}（英文）`, en: `${label.en} (English)` } } },
  ]
}
