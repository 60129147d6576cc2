import { effectiveWeights, makeGrader } from '../../core/grading/combine.ts'
import { assembleGrading, type Grading, requireGradable } from '../../core/grading/grade-layer.ts'
import { type GradingModel, type Indicator, usedIndicators } from '../../core/grading/model.ts'
import { parseModel } from '../../core/grading/parse-model.ts'
import type { IndicatorValues } from '../../core/grading/score.ts'
import { type Column, findColumn } from '../../core/table.ts'
import { CliError } from '../cli-error.ts'
import { countCheck } from './counted-twice.ts'
import type { Dialect } from './dialect.ts'
import { breaksSelect, combinedExpression, gradeExpression, limitExpressions, scoreExpression } from './grading-scores.ts'
import { fieldsOfSources, IndicatorSql } from './grading-values.ts'
import type { SqlAnalysis, SqlInput, SqlRow } from './sql-analysis.ts'
import { groupValue, indent, MEASURED, numberOrNaN, requireColumn, soundShapes } from './sql-text.ts'

/**
 * 分等定级 as SQL: the definitions of core/grading, row by row the same. Blocks of fields that hang together, rasters and natural breaks
 * are not SQL's work, and a scheme that asks for them is refused.
 */
export const gradingSql: SqlAnalysis = {
  fieldsOf(input) {
    const { model, groupBy } = optionsOf(input)
    const [layer] = input.layers.layer
    requireGradable(layer, groupBy)
    effectiveWeights(model)
    if (model.grades.kind === 'natural') throw new CliError('sql.grading.breaks')
    const fields: Readonly<Record<string, readonly string[]>> = fieldsOfSources(usedIndicators(model))
    for (const name of [...(fields.layer ?? []), ...groupBy]) requireColumn(layer.table, name)
    return { ...fields, layer: [...new Set([...(fields.layer ?? []), ...groupBy])] }
  },

  script(input, dialect) {
    const { model, groupBy } = optionsOf(input)
    const used = usedIndicators(model)
    const sources = new IndicatorSql(input, dialect)
    const values = used.map((indicator, k) => `${sources.value(indicator)} as v${k + 1}`)
    const vs = used.map((_, k) => `v${k + 1}`)
    const fs = used.map((indicator, k) => {
      const score = scoreExpression(`v${k + 1}`, indicator, model.scale, fieldOf(input, indicator)?.type, dialect)
      return `${score} as f${k + 1}`
    })
    const groups = groupBy.map(
      (name, level) => `${groupValue(requireColumn(input.layers.layer[0].table, name), dialect)} as g${level + 1}`,
    )
    const gs = groups.map((_, level) => `g${level + 1}`)
    const { score, rule, isVetoed } = limitExpressions(model, dialect)
    const breaks = breaksSelect(model.grades, 'onemap_limited', dialect)
    return {
      setup: [
        { comment: MEASURED, statements: dialect.keep('onemap_row', rowSelect(input, dialect), ['shape']) },
        ...sources.setup,
        {
          comment: `Values of the indicators: ${labelled(used, 'v')}.`,
          statements: dialect.keep(
            'onemap_value',
            `select ${['row.id', ...groups, 'row.area_m2', ...values].join(',\n  ')}\nfrom onemap_row row${sources.joins.map((join) => `\n${join}`).join('')}`,
            [],
          ),
        },
        {
          comment: `Scores 0…${model.scale}: ${labelled(used, 'f')}.`,
          statements: dialect.keep('onemap_score', `select *,\n  ${fs.join(',\n  ')}\nfrom onemap_value`, []),
        },
        {
          comment: 'The combined score, and the rule that limits it (−1: none).',
          statements: dialect.keep(
            'onemap_limited',
            [
              `select ${['id', ...gs, 'area_m2', ...vs, ...used.map((_, k) => `f${k + 1}`)].join(', ')},`,
              `  ${score} as score,`,
              `  ${rule} as rule,`,
              `  ${isVetoed} as is_vetoed`,
              `from (\n${indent(`select *,\n  ${combinedExpression(model, dialect)} as combined\nfrom onemap_score`)}\n) as combining`,
            ].join('\n'),
            [],
          ),
        },
        {
          comment: 'Grades: 1 is the best.',
          statements: dialect.keep(
            'onemap_grade',
            [
              `select id, ${gs.map((g) => `${g}, `).join('')}area_m2, ${vs.join(', ')}, ${used.map((_, k) => `f${k + 1}`).join(', ')}, score, rule,`,
              `  ${gradeExpression(model.grades, model.scale, dialect)} as grade`,
              `from onemap_limited${breaks ? ` cross join (\n${indent(breaks)}\n) as breaks` : ''}`,
            ].join('\n'),
            [],
          ),
        },
      ],
      checks: [
        countCheck(dialect.name('layer'), 'onemap_grade'),
        countCheck(`${dialect.name('layer')} where not ST_IsEmpty(geom)`, 'onemap_row where shape is not null'),
        ...sources.checks,
      ],
      queries: {
        rows: {
          comment: 'Every row: values, scores, the rule that limited it, grade.',
          select: 'select * from onemap_grade order by id',
        },
        table: { comment: 'The table: area by grade, means weighted by area.', select: tableSelect(gs) },
      },
    }
  },

  result(input, sound, answers) {
    const { model, groupBy } = optionsOf(input)
    const rows = answers.rows
    const used = usedIndicators(model)
    const numbers = (column: string) => Float64Array.from(rows, (row) => numberOrNaN(row[column]))
    const score = numbers('score')
    const grading: Grading = {
      model,
      rows: Uint32Array.from(rows, (row) => Number(row.id)),
      areasM2: numbers('area_m2'),
      values: used.map((indicator, k) => valuesOf(rows, `v${k + 1}`, fieldOf(input, indicator))),
      scores: used.map((_, k) => numbers(`f${k + 1}`)),
      score,
      grade: numbers('grade'),
      limit: Int16Array.from(rows, (row) => Number(row.rule)),
      lower: makeGrader(model.grades, score, model.scale).lower,
    }
    return assembleGrading(input.layers.layer[0], sound.layer[0], grading, groupBy)
  },
}

