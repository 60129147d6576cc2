import type { LayerId, Project, Run } from '../../app/state.ts'
import type { Analysis } from '../../core/analysis.ts'
import type { Text } from '../../core/text.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { fieldWord } from './words.ts'

/** A run in words: 面积汇总：宗地, and how it was grouped: 镇街 × 地类. */
export interface RunWords {
  readonly title: Text
  /** of its layer parameters, the subject first */
  readonly layers: readonly LayerId[]
  readonly fields: Text | null
}

/** what an analysis calls the fields that its lines are grouped by */
const GROUPING = 'groupBy'

export function describeRun(run: Run, analysis: Analysis | undefined, project: Project): RunWords {
  const params = Object.entries(analysis?.params ?? {})
  const asked = params.flatMap(([name, param]) => {
    if (param.kind === 'layer') return [String(run.values[name])]
    return param.kind === 'layers' ? (run.values[name] as readonly LayerId[]) : []
  })
  // a scheme names layers of its own
  const named = params.some(([, param]) => param.kind === 'model') ? Object.keys(run.tables ?? {}) : []
  const layers = [...new Set([...asked, ...named])]
  const subject = project.layers[layers[0]]
  const words = params.flatMap(([name, param]) => {
    if (param.kind !== 'fields' || name !== GROUPING) return []
    const fields = [run.values[param.of]].flat().flatMap((id) => project.layers[String(id)]?.fields ?? [])
    return [run.values[name] ?? []].flat().map((chosen) =>
      fieldWord(
        String(chosen),
        fields.find((field) => field.name === chosen),
      ),
    )
  })
  const title = analysis?.title ?? { zh: run.analysis, en: run.analysis }
  const of = subject?.title ?? analysisText.layerGone
  return {
    title: { zh: `${title.zh}：${of.zh}`, en: `${title.en}: ${of.en}` },
    layers,
    fields: words.length > 0 ? join(words) : null,
  }
}

function join(words: readonly Text[]): Text {
  return { zh: words.map(({ zh }) => zh).join(' × '), en: words.map(({ en }) => en).join(' × ') }
}
