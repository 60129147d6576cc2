import { assembleSummary, emptyFigures, type SummaryOptions } from '../../core/area-summary.ts'
import { AppError } from '../../core/errors.ts'
import type { Grouping } from '../../core/grouping.ts'
import type { Column } from '../../core/table.ts'
import { AREA_UNITS, type AreaUnit } from '../../core/units.ts'
import { usage } from '../cli-error.ts'
import { countCheck, countedTwice, pairsOfTwice, SMALLEST_M2 } from './counted-twice.ts'
import type { Dialect } from './dialect.ts'
import type { SqlAnalysis, SqlInput } from './sql-analysis.ts'
import { groupValue, indent, MEASURED, numberOrNaN, requireColumn, soundShapes } from './sql-text.ts'

/** 面积汇总 as SQL: the definitions of core/area-summary.ts and core/net-area.ts, row by row the same. */
export const areaSummarySql: SqlAnalysis = {
  fieldsOf(input) {
    const { groupBy, registered } = optionsOf(input)
    return { layer: [...new Set([...groupBy, ...(registered ? [registered] : [])])] }
  },

  script(input, dialect) {
    const { groupBy, registered, net } = optionsOf(input)
    const groups = groupBy.map((_, level) => `g${level + 1}`)
    const list = (values: readonly string[]) => values.map((value) => `${value}, `).join('')
    const order = groupBy.map((name, level) => {
      const value = `g${level + 1}`
      return `${columnOf(input, name).type === 'number' ? value : dialect.textOrder(value)} nulls last`
    })
    const groupId = groups.length > 0 ? `dense_rank() over (order by ${order.join(', ')})` : '1'
    const features = [
      'select',
      '  id,',
      ...groupBy.map((name, level) => `  ${groupValue(columnOf(input, name), dialect)} as g${level + 1},`),
      `  ${registered ? registeredExpression(input, registered, dialect) : `cast(null as ${dialect.double})`} as registered_m2`,
      `from ${dialect.name('layer')}`,
    ].join('\n')
    const shapes = [
      `select feature.id, ${groupId} as group_id, ${list(groups)}registered_m2,`,
      '  shape, coalesce(ST_Area(shape), 0) as area_m2',
      `from (\n${indent(features)}\n) as feature`,
      `left join (\n${indent(soundShapes(dialect, 'layer', input.plane))}\n) as sound on sound.id = feature.id`,
    ].join('\n')
    const twice = countedTwice(dialect, 'onemap_shape', ['later.group_id', 'later.group_id = earlier.group_id as is_same_group'])
    const figures = [
      `select group_id, ${list(groups)}count(*) as features,`,
      '  sum(case when shape is null then 1 else 0 end) as without_shape,',
      '  sum(area_m2) as area_m2,',
      '  sum(registered_m2) as registered_m2,',
      '  sum(case when shape is not null then area_m2 - registered_m2 end) as difference_m2,',
      '  sum(case when shape is not null and registered_m2 is not null then 1 else 0 end) as compared,',
      `  ${dialect.sortedList('id')} as members`,
      'from onemap_shape',
      `group by group_id${groups.map((name) => `, ${name}`).join('')}`,
      'order by group_id',
    ].join('\n')
    const overlap = [
      'select group_id, sum(pairs) as pairs, sum(same_m2) as same_m2, sum(all_m2) as all_m2',
      'from (',
      '  select id, group_id, count(*) as pairs,',
      `    coalesce(ST_Area(${dialect.unionOf('piece')} filter (where is_same_group)), 0) as same_m2,`,
      `    ST_Area(${dialect.unionOf('piece')}) as all_m2`,
      '  from onemap_twice',
      `  where ST_Area(piece) > ${SMALLEST_M2}`,
      '  group by id, group_id',
      ') as covered',
      'group by group_id',
    ].join('\n')
    return {
      setup: [
        {
          comment: MEASURED,
          statements: dialect.keep('onemap_shape', shapes, ['shape']),
        },
        ...(net
          ? [
              {
                comment:
                  'What a larger feature covers already: features count from the largest to the smallest, each place once.',
                statements: dialect.keep('onemap_twice', twice, []),
              },
            ]
          : []),
      ],
      checks: [
        countCheck(`${dialect.name('layer')} where not ST_IsEmpty(geom)`, 'onemap_shape where shape is not null'),
        ...(net ? [countCheck(pairsOfTwice(dialect, 'onemap_shape'), 'onemap_twice')] : []),
      ],
      queries: {
        figures: { comment: 'One line a group, in code order.', select: figures },
        ...(net
          ? {
              overlap: {
                comment:
                  'Counted more than once: inside each group (same_m2), and in the whole layer (the sum of all_m2). Net area = area − this.',
                select: overlap,
              },
            }
          : {}),
      },
    }
  },

  result(input, sound, answers, task) {
    const options = optionsOf(input)
    const lines = answers.figures
    const figures = emptyFigures(lines.length)
    const offsets = new Uint32Array(lines.length + 1)
    const rows: number[] = []
    lines.forEach((line, group) => {
      figures.empty[group] = Number(line.without_shape)
      figures.areaM2[group] = Number(line.area_m2)
      figures.registeredM2[group] = numberOrNaN(line.registered_m2)
      figures.differenceM2[group] = numberOrNaN(line.difference_m2)
      figures.compared[group] = Number(line.compared)
      for (const id of line.members as number[]) rows.push(id)
      offsets[group + 1] = rows.length
    })
    const grouping: Grouping = {
      values: options.groupBy.map((_, level) =>
        lines.map((line) => {
          const value = line[`g${level + 1}`]
          return value === null ? null : String(value)
        }),
      ),
      offsets,
      rows: Uint32Array.from(rows),
    }
    const overlap = options.net
      ? overlapOf(
          lines.map((line) => Number(line.group_id)),
          answers.overlap,
        )
      : null
    return assembleSummary(input.layers.layer[0], options, sound.layer[0], grouping, { ...figures, overlap }, task)
  },
}

function overlapOf(groupIds: readonly number[], lines: readonly Readonly<Record<string, unknown>>[]) {
  const byGroup = new Float64Array(groupIds.length)
  let totalM2 = 0
  let pairCount = 0
  for (const line of lines) {
    byGroup[groupIds.indexOf(Number(line.group_id))] = Number(line.same_m2)
    totalM2 += Number(line.all_m2)
    pairCount += Number(line.pairs)
  }
  return { byGroup, totalM2, pairCount }
}

function optionsOf({ values }: SqlInput): SummaryOptions {
  const names = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [])
  const other = ['perimeter', 'pointSigma', 'densify'].find((parameter) => values[parameter])
  if (other) throw usage('sql.parameter', { parameter: other })
  return { groupBy: names(values.groupBy), registered: names(values.registered)[0] ?? null, net: values.net !== false }
}

function columnOf(input: SqlInput, name: string): Column {
  return requireColumn(input.layers.layer[0].table, name)
}

function registeredExpression(input: SqlInput, name: string, dialect: Dialect): string {
  const column = columnOf(input, name)
  if (column.type !== 'number') throw new AppError('analysis.noField', { field: name })
  const unit = input.layers.layer[0].fields.find((field) => field.name === name)?.unit
  const factor = unit && unit in AREA_UNITS ? AREA_UNITS[unit as AreaUnit].squareMetres : 1
  return factor === 1 ? dialect.name(name) : `${dialect.name(name)} * ${factor}`
}
