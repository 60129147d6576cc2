import { SMALLEST_LOSS_M2 } from '../../core/grading/indicator-values.ts'
import type { GeometryMeasure, Indicator, MixMeasure } from '../../core/grading/model.ts'
import { modelKey } from '../../core/params.ts'
import type { Condition } from '../../core/symbology.ts'
import { CliError } from '../cli-error.ts'
import { countCheck, SMALLEST_M2 } from './counted-twice.ts'
import type { Dialect } from './dialect.ts'
import { distanceSteps } from './grading-distance.ts'
import { type SqlInput, type SqlScript, tableName } from './sql-analysis.ts'
import { requireColumn, soundShapes } from './sql-text.ts'

type Setup = SqlScript['setup'][number]

/** Fields of the layers of a scheme that its indicators read, by parameter. @throws CliError sql.grading.source */
export function fieldsOfSources(used: readonly Indicator[]): Record<string, string[]> {
  const fields: Record<string, Set<string>> = {}
  const add = (layer: string, ...names: (string | undefined)[]) => {
    const key = layer === '' ? 'layer' : modelKey('model', layer)
    fields[key] ??= new Set()
    for (const name of names) if (name !== undefined) fields[key].add(name)
  }
  for (const { id, source } of used) {
    switch (source.kind) {
      case 'field':
        add('', source.field)
        break
      case 'geometry':
        break
      case 'distance':
      case 'share':
        add(source.layer, source.where?.field)
        break
      case 'ratio':
        add(source.layer, source.where.field, source.to.field)
        break
      case 'loss':
        add(source.before, source.where.field)
        add(source.after, source.where.field)
        break
      case 'mix':
        add(source.layer, source.field)
        break
      default:
        throw new CliError('sql.grading.source', { indicator: id, source: source.kind })
    }
  }
  return Object.fromEntries(Object.entries(fields).map(([key, names]) => [key, [...names]]))
}

/**
 * Values of the indicators as columns v1… of a select over onemap_row (row), which holds id, geom in lon/lat, shape in the plane, area_m2
 * and the fields of the subject; what other layers contribute is prepared in tables of their own and joined.
 */
export class IndicatorSql {
  readonly setup: Setup[] = []
  readonly checks: string[] = []
  readonly joins: string[] = []
  readonly #input: SqlInput
  readonly #dialect: Dialect
  readonly #parts = new Map<string, string>()
  readonly #joined = new Map<string, string>()

  constructor(input: SqlInput, dialect: Dialect) {
    this.#input = input
    this.#dialect = dialect
  }

