import type { App } from '../app/app.ts'
import { classKey } from '../app/class-key.ts'
import { isAbort, toShown } from '../app/jobs.ts'
import type { Layer, LayerId, Session } from '../app/state.ts'
import type { Appearance } from '../core/appearance.ts'
import { classingOf, type LabelStyle } from '../core/symbology.ts'
import type { Locale } from '../core/text.ts'
import type { Drawing } from './style.ts'
import { looksOf, paintOf } from './symbology.ts'

export interface Kept {
  /** what the worker was last asked for */
  asked: string
  /** what it last answered */
  drawing: Drawing | null
  /** what the vector tiles of that hold */
  cutOf?: string
  /** what that answer was to */
  answered?: string
  /** how the layer was last asked to look, which the tiles know in part alone */
  look?: Drawing['layer']
}

type Opened = NonNullable<Awaited<ReturnType<App['openTiles']>>>

/** begins what a layer was asked for that is drawn from its published tiles */
export const PUBLISHED = '@published'

/**
 * A published layer is seen at once from its tiles. As it was published they are drawn as they are; of a layer that stays in its file the
 * worker gives them other classes and words, and leaves out rows that a filter hides, from the fields that this takes. All other
 * layers, looked at otherwise, wait for their table, which takes the place of the tiles.
 */
export function showPublishedTiles(app: App, kept: Map<string, Kept>, nextVersion: () => number, onChange: () => void) {
  const opened = new Map<LayerId, { readonly opening: number; readonly tiles: Promise<Opened | null> }>()
  /** layers of which the worker draws the tiles otherwise than they are; what is asked for last stops what went before */
  const redrawing = new Map<LayerId, AbortController>()

  function tilesOf({ id }: Layer, opening: number): Promise<Opened | null> {
    const known = opened.get(id)
    if (known?.opening === opening) return known.tiles
    const tiles = app.openTiles(id)
    opened.set(id, { opening, tiles })
    tiles.catch(() => opened.delete(id))
    return tiles
  }

  /** @throws what reading the fields throws */
  async function redraw(layer: Layer, tiles: Opened, appearance: Appearance, locale: Locale): Promise<void> {
    const stop = new AbortController()
    redrawing.get(layer.id)?.abort(new DOMException('drawn otherwise', 'AbortError'))
    redrawing.set(layer.id, stop)
    const label = layer.label && spokenLabel(layer.label, locale)
    const keepsWords = label !== null && isWordsOf(label, tiles)
    const tell = (share: number) => app.setLayerStatus(layer.id, { share: share < 1 ? share : null })
    try {
      const { counts } = await app.tiles.putDrawable(
        {
          key: layer.id,
          table: layer.table,
          rows: null,
          filter: layer.filter,
          ...classingOf(layer.symbology),
          paint: paintOf(looksOf(layer, appearance)),
          labelField: keepsWords ? null : (label?.field ?? null),
          labelTemplate: keepsWords ? null : (label?.template ?? null),
          keepsWords,
        },
        { signal: stop.signal, onProgress: tell },
      )
      app.setLayerStatus(layer.id, {
        share: null,
        notDrawn: null,
        classCounts: Array.from(counts),
        classKey: classKey(layer),
        visibleCount: counts.reduce((sum, count) => sum + count, 0),
      })
    } finally {
      if (redrawing.get(layer.id) === stop && stop.signal.aborted) redrawing.delete(layer.id)
    }
  }

  async function asPublished(layer: Layer): Promise<void> {
    const before = redrawing.get(layer.id)
    if (before) {
      before.abort(new DOMException('drawn as published', 'AbortError'))
      redrawing.delete(layer.id)
      await app.tiles.dropRedrawn({ key: layer.id })
    }
    const entry = app.rangedOf(layer.id) && app.catalog.layers.find(({ id }) => id === layer.id)
    const classCounts = entry?.kind === 'table' ? entry.classCounts : undefined
    if (classCounts)
      app.setLayerStatus(layer.id, { share: null, notDrawn: null, classCounts, classKey: classKey(layer), visibleCount: null })
  }

  return (layer: Layer, locale: Session['locale'], opening: number, appearance: Appearance): void => {
    if (layer.grid) return
    const far = app.rangedOf(layer.id)
    const paint = looksOf(layer, appearance).map((look) => look !== null)
    const label = layer.label && spokenLabel(layer.label, locale)
    const look = JSON.stringify([layer.filter, classingOf(layer.symbology), paint, label?.field, label?.template])
    const asked = `${PUBLISHED} ${opening} ${far !== null} ${look} ${layer.table}`
    const before = kept.get(layer.id)
    // dropped meanwhile, with its tiles
    if (!before) opened.delete(layer.id)
    // the look besides the classes is the map's own
    if (before?.asked === asked) {
      const drawn = before.drawing
      const { symbology, geometry } = layer
      if (drawn) before.drawing = { ...drawn, layer: { symbology, geometry, label: drawn.layer.label && label } }
      return
    }
    // a table is on its way into the worker
    if (before && !before.asked.startsWith(PUBLISHED)) return
    const entry: Kept = { asked, drawing: before?.drawing ?? null }
    kept.set(layer.id, entry)
    const isCurrent = () => kept.get(layer.id) === entry && entry.asked === asked
    const draw = async () => {
      const tiles = await tilesOf(layer, opening)
      if (!tiles || !isCurrent()) return
      const hasWords = label === null || isWordsOf(label, tiles)
      if (hasPublishedClasses(layer, tiles) && (hasWords || !far)) await asPublished(layer)
      else if (far) await redraw(layer, tiles, appearance, locale)
      else return
      if (!isCurrent()) return
      const { symbology, geometry } = layer
      const { bbox, minZoom, maxZoom } = tiles
      const drawn = {
        layer: { symbology, geometry, label: hasWords || far ? label : null },
        rows: 0,
        vertices: 0,
        bbox,
        zooms: { min: minZoom, max: maxZoom },
      }
      entry.drawing = { key: layer.id, version: nextVersion(), ...drawn }
      onChange()
    }
    draw().catch((error) => {
      if (isAbort(error)) return
      console.warn(`published tiles of ${layer.id} failed`, error)
      // what was seen before stays; the layer's row says that the new look is not drawn
      if (far && isCurrent()) app.setLayerStatus(layer.id, { share: null, notDrawn: toShown(error) })
    })
  }
}

function hasPublishedClasses(layer: Layer, tiles: Opened): boolean {
  const { classField, classValues, classBreaks, classSecond } = classingOf(layer.symbology)
  return (
    layer.filter.length === 0 &&
    tiles.classField === classField &&
    JSON.stringify([tiles.classValues, tiles.classBreaks, tiles.classSecond]) ===
      JSON.stringify([classValues, classBreaks, classSecond ?? null])
  )
}
/** The words of the tiles are those of the first language. */
function isWordsOf(label: LabelStyle, tiles: Opened): boolean {
  return !label.template && label.field === tiles.labelField
}

/** Names in the language of the screen; what is spread over Chinese characters would pull English words apart. */
export function spokenLabel(label: LabelStyle, locale: Locale): LabelStyle {
  if (locale === 'zh' || !label.fieldEn) return label
  return { ...label, field: label.fieldEn, ...(label.spacing && { spacing: label.spacing / 6 }) }
}
