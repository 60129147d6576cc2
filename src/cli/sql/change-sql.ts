import { classFieldOf, NO_CLASS, parentsOf, type SharedClasses, sharedClasses } from '../../core/change/class-fields.ts'
import { type Flow, inReportOrder } from '../../core/change/flows.ts'
import { assembleChange, type ChangeOptions } from '../../core/change/monitor-change.ts'
import { SMALLEST_REST_M2, type Transfers } from '../../core/change/transfers.ts'
import { AppError } from '../../core/errors.ts'
import { requirePolygons } from '../../core/overlay/layer-notes.ts'
import type { SoundTable } from '../../core/repair.ts'
import { findColumn } from '../../core/table.ts'
import { countCheck, SMALLEST_M2 } from './counted-twice.ts'
import type { Dialect } from './dialect.ts'
import type { SqlAnalysis, SqlInput, SqlRow } from './sql-analysis.ts'
import { groupValue, indent, MEASURED, requireColumn, soundShapes } from './sql-text.ts'

/** 变化监测 as SQL: the definitions of core/change/transfers.ts and flows.ts. What is printed of them is put together here. */
export const changeSql: SqlAnalysis = {
  fieldsOf(input) {
    const { before, after } = layersOf(input)
    requirePolygons(before)
    requirePolygons(after)
    const { beforeClass, afterClass, groupBy, years } = optionsOf(input)
    if (!(years > 0)) throw new AppError('change.years', { years })
    for (const [layer, name] of [
      [before, beforeClass],
      [after, afterClass],
      ...(groupBy === null ? [] : [[after, groupBy] as const]),
    ] as const)
      requireColumn(layer.table, name)
    const fieldsOf = (layer: typeof before, name: string) => [
      ...new Set([name, ...(groupBy !== null && findColumn(layer.table, groupBy) ? [groupBy] : [])]),
    ]
    return { before: fieldsOf(before, beforeClass), after: fieldsOf(after, afterClass) }
  },

  script(input, dialect) {
    const { sliverM2 } = optionsOf(input)
    const rest = (own: 'before' | 'after') =>
      [
        `select '${own}' as epoch, id, part, class, area_m2 - coalesce(shared_m2, 0) as area_m2`,
        `from onemap_${own}`,
        `left join (select ${own}_id, sum(area_m2) as shared_m2 from onemap_shared group by ${own}_id) as shared`,
        `  on shared.${own}_id = id`,
        `where area_m2 - coalesce(shared_m2, 0) > ${SMALLEST_REST_M2}`,
      ].join('\n')
    const moved = [
      "select 'both' as epoch, later.part, earlier.class as from_class, later.class as to_class, shared.area_m2, after_id",
      'from onemap_shared shared',
      'join onemap_after later on later.id = after_id',
      'join onemap_before earlier on earlier.id = before_id',
      'union all',
      'select epoch, part,',
      "  case when epoch = 'before' then class end, case when epoch = 'after' then class end,",
      "  area_m2, case when epoch = 'after' then id end",
      'from onemap_rest',
    ].join('\n')
    const isSliver = `area_m2 < ${dialect.number(sliverM2)} and not (epoch = 'both' and from_class is not distinct from to_class)`
    return {
      setup: [
        {
          comment: MEASURED,
          statements: [
            ...dialect.keep('onemap_before', epoch(input, dialect, 'before'), ['shape']),
            ...dialect.keep('onemap_after', epoch(input, dialect, 'after'), ['shape']),
          ],
        },
        {
          comment: 'What each pair shares.',
          statements: dialect.keep(
            'onemap_piece',
            [
              'select later.id as after_id, earlier.id as before_id, later.area_m2 as after_m2, earlier.area_m2 as before_m2,',
              '  ST_Area(ST_Intersection(later.shape, earlier.shape)) as found_m2',
              `from ${meeting(dialect)}`,
            ].join('\n'),
            [],
          ),
        },
        {
          comment:
            'Where features of one epoch overlap each other, pairs are reduced in proportion, first in the later epoch, then in the earlier.',
          statements: dialect.keep('onemap_shared', shared(), []),
        },
        {
          comment: 'What has no counterpart in the other epoch.',
          statements: dialect.keep('onemap_rest', `${rest('after')}\nunion all\n${rest('before')}`, []),
        },
        {
          comment: 'Every piece with its classes: both epochs, only before (to_class is none), only after (from_class is none).',
          statements: dialect.keep('onemap_moved', moved, []),
        },
      ],
      checks: [
        ...(['before', 'after'] as const).map((name) =>
          countCheck(`${dialect.name(name)} where not ST_IsEmpty(geom)`, `onemap_${name} where shape is not null`),
        ),
        countCheck(meeting(dialect), 'onemap_piece where found_m2 is not null'),
      ],
      queries: {
        flows: {
          comment: 'The transfer matrix as a list: from class, to class, area; epoch says which side has no counterpart.',
          select: [
            'select part, epoch, from_class, to_class, count(*) as pairs, sum(area_m2) as area_m2,',
            `  sum(case when ${isSliver} then 1 else 0 end) as slivers,`,
            `  sum(case when ${isSliver} then area_m2 else 0 end) as sliver_m2,`,
            `  ${dialect.sortedList('after_id')} as members`,
            'from onemap_moved',
            'group by part, epoch, from_class, to_class',
            'order by part, epoch, from_class, to_class',
          ].join('\n'),
        },
        pairs: {
          comment: 'Every pair of features.',
          select: 'select after_id, before_id, area_m2, found_m2 from onemap_shared order by after_id, before_id',
        },
        rests: {
          comment: 'Every feature that has something without counterpart.',
          select: 'select epoch, id, area_m2 from onemap_rest order by epoch, id',
        },
      },
    }
  },

  async result(input, sound, answers, task) {
    const { before, after } = layersOf(input)
    const options = optionsOf(input)
    const classes = classesOf(input)
    const transfers = transfersOf(sound.before[0], sound.after[0], answers)
    return assembleChange(before, after, { classes, transfers, flows: flowsOf(answers.flows, classes) }, options, task)
  },
}

