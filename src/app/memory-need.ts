/**
 * Memory that the reading of a file takes at its peak, as a multiple of its size: the table on the page, the table that is drawn, its
 * world coordinates and index; the file itself only where it is not read in pieces (decision 0029). Measured with a million parcels in
 * FlatGeobuf, GeoJSON and a zipped Shapefile (docs/bench.md); the others by how much larger or smaller the same parcels are in them.
 */
const TIMES: Readonly<Record<string, number>> = {
  fgb: 2.6,
  // the library holds a second copy while it reads
  gpkg: 4.5,
  // pages are packed, and come as values one by one
  parquet: 6,
  // the whole tree of values stands beside the text
  topojson: 8,
  dxf: 3,
  geojson: 1.8,
  geojsonl: 1.8,
  geojsons: 1.8,
  ndjson: 1.8,
  json: 1.8,
  shp: 2.6,
  dbf: 2.6,
  csv: 3,
  txt: 4,
  kml: 2.5,
  gml: 2.5,
  // packed: text shrinks to a tenth, coordinates to a third, rows of cells that count up to a twentieth
  kmz: 15,
  xlsx: 25,
  zip: 6,
  tif: 0.1,
  tiff: 0.1,
}
const OTHER_TIMES = 4

/** Share of the device's memory that one reading may take without a question: the rest of the page and other programs need theirs. */
const SHARE = 0.15
/** A file of features up to this size is opened; what is larger is published. Of packed files what they hold counts. */
const MOST_BYTES = 2 ** 30
const PACKED: Readonly<Record<string, number>> = { zip: 3, kmz: 8, xlsx: 8, parquet: 3 }
/** Formats whose files are held whole while they are read (decision 0029): the same data in FlatGeobuf are not. */
const HELD_WHOLE = ['gpkg', 'topojson', 'txt', 'gdb', 'tab', 'mif']
const RASTERS = ['tif', 'tiff']

/** Told by no browser but Chromium's; as an office computer has at least. */
const UNTOLD_GIB = 4

export interface MemoryNeed {
  readonly bytes: number
  readonly budget: number
  /** more than is opened in a page whatever the device: the first file that is, to be published as a layer instead, and the bytes that it holds */
  readonly beyond?: { readonly file: string; readonly bytes: number }
  /** the first file that is held whole while it is read */
  readonly held?: string
}

/** Memory that reading a file takes at its peak, bytes. */
export function memoryOf(name: string, size: number): number {
  return size * (TIMES[extensionOf(name)] ?? OTHER_TIMES)
}

/** What one reading may take without a question, bytes. @param deviceGiB null: not told */
export function memoryBudget(deviceGiB: number | null): number {
  return (deviceGiB ?? UNTOLD_GIB) * 2 ** 30 * SHARE
}

/** What reading the files would need, when that is more than this device should give; null: read on. @param deviceGiB null: not told */
export function memoryNeed(
  files: readonly { readonly name: string; readonly blob: { readonly size: number } }[],
  deviceGiB: number | null,
): MemoryNeed | null {
  const bytes = files.reduce((sum, { name, blob }) => sum + memoryOf(name, blob.size), 0)
  const budget = memoryBudget(deviceGiB)
  const beyond = files
    .map(({ name, blob }) => ({ file: name, bytes: heldBytes(name, blob.size) }))
    .find((each) => each.bytes > MOST_BYTES)
  if (!beyond && bytes <= budget) return null
  const held = files.find(({ name }) => HELD_WHOLE.includes(extensionOf(name)))?.name
  return { bytes, budget, ...(beyond && { beyond }), ...(held !== undefined && { held }) }
}

/** Of features: rasters are read where they are looked at. */
function heldBytes(name: string, size: number): number {
  const extension = extensionOf(name)
  return RASTERS.includes(extension) ? 0 : size * (PACKED[extension] ?? 1)
}

const extensionOf = (name: string) => /\.([^./\\]+)$/.exec(name)?.[1].toLowerCase() ?? ''
