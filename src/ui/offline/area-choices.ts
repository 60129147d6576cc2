import type { Polygon } from 'geojson'
import type { App } from '../../app/app.ts'
import { isTableLayer } from '../../app/initial.ts'
import { MOST_AREA_POINTS, type PackArea } from '../../core/offline/pack-area.ts'
import { cellAt } from '../../core/table.ts'
import { offlineText } from '../../i18n/offline.ts'
import { t } from '../../i18n/t.ts'

/** A layer of more units is not one of townships, but of parcels. */
const MOST_UNITS = 60
const MOST_SELECTED = 50

export interface AreaChoice {
  readonly value: string
  readonly label: string
  readonly load: () => Promise<PackArea>
}

/** Areas that are at hand: the view, what was drawn or selected, units of the ground layers such as townships. */
export async function areaChoices(app: App): Promise<readonly AreaChoice[]> {
  const { session, project } = app.store.getState()
  const { locale, selection } = session
  const choices: AreaChoice[] = []
  const add = (value: string, title: string, load: () => Promise<PackArea['rings']>) =>
    choices.push({ value, label: title, load: async () => ({ title, rings: await load() }) })
  const bounds = app.map?.bounds()
  if (bounds) {
    const [west, south, east, north] = bounds
    const ring = [[west, south], [east, south], [east, north], [west, north], [west, south]] as const // biome-ignore format: a ring
    add('view', offlineText.areaView[locale], async () => [ring])
  }
  const drawn = selection?.within
  if (drawn) add('drawn', offlineText.areaDrawn[locale], async () => [drawn])
  else if (selection && project.layers[selection.layer]?.geometry === 'polygon' && selection.rows.length <= MOST_SELECTED) {
    const { table } = project.layers[selection.layer]
    const rows = Uint32Array.from(selection.rows)
    add('selected', t(offlineText.areaSelected, locale, { n: rows.length }), () => ringsOf(app, table, rows))
  }
  const units = app.catalog.layers
    .filter(isTableLayer)
    .filter(({ geometry, role, count }) => geometry === 'polygon' && role === 'context' && count > 1 && count <= MOST_UNITS)
  for (const entry of units) {
    const name = entry.fields.find(({ role }) => role === 'name')?.name
    const id = entry.fields.find(({ role }) => role === 'id')
    if (!name || !id || !project.layers[entry.id]) continue
    // a ground layer that cannot be had takes nothing but its own choices away
    const table = await app.loadTable(entry.id).catch(() => null)
    const textOf = (field: string, row: number) => {
      const column = table?.columns.find((each) => each.name === field)
      return column ? String(cellAt(column, row) ?? '') : ''
    }
    const labels = new Map(app.codeLists[id.codes ?? '']?.entries.map(({ code, label }) => [code, label[locale]]))
    for (let row = 0; row < (table?.length ?? 0); row++) {
      const title = labels.get(textOf(id.name, row)) ?? textOf(name, row)
      if (title) add(`${entry.id} ${row}`, title, () => ringsOf(app, project.layers[entry.id].table, Uint32Array.of(row)))
    }
  }
  return choices
}

async function ringsOf(app: App, table: string, rows: Uint32Array): Promise<PackArea['rings']> {
  const found = await app.tiles.shapes({ table, rows, limit: MOST_AREA_POINTS })
  return (found?.features ?? []).flatMap(({ geometry }) => {
    const polygons =
      geometry.type === 'MultiPolygon' ? geometry.coordinates : geometry.type === 'Polygon' ? [geometry.coordinates] : []
    return polygons.flatMap((rings: Polygon['coordinates']) => rings.map((ring) => ring.map(([lng, lat]) => [lng, lat] as const)))
  })
}

/** Lets the user draw an area; calls back with it, or with null when it was given up. */
export function drawArea(app: App, done: (area: PackArea | null) => void): void {
  const { locale } = app.store.getState().session
  const before = app.store.getState().session.selection?.within
  app.setSession({ dialog: null, tool: 'select-polygon' })
  app.toast('offline.areaHint')
  const stop = app.store.subscribe(({ session }) => {
    const ring = session.selection?.within
    const drawn = ring && ring !== before ? ring : null
    if (!drawn && session.tool === 'select-polygon') return
    stop()
    if (drawn) app.setSession({ tool: 'browse' })
    done(drawn && { title: offlineText.areaDrawn[locale], rings: [drawn] })
  })
}
