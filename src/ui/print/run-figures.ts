import { findAnalysis } from '../../analyses/registry.ts'
import type { App } from '../../app/app.ts'
import type { SheetFigures } from '../../core/print/sheet-extras.ts'
import type { BoxTable } from '../../core/print/table-box.ts'
import { presentReport } from '../../core/report.ts'
import { reportChart } from '../../core/report-chart.ts'
import { type Groups, groupsOf, restWords } from '../../core/report-groups.ts'
import type { Locale } from '../../core/text.ts'
import { plainNumber, shownNumber } from '../../core/units.ts'
import { printText } from '../../i18n/print.ts'
import { t } from '../../i18n/t.ts'
import { describeRun } from '../analysis/describe-run.ts'

export interface FiguresChoice {
  /** null: none */
  readonly run: string | null
  readonly show: 'table' | 'chart' | 'both'
}

const MOST_COLUMNS = 3

/** What of a run stands on a sheet; null where the run is gone or has no groups that add up. */
export async function runFigures(app: App, { run: id, show }: FiguresChoice, locale: Locale): Promise<SheetFigures | null> {
  const { project, session } = app.store.getState()
  const run = project.runs.find((each) => each.id === id)
  const result = run && (await app.resultOf(run.id))
  if (!run || !result) return null
  const report = presentReport(result, { unit: session.areaUnit, locale })
  const { title, layers } = describeRun(run, findAnalysis(run.analysis), project)
  const fields = project.layers[layers[0]]?.fields ?? []
  const chart = show === 'table' ? null : reportChart(result, report, { locale, fields, codeLists: app.codeLists })
  const groups = groupsOf(result, report, locale)
  const table = groups && show !== 'chart' ? tableOf(groups, title[locale], locale) : null
  return table || chart ? { table, chart } : null
}

function tableOf(groups: Groups, title: string, locale: Locale): BoxTable {
  // a sheet has room for how many, how much, and of how much; net areas are for the report
  const columns = groups.columns.slice(0, MOST_COLUMNS)
  const { head, groups: lines } = groups
  const shown = (value: number, decimals: number) => shownNumber(Number(plainNumber(value, decimals)), decimals)
  return {
    title,
    heads: [head, ...columns.map((column) => column.head)],
    rows: lines.map(({ label, values }) => [
      label,
      ...values.slice(0, MOST_COLUMNS).map((value, c) => shown(value, columns[c].column.decimals)),
    ]),
    totals: [t(printText.total, locale), ...columns.map(({ total }) => total)],
    rest: (n: number) => restWords(n, locale),
  }
}
