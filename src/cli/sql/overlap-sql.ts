import { AppError } from '../../core/errors.ts'
import { selectPairs, sumByRow } from '../../core/overlay/met-zones.ts'
import type { Comparison, OverlapFigures } from '../../core/overlay/overlap-figures.ts'
import { checkGroups } from '../../core/overlay/overlap-groups.ts'
import { assembleOverlap, type OverlapLines, type OverlapOptions } from '../../core/overlay/overlap-report.ts'
import type { PairAreas } from '../../core/overlay/pair-areas.ts'
import { planarLayer } from '../../core/overlay/planar-layer.ts'
import { prepareZones } from '../../core/overlay/prepared-zones.ts'
import type { StoredValue } from '../../core/params.ts'
import { findColumn } from '../../core/table.ts'
import { countCheck, countedTwice, pairsOfTwice, SMALLEST_M2 } from './counted-twice.ts'
import { type SqlAnalysis, type SqlInput, type SqlRow, tableName } from './sql-analysis.ts'
import { indent, MEASURED, soundShapes } from './sql-text.ts'

/** 压占分析 as SQL: the definitions of core/overlay/overlap-figures.ts. Names, groups and apportioned attributes are put to the figures here. */
export const overlapSql: SqlAnalysis = {
  fieldsOf(input) {
    const { attribute, groups } = optionsOf(input)
    checkGroups(input.layers.subject[0], input.layers.against, groups)
    if (attribute && findColumn(input.layers.subject[0].table, attribute)?.type !== 'number')
      throw new AppError('analysis.noField', { field: attribute })
    return { subject: [], against: [] }
  },

  script(input, dialect) {
    const { ignoreBelowM2 } = optionsOf(input)
    const features = (table: string) => soundShapes(dialect, table, input.plane)
    const subject = `select id, shape, ST_Area(shape) as area_m2\nfrom (\n${indent(features('subject'))}\n) as sound`
    const zones = input.layers.against
      .map((_, i) => `select ${i} as layer, id, shape\nfrom (\n${indent(features(tableName('against', i)))}\n) as sound`)
      .join('\nunion all\n')
    const pieces = [
      'select subject.id as subject, zone.layer, zone.id as zone, ST_Intersection(subject.shape, zone.shape) as piece',
      'from onemap_subject subject',
      `join onemap_zone zone on ${dialect.near('subject.shape', 'zone.shape')}`,
    ].join('\n')
    const pairs = [
      'select subject, layer, zone, piece, area_m2',
      'from (select *, ST_Area(piece) as area_m2 from onemap_piece) as measured',
      `where area_m2 > ${SMALLEST_M2}`,
    ].join('\n')
    const covered = [
      `select subject as id, ${dialect.unionOf('piece')} as shape, ST_Area(${dialect.unionOf('piece')}) as area_m2`,
      'from onemap_pair',
      `where area_m2 >= ${ignoreBelowM2}`,
      'group by subject',
    ].join('\n')
    const twice = (name: string) =>
      [
        `select '${name}' as what, coalesce(sum(area_m2), 0) as area_m2`,
        'from (',
        `  select id, ST_Area(${dialect.unionOf('piece')}) as area_m2`,
        `  from onemap_${name}_twice`,
        `  where ST_Area(piece) > ${SMALLEST_M2}`,
        '  group by id',
        `) as ${name}`,
      ].join('\n')
    return {
      setup: [
        {
          comment: MEASURED,
          statements: [...dialect.keep('onemap_subject', subject, ['shape']), ...dialect.keep('onemap_zone', zones, ['shape'])],
        },
        {
          comment: 'What each pair shares.',
          statements: [...dialect.keep('onemap_piece', pieces, []), ...dialect.keep('onemap_pair', pairs, [])],
        },
        {
          comment: 'What all zones together cover of each subject, every place once, without what is ignored.',
          statements: dialect.keep('onemap_covered', covered, ['shape']),
        },
        {
          comment: 'What larger subjects hold already, of the subjects and of what is covered of them.',
          statements: [
            ...dialect.keep('onemap_subject_twice', countedTwice(dialect, 'onemap_subject'), []),
            ...dialect.keep('onemap_covered_twice', countedTwice(dialect, 'onemap_covered'), []),
          ],
        },
      ],
      checks: [
        countCheck(`${dialect.name('subject')} where not ST_IsEmpty(geom)`, 'onemap_subject where shape is not null'),
        ...input.layers.against.map((_, i) =>
          countCheck(
            `${dialect.name(tableName('against', i))} where not ST_IsEmpty(geom)`,
            `onemap_zone where layer = ${i} and shape is not null`,
          ),
        ),
        countCheck(
          `onemap_subject subject join onemap_zone zone on ${dialect.near('subject.shape', 'zone.shape')}`,
          'onemap_piece',
        ),
        `select (select count(distinct subject) from onemap_pair where area_m2 >= ${ignoreBelowM2}) as expected, (select count(*) from onemap_covered where area_m2 > 0) as found`,
        countCheck(pairsOfTwice(dialect, 'onemap_subject'), 'onemap_subject_twice'),
        countCheck(pairsOfTwice(dialect, 'onemap_covered'), 'onemap_covered_twice'),
      ],
      queries: {
        pairs: {
          comment: 'Every pair: area_m2 in rows, its sum is the total.',
          select: 'select subject, layer, zone, area_m2 from onemap_pair order by subject, layer, zone',
        },
        subjects: {
          comment: 'Every subject: its area, and what is covered of it once.',
          select: [
            'select subject.id, subject.area_m2, coalesce(covered.area_m2, 0) as net_m2',
            'from onemap_subject subject',
            'left join onemap_covered covered on covered.id = subject.id',
            'order by subject.id',
          ].join('\n'),
        },
        twice: {
          comment:
            'What several subjects hold: of their areas, and of what is covered. Net total = sum of net_m2 − covered; union = sum of area_m2 − subject.',
          select: `${twice('subject')}\nunion all\n${twice('covered')}`,
        },
      },
    }
  },

  async result(input, sound, answers, task) {
    const options = optionsOf(input)
    const [subject] = input.layers.subject
    const layer = planarLayer(sound.subject[0])
    const areasM2 = new Float64Array(subject.table.length)
    const netM2 = new Float64Array(subject.table.length)
    for (const row of answers.subjects) {
      areasM2[Number(row.id)] = Number(row.area_m2)
      netM2[Number(row.id)] = Number(row.net_m2)
    }
    const comparisons: Comparison[] = input.layers.against.map((against, i) => {
      const all = pairsOf(answers.pairs.filter((row) => Number(row.layer) === i))
      return {
        input: against,
        sound: sound.against[i],
        zones: prepareZones(planarLayer(sound.against[i], sound.subject[0].plane), null),
        pairs: selectPairs(all, (area) => area >= options.ignoreBelowM2),
        ignored: selectPairs(all, (area) => area < options.ignoreBelowM2),
      }
    })
    const sumsM2 = sumByRow(
      areasM2.length,
      comparisons.map(({ pairs }) => pairs),
    )
    // a union is cut anew and can exceed the sum of its pieces by a last digit
    for (let row = 0; row < netM2.length; row++) netM2[row] = Math.max(0, Math.min(netM2[row], sumsM2[row], areasM2[row]))
    const twice = new Map(answers.twice.map((row) => [row.what, Number(row.area_m2)]))
    const rows = Uint32Array.from({ length: subject.table.length }, (_, row) => row)
    const figures: OverlapFigures = {
      shapes: { subject, sound: sound.subject[0], rows, pairs: comparisons.map(({ pairs }) => pairs) },
      sound: sound.subject[0],
      rows,
      layer,
      comparisons,
      areasM2,
      sumsM2,
      netM2,
      totalNetM2: netM2.reduce((sum, area) => sum + area, 0) - (twice.get('covered') ?? 0),
      subjectDoubleM2: twice.get('subject') ?? 0,
    }
    return assembleOverlap(subject, figures, options, task)
  },
}

function pairsOf(rows: readonly SqlRow[]): PairAreas {
  return {
    subject: Uint32Array.from(rows, (row) => Number(row.subject)),
    zone: Uint32Array.from(rows, (row) => Number(row.zone)),
    areaM2: Float64Array.from(rows, (row) => Number(row.area_m2)),
  }
}

function optionsOf({ values }: SqlInput): OverlapOptions {
  const fields = (value: StoredValue | undefined) => (Array.isArray(value) ? (value as readonly string[]) : [])
  const [attribute] = fields(values.attribute)
  return {
    groups: { subject: fields(values.subjectGroups), against: fields(values.groupBy) },
    lines: (values.lines ?? 'pairs') as OverlapLines,
    attribute: attribute ?? null,
    ignoreBelowM2: Number(values.ignoreBelow ?? 1),
    pieces: values.pieces === true,
  }
}
