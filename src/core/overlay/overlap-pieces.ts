import type { AnalysisResult } from '../analysis.ts'
import { textColumn } from '../grouping.ts'
import { stretchOf, type Task } from '../task.ts'
import { joinPieces, overlay, type Pieces } from './layer-overlay.ts'
import type { Comparison, MetShapes } from './overlap-figures.ts'
import { PIECE_STYLE } from './piece-style.ts'
import { pieceTable } from './piece-table.ts'
import { rowNames } from './row-names.ts'

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
  const nameOf = comparisons.map(({ input }) => rowNames(input, ['name', 'unitCode', 'id']))
  const names: string[] = []
  const layers: string[] = []
  for (const [k, pieces] of made.entries()) {
    for (const zone of pieces.b) {
      names.push(nameOf[k](zone))
      layers.push(comparisons[k].input.source.title?.zh ?? comparisons[k].input.table.name)
    }
  }
  const { table, fields } = pieceTable('overlap', all, subject, comparisons.length === 1 ? comparisons[0].input : null, [
    { column: textColumn('against', names), field: { name: 'against', label: { zh: '对比对象', en: 'Against' } } },
    {
      column: textColumn('against_layer', layers),
      field: { name: 'against_layer', label: { zh: '对比图层', en: 'Against layer' } },
    },
  ])
  return { pieces: table, piecesLook: { symbology: PIECE_STYLE, fields } }
}
