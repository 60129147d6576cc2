/** Schemes of the tiles that the worker cuts; never requested from any host. */
export const VECTOR_SCHEME = 'table-vector'
export const IMAGE_SCHEME = 'table-image'
export const GRID_SCHEME = 'grid-image'
export const HEIGHT_SCHEME = 'grid-height'
/** Pixels of a tile of heights: the map makes a mesh of them, which is coarser still. */
export const HEIGHT_SIZE = 256

/** The version makes the map ask anew after rows, classes or colours have changed. */
export function vectorTiles(key: string, version: number): string {
  return `${VECTOR_SCHEME}://${encodeURIComponent(key)}/{z}/{x}/{y}?v=${version}`
}
export function imageTiles(key: string, version: number): string {
  return `${IMAGE_SCHEME}://${encodeURIComponent(key)}/{z}/{x}/{y}?v=${version}`
}

/** The id names the content of a raster, the version its look. */
export function gridTiles(id: string, version: number): string {
  return `${GRID_SCHEME}://${encodeURIComponent(id)}/{z}/{x}/{y}?v=${version}`
}

export function heightTiles(id: string): string {
  return `${HEIGHT_SCHEME}://${encodeURIComponent(id)}/{z}/{x}/{y}`
}

export interface TileAddress {
  readonly key: string
  readonly z: number
  readonly x: number
  readonly y: number
}
export function parseTileUrl(url: string): TileAddress | null {
  const match = /^[a-z-]+:\/\/([^/]+)\/(\d+)\/(\d+)\/(\d+)(?:\?|$)/.exec(url)
  return match ? { key: decodeURIComponent(match[1]), z: Number(match[2]), x: Number(match[3]), y: Number(match[4]) } : null
}
