import { useEffect, useMemo, useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { vertexEdit } from '../../commands/edit-vertex.ts'
import { fromLngLat, isGeographic, toLngLat } from '../../core/crs.ts'
import { ringRange } from '../../core/geometry.ts'
import type { Table } from '../../core/table.ts'
import { measureText } from '../../i18n/measure.ts'
import { Button } from '../parts/button.tsx'
import { NumberField } from '../parts/number-field.tsx'
import { useApp, useRun, useText } from '../shell/app-context.ts'
import styles from './measure.module.css'
import { readTypedPoint, type TypedPoint } from './read-typed-point.ts'
import { TypedPointField } from './typed-point-field.tsx'

type Place = readonly [x: number, y: number]

/** 界址点 by its number: where it is, a new place typed, or taken away; without a pointer as with one. */
export function VertexField({ layer, table, row }: { readonly layer: Layer; readonly table: Table; readonly row: number }) {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const vertices = useMemo(() => verticesOf(table, row), [table, row])
  const [number, setNumber] = useState(1)
  const vertex = vertices[Math.min(number, vertices.length) - 1]
  const lngLat = vertex && lngLatOf(table.crs, vertex)
  const [lng, lat] = lngLat ?? [Number.NaN, Number.NaN]
  // the number alone says little: the map shows which one is meant
  useEffect(() => {
    if (!Number.isFinite(lng)) return
    app.map?.setPin([lng, lat])
    return () => app.map?.setPin(null)
  }, [app, lng, lat])
  if (!vertex || !lngLat) return null
  const move = ({ at }: TypedPoint) => {
    const [x, y] = fromLngLat(table.crs, Float64Array.from(at))
    run(vertexEdit, { layer: layer.id, edit: { kind: 'move', from: vertex, to: [x, y] } })
  }
  return (
    <fieldset className={styles.vertex} aria-label={text(measureText.vertex)}>
      <NumberField
        label={text(measureText.vertexNumber, { n: vertices.length })}
        value={Math.min(number, vertices.length)}
        minValue={1}
        maxValue={vertices.length}
        onChange={(next) => setNumber(Number.isNaN(next) ? 1 : next)}
      />
      <p className={styles.method}>{placeWords(table.crs, vertex)}</p>
      <TypedPointField
        label={measureText.vertexTo}
        help={measureText.vertexHelp}
        read={(value) => readTypedPoint(value, [lngLat], null, app.config, measureText.vertexPolar)}
        onPoint={move}
      />
      <Button isSmall onPress={() => run(vertexEdit, { layer: layer.id, edit: { kind: 'remove', at: vertex } })}>
        {text(measureText.vertexRemove)}
      </Button>
    </fieldset>
  )
}

/** Of a ring without the last, which is the first again. */
function verticesOf({ geometry }: Table, row: number): readonly Place[] {
  if (!geometry) return []
  const [from, to] = ringRange(geometry, row)
  const places: Place[] = []
  for (let ring = from; ring < to; ring++) {
    const end = geometry.rings[ring + 1] - (geometry.kind === 'polygon' ? 1 : 0)
    for (let i = geometry.rings[ring]; i < end; i++) places.push([geometry.xy[2 * i], geometry.xy[2 * i + 1]])
  }
  return places
}

function lngLatOf(crs: string, at: Place): Place {
  const [lng, lat] = isGeographic(crs) ? at : toLngLat(crs, Float64Array.from(at))
  return [lng, lat]
}

/** X is north, as surveyors write it. */
function placeWords(crs: string, [x, y]: Place): string {
  return isGeographic(crs) ? `${y.toFixed(8)}°N ${x.toFixed(8)}°E` : `X ${y.toFixed(3)}  Y ${x.toFixed(3)} · ${crs}`
}
