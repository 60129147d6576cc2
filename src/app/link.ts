import type { Project, Session } from './state.ts'

/** What a link may carry (never data, keys, names of persons or of files). Every part is validated alone; a bad part is left out. */
export interface LinkState {
  readonly view?: Session['view']
  readonly locale?: Session['locale']
  readonly basemap?: string
  /** layers in view: visibility and opacity by id; a shipped layer that the link does not name keeps its default */
  readonly layers?: readonly { readonly id: string; readonly visible: boolean; readonly opacity: number }[]
}

const VERSION = '1'

function parseView(text: string | null): LinkState['view'] | undefined {
  const match = /^(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)$/.exec(text ?? '')
  if (!match) return undefined
  const [zoom, lat, lng] = match.slice(1).map(Number)
  return zoom <= 24 && Math.abs(lat) <= 85.06 && Math.abs(lng) <= 180 ? { zoom, lat, lng } : undefined
}

function parseLayers(text: string | null): LinkState['layers'] | undefined {
  if (!text) return undefined
  const layers = text.split(';').flatMap((part) => {
    const match = /^([a-z][a-z0-9-]*),([01])(?:,(0?\.\d+|[01]))?$/.exec(part)
    return match ? [{ id: match[1], visible: match[2] === '1', opacity: match[3] === undefined ? 1 : Number(match[3]) }] : []
  })
  return layers.length > 0 ? layers : undefined
}

/** @param hash location.hash, with or without '#' */
export function parseLink(hash: string): LinkState {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''))
  if (parameters.get('v') !== VERSION) return {}
  const locale = parameters.get('lang')
  const basemap = parameters.get('base')
  const view = parseView(parameters.get('map'))
  const layers = parseLayers(parameters.get('l'))
  return {
    ...(view && { view }),
    ...((locale === 'zh' || locale === 'en') && { locale }),
    ...(basemap && /^[a-z0-9-]+$/.test(basemap) && { basemap }),
    ...(layers && { layers }),
  }
}

/** Only what differs from `initial` is written; decimals by zoom: 5 (about 1 m) from zoom 14. */
export function formatLink(project: Project, session: Session, initial: { project: Project; session: Session }): string {
  const { zoom, lat, lng } = session.view
  const digits = zoom >= 14 ? 5 : 4
  const parts = [`v=${VERSION}`, `map=${zoom.toFixed(2)}/${lat.toFixed(digits)}/${lng.toFixed(digits)}`]
  if (project.basemap !== initial.project.basemap) parts.push(`base=${project.basemap}`)
  const changed = Object.values(project.layers).filter((layer) => {
    const shipped = initial.project.layers[layer.id]
    return shipped && (shipped.visible !== layer.visible || shipped.opacity !== layer.opacity)
  })
  if (changed.length > 0) {
    const layers = changed.map(
      ({ id, visible, opacity }) => `${id},${visible ? 1 : 0}${opacity === 1 ? '' : `,${Number(opacity.toFixed(2))}`}`,
    )
    parts.push(`l=${layers.join(';')}`)
  }
  if (session.locale !== initial.session.locale) parts.push(`lang=${session.locale}`)
  return `#${parts.join('&')}`
}

export function applyLink(project: Project, link: LinkState, basemaps: readonly string[]): Project {
  const layers = { ...project.layers }
  for (const { id, visible, opacity } of link.layers ?? []) if (layers[id]) layers[id] = { ...layers[id], visible, opacity }
  const basemap = link.basemap && basemaps.includes(link.basemap) ? link.basemap : project.basemap
  return { ...project, layers, basemap }
}
