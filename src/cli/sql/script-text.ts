import type { Dialect } from './dialect.ts'
import type { SqlScript } from './sql-analysis.ts'

/** A script to read and to run: what it needs, then each step under a line that says why. */
export function scriptText(
  analysis: string,
  tables: Readonly<Record<string, readonly string[]>>,
  { setup, checks, queries }: SqlScript,
  dialect: Dialect,
): string {
  const needs = Object.entries(tables).map(([table, fields]) => {
    const columns = ['id integer', ...fields.map((field) => dialect.name(field)), 'geom (EPSG:4490)']
    return `--   ${dialect.name(table)}: ${columns.join(', ')}`
  })
  const head = [
    `-- ${analysis} for ${dialect.id === 'postgis' ? 'PostGIS 3.3 or newer' : 'Apache Sedona 1.9 or newer'}. Needs:`,
    ...needs,
    '-- Polygons are to be valid, repaired before loading (onemap convert --repair): ST_MakeValid has other rules, which give other areas.',
  ]
  const steps = [
    ...setup.map(({ comment, statements }) => [`-- ${comment}`, ...statements.map((each) => `${each};`)].join('\n')),
    [
      '-- expected and found must be equal: an engine that lost rows says nothing of it.',
      ...checks.map((each) => `${each};`),
    ].join('\n'),
    ...Object.values(queries).map(({ comment, select }) => `-- ${comment}\n${select};`),
  ]
  return `${[head.join('\n'), ...steps].join('\n\n')}\n`
}
