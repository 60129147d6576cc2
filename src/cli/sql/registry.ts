import { CliError } from '../cli-error.ts'
import { areaSummarySql } from './area-summary-sql.ts'
import { changeSql } from './change-sql.ts'
import { gradingSql } from './grading-sql.ts'
import { overlapSql } from './overlap-sql.ts'
import type { SqlAnalysis } from './sql-analysis.ts'

const SQL: Readonly<Record<string, SqlAnalysis>> = {
  'area-summary': areaSummarySql,
  overlap: overlapSql,
  change: changeSql,
  grading: gradingSql,
}

/** @throws CliError sql.analysis */
export function sqlAnalysisOf(id: string): SqlAnalysis {
  const analysis = SQL[id]
  if (!analysis) throw new CliError('sql.analysis', { analysis: id, allowed: Object.keys(SQL).join(' ') }, true)
  return analysis
}
