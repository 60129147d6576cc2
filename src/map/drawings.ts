import type { App } from '../app/app.ts'
import { classKey } from '../app/class-key.ts'
import { zoomToFit } from '../app/initial.ts'
import type { Layer, LayerId, Session, State } from '../app/state.ts'
import { type Appearance, isDrawnAsImage, VECTOR_ZOOM } from '../core/appearance.ts'
import { classingOf } from '../core/symbology.ts'
import type { LngLatBox } from '../workers/tiles-api.ts'
import { type Kept, PUBLISHED, showPublishedTiles, spokenLabel } from './published-tiles.ts'
import { absolute, overlayFailed } from './remote-layers.ts'
import { type Drawing, highlightLook } from './style.ts'
import { looksOf, paintOf } from './symbology.ts'

const SELECTION = '@selection'
const CARD = '@card'
/** of a row whose layer stays in its file */
const VERTICES_OF_RANGED = 16

type Choice = Parameters<App['tiles']['putDrawable']>[0]

/** Keeps the worker's drawables in step with the state. What is drawn changes only when the worker has answered. */
export interface Drawings {
  /** Asks for what the state needs and is not there yet. */
  update(state: State, appearance: Appearance): void
  ofLayers(): ReadonlyMap<LayerId, Drawing>
  readonly selection: () => Drawing | null
  readonly card: () => Drawing | null
}

/**
 * @param windowSize of the map, CSS pixels
 * @param onComing told of what was not there before: it is settled when the change has been told
 */