  /** @throws CliError sql.grading.source */
  value({ id, source }: Indicator): string {
    const { number, name } = this.#dialect
    switch (source.kind) {
      case 'field':
        return `row.${name(source.field)}`
      case 'geometry':
        return geometryExpression(source.measure, this.#dialect)
      case 'distance': {
        const table = `onemap_distance_${this.#joined.size + 1}`
        const target = this.#table(source.layer)
        const where = this.#condition(source.layer, source.where, '')
        const key = `distance ${target} ${where}`
        return this.#join(key, table, 'metres', () =>
          this.setup.push(...distanceSteps(this.#dialect, this.#input.plane, table, target, where)),
        )
      }
      case 'share':
        return `case when row.area_m2 > 0 then least(${number(100)}, ${number(100)} * ${this.#covered(source.layer, source.where)} / row.area_m2) end`
      case 'ratio': {
        const to = this.#covered(source.layer, source.to)
        return `case when ${to} > 0 then ${this.#covered(source.layer, source.where)} / ${to} end`
      }
      case 'loss': {
        const before = this.#covered(source.before, source.where)
        const after = this.#covered(source.after, source.where)
        return `case when ${before} > 0 then case when ${before} - ${after} > ${number(SMALLEST_LOSS_M2)} then 1 - ${after} / ${before} else ${number(0)} end end`
      }
      case 'mix':
        return this.#mix(source.layer, source.field, source.measure)
      default:
        throw new CliError('sql.grading.source', { indicator: id, source: source.kind })
    }
  }

  #table(layer: string): string {
    return tableName(modelKey('model', layer), 0)
  }

  /** @param owner before the name of a field, e.g. 'feature.' @throws AppError analysis.noField */
  #condition(layer: string, where: Condition | undefined, owner: string): string {
    if (!where) return 'true'
    const column = requireColumn(this.#input.layers[modelKey('model', layer)][0].table, where.field)
    const { name, string, number } = this.#dialect
    const field = `${owner}${name(where.field)}`
    if (column.type === 'text') return inList(field, where.values.map(string))
    if (column.type !== 'number') throw new CliError('sql.grading.field', { field: where.field, type: column.type })
    const values = where.values.filter((value) => String(Number(value)) === value)
    return inList(
      field,
      values.map((value) => number(Number(value))),
    )
  }

  /** The pieces of a layer in each row: row_id, the feature, its columns, piece and area. */
  #pieces(layer: string): string {
    const known = this.#parts.get(layer)
    if (known) return known
    const dialect = this.#dialect
    const n = this.#parts.size + 1
    const table = this.#table(layer)
    const [zone, part] = [`onemap_zone_${n}`, `onemap_part_${n}`]
    const mets = `onemap_row row join ${zone} zone on ${dialect.near('row.shape', 'zone.shape')}`
    this.setup.push(
      {
        comment: `Features of ${layer} in the plane.`,
        statements: dialect.keep(zone, soundShapes(dialect, table, this.#input.plane), ['shape']),
      },
      {
        comment: `What features of ${layer} share with each row.`,
        statements: dialect.keep(
          part,
          [
            'select row_id, zone_id, piece, area_m2',
            'from (',
            '  select row_id, zone_id, piece, ST_Area(piece) as area_m2',
            '  from (',
            '    select row.id as row_id, zone.id as zone_id, ST_Intersection(row.shape, zone.shape) as piece',
            `    from ${mets}`,
            '  ) as cut',
            ') as measured',
            `where area_m2 > ${SMALLEST_M2}`,
          ].join('\n'),
          ['piece'],
        ),
      },
    )
    this.checks.push(countCheck(`${dialect.name(table)} where not ST_IsEmpty(geom)`, `${zone} where shape is not null`))
    this.#parts.set(layer, part)
    return part
  }

  /** m² of the row that features under a condition cover, each place once. */
  #covered(layer: string, where: Condition | undefined): string {
    const dialect = this.#dialect
    const condition = this.#condition(layer, where, 'feature.')
    const part = this.#pieces(layer)
    const table = `onemap_cover_${this.#joined.size + 1}`
    const kept = [
      `select part.row_id, part.zone_id, part.piece, part.area_m2`,
      `from ${part} part`,
      `join ${dialect.name(this.#table(layer))} feature on feature.id = part.zone_id`,
      `where ${condition}`,
    ].join('\n')
    const twice = [
      'select distinct a.row_id',
      `from ${table}_kept a`,
      `join ${table}_kept b on a.row_id = b.row_id and a.zone_id < b.zone_id and ${dialect.near('a.piece', 'b.piece')}`,
      `where ST_Area(ST_Intersection(a.piece, b.piece)) > ${SMALLEST_M2}`,
    ].join('\n')
    const cover = [
      'select row_id as id, sum(area_m2) as area_m2',
      `from ${table}_kept`,
      `where row_id not in (select row_id from ${table}_twice)`,
      'group by row_id',
      'union all',
      `select row_id as id, ST_Area(${dialect.unionOf('piece')}) as area_m2`,
      `from ${table}_kept`,
      `where row_id in (select row_id from ${table}_twice)`,
      'group by row_id',
    ].join('\n')
    const area = this.#join(`cover ${layer} ${condition}`, table, 'area_m2', () => {
      this.setup.push({
        comment: `What ${layer} covers of each row: the sum of the pieces, or their union where some lie on each other.`,
        statements: [
          ...dialect.keep(`${table}_kept`, kept, []),
          ...dialect.keep(`${table}_twice`, twice, []),
          ...dialect.keep(table, cover, []),
        ],
      })
      this.checks.push(
        `select (select count(distinct row_id) from ${table}_kept) as expected, (select count(*) from ${table} where area_m2 > 0) as found`,
      )
    })
    return `coalesce(${area}, ${dialect.number(0)})`
  }

  #mix(layer: string, field: string, measure: MixMeasure): string {
    const dialect = this.#dialect
    const part = this.#pieces(layer)
    requireColumn(this.#input.layers[modelKey('model', layer)][0].table, field)
    const table = `onemap_mix_${this.#joined.size + 1}`
    const p = 'class_m2 / total_m2'
    const mix = [
      'select row_id as id, max(total_m2) as total_m2, sum(patches) as patches, count(*) as classes,',
      `  - sum(${p} * ln(${p})) / ln(${dialect.number(2)}) as diversity`,
      'from (',
      '  select *, sum(class_m2) over (partition by row_id) as total_m2',
      '  from (',
      `    select part.row_id, feature.${dialect.name(field)} as class, sum(part.area_m2) as class_m2, count(*) as patches`,
      `    from ${part} part`,
      `    join ${dialect.name(this.#table(layer))} feature on feature.id = part.zone_id`,
      `    group by part.row_id, feature.${dialect.name(field)}`,
      '  ) as classes',
      ') as shares',
      'group by row_id',
    ].join('\n')
    const of = (column: string) =>
      this.#join(`mix ${layer} ${field}`, table, column, () =>
        this.setup.push({ comment: `Classes of ${layer} in each row.`, statements: dialect.keep(table, mix, []) }),
      )
    const most = `(ln(${of('classes')}) / ln(${dialect.number(2)}))`
    switch (measure) {
      case 'meanPatchHa':
        return `${of('total_m2')} / ${of('patches')} / 10000`
      case 'patchDensity':
        return `${of('patches')} / ${of('total_m2')} * 10000`
      case 'diversity':
        return of('diversity')
      case 'dominance':
        // greatest() would make 0 of no value
        return `case when ${most} > ${of('diversity')} then ${most} - ${of('diversity')} when ${of('classes')} > 0 then ${dialect.number(0)} end`
      default:
        return `case when ${of('classes')} = 1 then ${dialect.number(0)} else ${of('diversity')} / ${most} end`
    }
  }

  /** A column of a table that is made once and joined by id. */
  #join(key: string, table: string, column: string, make: () => void): string {
    const known = this.#joined.get(key)
    if (known) return `${known}.${column}`
    this.#joined.set(key, table)
    make()
    this.joins.push(`left join ${table} on ${table}.id = row.id`)
    return `${table}.${column}`
  }
}

function inList(value: string, list: readonly string[]): string {
  return list.length > 0 ? `${value} in (${list.join(', ')})` : 'false'
}

function geometryExpression(measure: GeometryMeasure, { number, lengthM }: Dialect): string {
  const perimeter = lengthM('row.geom')
  const of = {
    areaHa: `row.area_m2 / ${number(10_000)}`,
    perimeterM: perimeter,
    shapeIndex: `${perimeter} / (4 * sqrt(row.area_m2))`,
    compactness: `4 * pi() * row.area_m2 / (${perimeter} * ${perimeter})`,
  }
  return `case when row.area_m2 > 0 then ${of[measure]} end`
}
