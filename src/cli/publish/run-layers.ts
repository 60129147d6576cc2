import type { Note } from '../../core/errors.ts'
import type { Task } from '../../core/task.ts'
import { usage } from '../cli-error.ts'
import type { CommandLine } from '../command-line.ts'
import { wordsOf } from '../words.ts'
import { addLayer } from './layers-add.ts'
import { type CheckAnswer, checkLayers } from './layers-check.ts'

/** `layers add FILE…` and `layers check`. @throws CliError cli.layersWord, and what they throw */
export async function runLayers(
  line: CommandLine,
  task: Task,
  notes: Note[],
): Promise<{ readonly answer: unknown; readonly text: string; readonly isWhole: boolean }> {
  const [word, ...rest] = line.words
  const locale = line.language ?? 'en'
  if (word === 'add') {
    const answer = await addLayer(line, rest, task, notes)
    const { report, tiles, entry } = answer
    const detail = { id: entry.id, count: report.count, tiles: tiles.tiles, minZoom: tiles.minZoom, maxZoom: tiles.maxZoom }
    const lines = [
      wordsOf('publish.done', detail, locale),
      ...answer.encodings.map(({ file, encoding, evidence }) =>
        wordsOf(
          evidence === 'gb18030' ? 'publish.encodingGuessed' : 'publish.encoding',
          { file, encoding: encoding.toUpperCase() },
          locale,
        ),
      ),
      ...(report.repaired > 0 ? [wordsOf('publish.repaired', { count: report.repaired }, locale)] : []),
      ...(report.withoutGeometry > 0 ? [wordsOf('summary.noGeometry', { count: report.withoutGeometry }, locale)] : []),
      ...(answer.lostFields.length > 0 ? [wordsOf('publish.lostFields', { fields: answer.lostFields.join(' ') }, locale)] : []),
      ...Object.entries(tiles.thinned).map(([zoom, share]) =>
        wordsOf('publish.thinned', { zoom, percent: Number((100 * share).toFixed(1)) }, locale),
      ),
      ...answer.notes.map((note) => wordsOf(note.code, note.detail, locale)),
    ]
    return { answer, text: lines.join('\n'), isWhole: true }
  }
  if (word !== 'check' || rest.length > 0) throw usage('cli.layersWord', { word: word ?? null })
  const answer = await checkLayers(line.named.get('--folder') ?? 'data/layers', task)
  const [first] = answer.problems
  const error = first && { code: PROBLEMS[first.problem], detail: first }
  return { answer: { ...answer, ...(error && { error }) }, text: checkText(answer, locale), isWhole: !first }
}

const PROBLEMS = {
  missing: 'publish.check.missing',
  bytes: 'publish.check.bytes',
  sha256: 'publish.check.sha256',
  count: 'publish.check.count',
} as const

function checkText({ files, bytes, problems }: CheckAnswer, locale: 'zh' | 'en'): string {
  const lines = problems.map(({ layer, file, problem, expected, found }) =>
    wordsOf(PROBLEMS[problem], { layer, file, expected, found }, locale),
  )
  return [...lines, wordsOf('publish.checked', { files, bytes, problems: problems.length }, locale)].join('\n')
}