/** Every row of the layer, those without a shape too. */
function rowSelect(input: SqlInput, dialect: Dialect): string {
  const [{ table }] = input.layers.layer
  const fields = gradingSql.fieldsOf(input).layer.map((name) => `feature.${dialect.name(requireColumn(table, name).name)}`)
  return [
    `select ${['feature.id', ...fields].join(', ')}, case when shape is null then null else geom end as geom, shape,`,
    '  coalesce(ST_Area(shape), 0) as area_m2',
    `from ${dialect.name('layer')} feature`,
    `left join (\n${indent(soundShapes(dialect, 'layer', input.plane))}\n) as sound on sound.id = feature.id`,
  ].join('\n')
}

function tableSelect(groups: readonly string[]): string {
  const list = groups.map((group) => `${group}, `).join('')
  const window = groups.length > 0 ? `partition by ${groups.join(', ')}` : ''
  return [
    `select ${list}grade, features, area_m2, score_m2 / nullif(area_m2, 0) as mean_score,`,
    `  sum(grade * area_m2) over (${window}) / nullif(sum(case when grade is not null then area_m2 end) over (${window}), 0) as mean_grade`,
    'from (',
    `  select ${list}grade, count(*) as features, sum(area_m2) as area_m2, sum(score * area_m2) as score_m2`,
    '  from onemap_grade',
    `  group by ${list}grade`,
    ') as lines',
    `order by ${list}grade`,
  ].join('\n')
}

/** The field that an indicator reads as it stands. @throws CliError sql.grading.field */
function fieldOf(input: SqlInput, { source }: Indicator): Column | undefined {
  if (source.kind !== 'field') return undefined
  const column = findColumn(input.layers.layer[0].table, source.field)
  if (column && column.type !== 'number' && column.type !== 'text')
    throw new CliError('sql.grading.field', { field: source.field, type: column.type })
  return column
}

function valuesOf(rows: readonly SqlRow[], column: string, field: Column | undefined): IndicatorValues {
  if (field?.type === 'text') return rows.map((row) => (row[column] === null ? null : String(row[column])))
  return Float64Array.from(rows, (row) => numberOrNaN(row[column]))
}

function labelled(used: readonly Indicator[], letter: string): string {
  return used.map(({ id }, k) => `${letter}${k + 1} ${id}`).join(', ')
}

function optionsOf({ values }: SqlInput): { readonly model: GradingModel; readonly groupBy: readonly string[] } {
  return { model: parseModel(String(values.model)), groupBy: Array.isArray(values.groupBy) ? (values.groupBy as string[]) : [] }
}