/** Later and earlier features whose boxes meet. */
function meeting(dialect: Dialect): string {
  return `onemap_after later join onemap_before earlier on ${dialect.near('later.shape', 'earlier.shape')}`
}

/** id, part (the field that divides the list), class, shape and area of one epoch's rows that have a shape. */
function epoch(input: SqlInput, dialect: Dialect, name: 'before' | 'after'): string {
  const layers = layersOf(input)
  const { beforeClass, afterClass, groupBy } = optionsOf(input)
  const { table } = layers[name]
  const column = requireColumn(table, name === 'before' ? beforeClass : afterClass)
  const part = groupBy === null ? undefined : findColumn(table, groupBy)
  return [
    `select feature.id, part, class, shape, ST_Area(shape) as area_m2`,
    'from (',
    `  select id, ${part ? groupValue(part, dialect) : dialect.nothing} as part, ${raised(input, groupValue(column, dialect), dialect)} as class`,
    `  from ${dialect.name(name)}`,
    ') as feature',
    `join (\n${indent(soundShapes(dialect, name, input.plane))}\n) as sound on sound.id = feature.id`,
  ].join('\n')
}

/** A code as the one that stands for it in the report: itself, or the code above it. */
function raised(input: SqlInput, value: string, dialect: Dialect): string {
  if (optionsOf(input).level === 'class') return value
  const pairs = [...parentsOf(classesOf(input).list)].filter(([code, parent]) => code !== parent)
  if (pairs.length === 0) return value
  const cases = pairs.map(([code, parent]) => `when ${dialect.string(code)} then ${dialect.string(parent)}`)
  return `case ${value}\n    ${cases.join('\n    ')}\n    else ${value} end`
}

function shared(): string {
  const reduce = (from: string, to: string, side: 'before' | 'after', select: string) =>
    [
      `select after_id, before_id, before_m2, ${from === 'found_m2' ? '' : 'found_m2, '}${from},`,
      `  case when sum_m2 > ${side}_m2 + ${SMALLEST_REST_M2} then ${from} * ${side}_m2 / sum_m2 else ${from} end as ${to}`,
      'from (',
      `  select *, sum(${from}) over (partition by ${side}_id) as sum_m2`,
      indent(select),
      `) as ${side}_sums`,
    ].join('\n')
  const found = `from onemap_piece\nwhere found_m2 > ${SMALLEST_M2}`
  const first = reduce('found_m2', 'once_m2', 'after', found)
  return reduce('once_m2', 'area_m2', 'before', `from (\n${indent(first)}\n) as reduced`)
}

function transfersOf(before: SoundTable, after: SoundTable, answers: Readonly<Record<string, readonly SqlRow[]>>): Transfers {
  const { pairs, rests } = answers
  const rest = (epochName: string, length: number) => {
    const areas = new Float64Array(length)
    for (const row of rests) if (row.epoch === epochName) areas[Number(row.id)] = Number(row.area_m2)
    return areas
  }
  return {
    before,
    after,
    beforeRows: Uint32Array.from({ length: before.table.length }, (_, row) => row),
    afterRows: Uint32Array.from({ length: after.table.length }, (_, row) => row),
    pairs: {
      subject: Uint32Array.from(pairs, (row) => Number(row.after_id)),
      zone: Uint32Array.from(pairs, (row) => Number(row.before_id)),
      areaM2: Float64Array.from(pairs, (row) => Number(row.area_m2)),
    },
    beforeRestM2: rest('before', before.table.length),
    afterRestM2: rest('after', after.table.length),
    doubleM2: pairs.reduce((sum, row) => sum + Number(row.found_m2) - Number(row.area_m2), 0),
  }
}

function flowsOf(rows: readonly SqlRow[], { codes }: SharedClasses): Flow[] {
  const numberOf = new Map(codes.map((code, number) => [code, number]))
  const classOf = (value: unknown) => numberOf.get(value === null ? null : String(value)) ?? NO_CLASS
  const flows = rows.map((row) => ({
    group: row.part === null ? null : String(row.part),
    from: row.epoch === 'after' ? NO_CLASS : classOf(row.from_class),
    to: row.epoch === 'before' ? NO_CLASS : classOf(row.to_class),
    pairs: Number(row.pairs),
    areaM2: Number(row.area_m2),
    slivers: Number(row.slivers),
    sliverM2: Number(row.sliver_m2),
    rows: new Set((row.members ?? []) as number[]),
  }))
  return inReportOrder(flows)
}

function layersOf({ layers }: SqlInput) {
  return { before: layers.before[0], after: layers.after[0] }
}

function classesOf(input: SqlInput): SharedClasses {
  const { before, after } = layersOf(input)
  const { beforeClass, afterClass, level } = optionsOf(input)
  return sharedClasses(before, beforeClass, after, afterClass, level)
}

function optionsOf(input: SqlInput): ChangeOptions {
  const { values } = input
  const { before, after } = layersOf(input)
  const names = (value: unknown) => (Array.isArray(value) ? (value as string[]) : [])
  return {
    beforeClass: classFieldOf(names(values.beforeClass), before),
    afterClass: classFieldOf(names(values.afterClass), after),
    level: values.level === 'group' ? 'group' : 'class',
    groupBy: names(values.groupBy)[0] ?? null,
    years: Number(values.years ?? 1),
    sliverM2: Number(values.sliver ?? 400),
    pieces: values.pieces === true,
  }
}