export function createDrawings(
  app: App,
  onChange: () => void,
  windowSize: () => readonly [number, number],
  onComing: (coming: Promise<unknown>) => void = () => {},
): Drawings {
  const kept = new Map<string, Kept>()
  /** of all drawings: one that comes back must not be taken for what it was */
  let versions = 0
  const askedTables = new Set<string>()
  const inputs = new Map<string, readonly unknown[]>()
  const showPublished = showPublishedTiles(app, kept, () => ++versions, onChange)

  /** Most changes of the state leave most drawings alone. */
  function isSettled(key: string, now: readonly unknown[]): boolean {
    const before = inputs.get(key)
    inputs.set(key, now)
    return kept.has(key) && before !== undefined && now.every((each, index) => each === before[index])
  }

  /**
   * The layer's table when it is here; starts loading it once otherwise, or opens the files that a large one stays in. A failed one is loaded
   * again by the user's command.
   */
  function tableOf(layer: Layer) {
    const table = app.tableOf(layer.id)
    if (!table && !askedTables.has(layer.table)) {
      askedTables.add(layer.table)
      // the failure is in layerStatus, which the layer's row shows
      app.showLayer(layer.id).then(
        () => {
          // it may be freed and wanted again later; a ranged one stays asked for
          if (!app.rangedOf(layer.id)) askedTables.delete(layer.table)
          onChange()
        },
        () => {},
      )
    }
    return table
  }

  /** @param extent box of the rows, where it is asked for whether they fit the window */
  function put(
    choice: Choice,
    drawn: Omit<Drawing, 'key' | 'version' | 'cut'>,
    onCounts: ((counts: Uint32Array) => void) | null,
    extent: (() => Promise<LngLatBox | null>) | null = null,
  ): void {
    const { key } = choice
    const cutOf = JSON.stringify([
      choice.table,
      choice.filter,
      choice.classField,
      choice.classValues,
      choice.classBreaks,
      choice.classSecond,
      choice.paint.map((paint) => paint !== null),
      choice.labelField,
      choice.labelTemplate,
      rowsMark(choice.rows),
    ])
    const asked = JSON.stringify([cutOf, choice.paint])
    const entry = kept.get(key) ?? { asked: '', drawing: null }
    kept.set(key, entry)
    entry.look = drawn.layer
    if (entry.asked === asked) {
      // size, halo and first zoom of words are the map's own
      if (entry.drawing && entry.answered === asked) entry.drawing = { ...entry.drawing, layer: drawn.layer }
      return
    }
    entry.asked = asked
    const coming = Promise.all([app.tiles.putDrawable(choice), extent?.()]).then(
      ([{ counts }, box]) => {
        // a later request is on its way: its answer is the one to show
        if (kept.get(key) !== entry || entry.asked !== asked) return
        const version = ++versions
        // the colours of vector tiles are the style's: they are shown at once
        const cut = entry.cutOf === cutOf ? entry.drawing?.cut : version
        Object.assign(entry, { cutOf, answered: asked })
        entry.drawing = {
          key,
          version,
          cut,
          ...drawn,
          layer: entry.look ?? drawn.layer,
          ...(box && { fitZoom: zoomToFit(box, ...windowSize()) }),
        }
        onCounts?.(counts)
        onChange()
      },
      (error) => {
        if (entry.asked === asked) entry.asked = ''
        inputs.delete(key)
        console.warn(`drawing ${key} failed`, error)
      },
    )
    if (!entry.drawing) onComing(coming)
  }

  function drop(key: string): void {
    // they hold the layer's table
    inputs.delete(key)
    if (!kept.delete(key)) return
    void app.tiles.dropDrawable({ key })
  }

  /** Vector tiles of another host are opened in the worker, which then answers with them; pictures need nothing beforehand. */
  function showOverlay(layer: Layer): void {
    const overlay = app.config.overlays.find(({ id }) => id === layer.overlay)
    if (overlay?.kind !== 'pmtiles' || kept.has(layer.id)) return
    const entry: Kept = { asked: PUBLISHED, drawing: null }
    kept.set(layer.id, entry)
    app.tiles.openTiles({ key: layer.id, file: absolute(overlay.url), name: overlay.url }).then(
      ({ bbox, minZoom, maxZoom, sourceLayers }) => {
        if (kept.get(layer.id) !== entry) return
        const { symbology, geometry } = layer
        const drawn = { rows: 0, vertices: 0, bbox, zooms: { min: minZoom, max: maxZoom } }
        const shown = overlay.sourceLayers ?? sourceLayers
        const look = { symbology, geometry, label: null }
        entry.drawing = { key: layer.id, version: ++versions, layer: look, ...drawn, sourceLayers: shown }
        onChange()
      },
      (error) => {
        // asked for anew when the user tries again
        kept.delete(layer.id)
        console.warn(`overlay ${layer.id} failed`, error)
        app.setLayerStatus(layer.id, { state: 'failed', error: overlayFailed(overlay.url) })
      },
    )
  }

  function updateLayer(layer: Layer, appearance: Appearance, { layerStatus, locale }: Session): void {
    if (layer.overlay !== undefined) {
      if (tableOf(layer) && layerStatus[layer.id]?.state === 'ready') showOverlay(layer)
      return
    }
    const table = tableOf(layer)
    if (!table) showPublished(layer, locale, layerStatus[layer.id]?.opening ?? 0, appearance)
    const bbox = layerStatus[layer.id]?.bbox
    if (!table?.geometry || !bbox || isSettled(layer.id, [layer, appearance, table, bbox, layer.label?.fieldEn && locale])) return
    if (layer.grid) {
      showGrid(layer, layer.grid, bbox)
      return
    }
    const vertices = table.geometry.xy.length / 2
    const { symbology, geometry } = layer
    const label = layer.label && spokenLabel(layer.label, locale)
    put(
      {
        key: layer.id,
        table: layer.table,
        rows: null,
        filter: layer.filter,
        ...classingOf(symbology),
        paint: paintOf(looksOf(layer, appearance)),
        labelField: label?.field ?? null,
        labelTemplate: label?.template ?? null,
        shapesFromZoom: isDrawnAsImage(table.length, vertices) ? VECTOR_ZOOM : 0,
      },
      { layer: { symbology, geometry, label }, rows: table.length, vertices, bbox },
      (counts) =>
        app.setLayerStatus(layer.id, {
          classCounts: Array.from(counts),
          classKey: classKey(layer),
          visibleCount: counts.reduce((sum, count) => sum + count, 0),
        }),
    )
  }

  /** A raster is open in the worker, which paints its tiles from the file as they are asked for; told here is how. */
  function showGrid({ id, table, symbology, geometry }: Layer, look: NonNullable<Layer['grid']>, bbox: Drawing['bbox']): void {
    const asked = JSON.stringify([table, look])
    const entry = kept.get(id) ?? { asked: '', drawing: null }
    kept.set(id, entry)
    if (entry.asked === asked) return
    entry.asked = asked
    app.tiles.setGridLook({ id: table, look }).then(
      () => {
        if (kept.get(id) !== entry || entry.asked !== asked) return
        const layer = { symbology, geometry, label: null }
        entry.drawing = { key: id, version: ++versions, layer, rows: 1, vertices: 0, bbox }
        onChange()
      },
      (error) => console.warn(`raster ${id} failed`, error),
    )
  }

  function updateRows(
    key: string,
    layer: Layer | undefined,
    rows: readonly number[],
    strength: number,
    state: State,
    appearance: Appearance,
  ): void {
    const table = layer && (app.tableOf(layer.id) ?? app.rangedOf(layer.id)?.schema)
    const bbox = layer && state.session.layerStatus[layer.id]?.bbox
    if (!layer || layer.grid || !table?.geometry || !bbox || rows.length === 0 || !layer.visible) {
      drop(key)
      return
    }
    if (isSettled(key, [layer.table, layer.geometry, rows, appearance, bbox])) return
    // as many vertices as so many rows have on average: only the way of drawing depends on it
    const perRow = table.length > 0 ? table.geometry.xy.length / 2 / table.length : VERTICES_OF_RANGED
    const vertices = Math.ceil(perRow * rows.length)
    const look = highlightLook(layer.geometry, strength, appearance)
    const drawnRows = Uint32Array.from(rows)
    const isOne = key === CARD && layer.geometry === 'polygon'
    put(
      {
        key,
        table: layer.table,
        rows: drawnRows,
        filter: [],
        classField: null,
        classValues: [],
        paint: paintOf([look]),
        labelField: null,
        shapesFromZoom: isDrawnAsImage(rows.length, vertices) ? VECTOR_ZOOM : 0,
      },
      {
        layer: { symbology: { kind: 'single', style: {} }, geometry: layer.geometry, label: null },
        rows: rows.length,
        vertices,
        bbox,
      },
      null,
      isOne ? () => app.tiles.bounds({ table: layer.table, rows: drawnRows }) : null,
    )
  }

  return {
    update(state, appearance) {
      const { project, session } = state
      for (const key of kept.keys()) if (!key.startsWith('@') && !project.layers[key]) drop(key)
      for (const layer of Object.values(project.layers)) if (layer.visible) updateLayer(layer, appearance, session)
      const { selection, card } = session
      updateRows(
        SELECTION,
        selection ? project.layers[selection.layer] : undefined,
        selection?.rows ?? [],
        SELECTED,
        state,
        appearance,
      )
      // while the list is shown, the hit it points at
      const open = card?.hits[card.open ?? card.focus ?? 0] ?? null
      updateRows(CARD, open ? project.layers[open.layer] : undefined, open ? rowsOf(open) : [], OPEN, state, appearance)
    },
    ofLayers() {
      const drawings = new Map<LayerId, Drawing>()
      for (const [key, { drawing }] of kept) if (drawing && !key.startsWith('@')) drawings.set(key, drawing)
      return drawings
    },
    selection: () => kept.get(SELECTION)?.drawing ?? null,
    card: () => kept.get(CARD)?.drawing ?? null,
  }
}

const singles = new WeakMap<object, readonly number[]>()
/** The same list for the same hit, so that it is seen to be unchanged. */
function rowsOf(hit: { readonly row: number }): readonly number[] {
  let rows = singles.get(hit)
  if (!rows) {
    rows = [hit.row]
    singles.set(hit, rows)
  }
  return rows
}

/** How strongly the yellow covers what is below. */
export const SELECTED = 0.4
export const OPEN = 0.5

/** Tells lists of rows apart without writing them out: length and a running hash (FNV-1a). */
function rowsMark(rows: Uint32Array | null): string | null {
  if (!rows) return null
  let hash = 0x811c9dc5
  for (const row of rows) hash = Math.imul(hash ^ row, 0x01000193)
  return `${rows.length}:${hash >>> 0}`
}
