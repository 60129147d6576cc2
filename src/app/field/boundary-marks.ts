import type { CheckedPoint } from '../../core/field/check.ts'
import { MARK_FIELDS, type Mark, markOf } from '../../core/field/mark-words.ts'
import type { RegisterPoint } from '../../core/field/register-points.ts'
import { cellAt, type FieldInfo } from '../../core/table.ts'
import type { App as WholeApp } from '../app.ts'
import type { Layer } from '../state.ts'

/** A point of another layer this near is the same boundary point; coordinates are exchanged to the millimetre, and rounded twice at times. */
const SAME_M = 0.05

type App = Pick<WholeApp, 'store' | 'tiles' | 'tableOf' | 'codeLists'>
export type Marks = Pick<CheckedPoint, Mark>
const NONE: Marks = { marker: null, line: null, linePosition: null }

interface MarkField {
  readonly mark: Mark
  readonly layer: Layer
  readonly field: FieldInfo
}

/**
 * 界标种类 at each point, 界址线类别 and 位置 of the line to the next, where layers of boundary points and lines that are open here say so.
 */
export async function boundaryMarks(app: App, points: readonly RegisterPoint[]): Promise<readonly Marks[]> {
  const fields = markFields(app)
  if (fields.length === 0) return points.map(() => NONE)
  return Promise.all(
    points.map(async (point, i) => {
      const next = points[i + 1]?.ring === point.ring ? points[i + 1] : points.find(({ ring }) => ring === point.ring)
      const places = { point: [point.lng, point.lat] as const, line: between(point, next ?? point) }
      const marks: { [M in Mark]: Marks[M] } = { ...NONE }
      for (const { mark, layer, field } of fields) {
        const [hit] = await app.tiles.identify({
          at: layer.geometry === 'point' ? places.point : places.line,
          toleranceM: SAME_M,
          tables: [{ id: layer.table, filter: [] }],
          limit: 1,
        })
        if (hit) Object.assign(marks, { [mark]: marks[mark] ?? markOf(mark, wordsOf(app, layer, field, hit.row)) })
      }
      return marks
    }),
  )
}

function between(a: RegisterPoint, b: RegisterPoint): readonly [number, number] {
  return [(a.lng + b.lng) / 2, (a.lat + b.lat) / 2]
}

/** Of layers whose rows are here: nothing is fetched for it at the field edge. */
function markFields(app: App): readonly MarkField[] {
  const layers = Object.values(app.store.getState().project.layers)
  return (Object.keys(MARK_FIELDS) as Mark[]).flatMap((mark) =>
    layers
      .filter(({ geometry, id }) => geometry === (mark === 'marker' ? 'point' : 'line') && app.tableOf(id))
      .flatMap((layer) => {
        const names: readonly string[] = MARK_FIELDS[mark]
        const field = layer.fields.find(({ name, label }) => names.includes(name.toUpperCase()) || names.includes(label.zh))
        return field ? [{ mark, layer, field }] : []
      }),
  )
}

/** Decoded where the layer says by which list. */
function wordsOf(app: App, { id }: Layer, { name, codes }: FieldInfo, row: number): string {
  const column = app.tableOf(id)?.columns.find((each) => each.name === name)
  const value = column ? String(cellAt(column, row) ?? '') : ''
  const entry = codes ? app.codeLists[codes]?.entries.find(({ code }) => code === value) : undefined
  return entry?.label.zh ?? value
}
