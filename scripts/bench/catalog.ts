import { spawnSync } from 'node:child_process'
import type { Engines, Limits, MeasureName } from './measure.ts'

/** What a measure is, without loading what it measures. */
export interface Measure {
  readonly name: MeasureName
  readonly title: string
  /** what is counted and what is not, for readers of the figures */
  readonly about: string
  /** what n counts */
  readonly unit: string
  readonly peers: readonly Peer[]
  /** sizes of a quick run; a whole one takes all of SIZES */
  readonly quick: readonly number[]
  /** share of the whole run's time */
  readonly weight: number
  /** takes an hour: run only when it is named */
  readonly isAskedFor?: true
  readonly load: () => Promise<Engines>
}
export interface Peer {
  readonly name: string
  /** not run above this many */
  readonly most?: { readonly n: number; readonly why: string }
  /** why it cannot run here; null: it can */
  readonly missing?: (limits: Limits) => string | null
}

export const SIZES = [1_000, 10_000, 100_000, 1_000_000]
export const OURS = 'ours'
const OBJECTS = { n: 100_000, why: 'a million objects of features need more memory than one process has' }

const indexedPairs: readonly Peer[] = [
  { name: 'flatbush + geos-wasm prepared' },
  { name: 'flatbush + polygon-clipping' },
  { name: 'flatbush + jsts' },
  { name: 'flatbush + turf.intersect' },
]

export const MEASURES: readonly Measure[] = [
  {
    name: 'overlap-areas',
    title: 'All overlap areas of n parcels × 500 zones',
    about:
      'One thread, and two beside it; projection, index and preparation of the zones included, validity checked before. Peers work on the pairs whose boxes meet (flatbush), or on every pair; GEOS makes its geometries in the time, the others begin with GeoJSON or rings. Zones have 120 to 2 760 vertices and overlap each other.',
    unit: 'parcels',
    peers: [
      { name: 'one map, 2 threads' },
      ...indexedPairs.slice(0, 1),
      { name: 'flatbush + geos-wasm' },
      ...indexedPairs.slice(1),
      { name: 'turf.intersect, every pair' },
    ],
    quick: [1_000, 10_000],
    weight: 6,
    load: async () => (await import('./overlap.ts')).areaEngines,
  },
  {
    name: 'area',
    title: 'Ellipsoidal area of n parcels',
    about:
      'From lon/lat. Agreement: worst of the parcels compared, edges straight in the plane of the formula against geodesics.',
    unit: 'parcels',
    peers: [{ name: 'turf.area' }, { name: 'geographiclib' }],
    quick: [1_000, 10_000],
    weight: 1,
    load: async () => (await import('./area.ts')).engines,
  },
  {
    name: 'topology',
    title: 'Overlaps, gaps and unequal corners of n parcels',
    about:
      'A fabric in which 5.45 of 1 000 parcels had one vertex moved by 1.5 m or 2 mm; agreement counts those that were not named. Peers look for overlaps alone, neighbour by neighbour: gaps and moved corners that make no overlap of 0.01 m² they do not see.',
    unit: 'parcels',
    peers: [{ name: 'flatbush + geos-wasm, overlaps only' }, { name: 'flatbush + turf.intersect, overlaps only' }],
    quick: [1_000, 10_000],
    weight: 2,
    load: async () => (await import('./topology.ts')).engines,
  },
  {
    name: 'identify',
    title: 'Which of n parcels is it',
    about: 'Median of one click in the tables that are in memory anyway.',
    unit: 'parcels',
    peers: [
      { name: 'flatbush + turf.booleanPointInPolygon' },
      { name: 'turf.booleanPointInPolygon, every feature', most: OBJECTS },
    ],
    quick: [1_000, 10_000],
    weight: 1,
    load: async () => (await import('./identify.ts')).engines,
  },
  {
    name: 'position',
    title: 'From a position to its parcel and nearest boundary among n parcels',
    about:
      'Median of 5 000 fixes of ±6 m: the parcel, distance and azimuth to its nearest boundary line and point along the ellipsoid, and the other parcels within the accuracy.',
    unit: 'parcels',
    peers: [],
    quick: [1_000, 10_000],
    weight: 1,
    load: async () => (await import('./position.ts')).engines,
  },
  {
    name: 'attribute-table',
    title: 'Rows of an attribute table of n parcels in the order of two columns',
    about:
      'Median of five: by land class (text), then by area descending, as the table’s worker does it on one thread; further figures are opening, sorting by the 28-character code and by the ellipsoidal area (cold: reckoned in the time), an expression as a filter, the figures of a column and the values of another. The peer sorts an array of row objects.',
    unit: 'parcels',
    peers: [{ name: 'array of row objects, sort' }],
    quick: [1_000, 10_000],
    weight: 2,
    load: async () => (await import('./attribute-table.ts')).engines,
  },
  {
    name: 'dashboard',
    title: 'Five cards of a dashboard over n parcels while the map moves',
    about:
      'Key figures, areas by class, two rings of classes, a histogram and a scatter over the rows that meet a view of a quarter of the layer; the median of 24 views. The first answer reckons the official area of each parcel, invalid shapes repaired. The peer filters an array of objects by boxes alone, areas given, and adds up by class and bin.',
    unit: 'parcels',
    peers: [{ name: 'array of row objects, boxes', most: OBJECTS }],
    quick: [1_000, 10_000],
    weight: 1,
    load: async () => (await import('./dashboard.ts')).engines,
  },
  {
    name: 'overlay-pieces',
    title: 'All pieces that n parcels share with 500 zones',
    about:
      'The same layers, the shared pieces as geometry in lon/lat. Peers as above: they have the piece in hand when they have its area.',
    unit: 'parcels',
    peers: indexedPairs,
    quick: [1_000, 10_000],
    weight: 3,
    load: async () => (await import('./overlap.ts')).pieceEngines,
  },
  {
    name: 'zonal',
    title: 'Mean, least, most and sum of a raster in n polygons',
    about:
      'A GeoTIFF of 16-bit heights, cells of about 9 × 11 m, opened and read in the time; cells by the share that lies inside. Peers take whole cells by their centres. Agreement: largest relative difference of count and mean to brute force, 2 048 lines through every row of cells.',
    unit: 'polygons',
    peers: [
      { name: 'one map, cell centres' },
      { name: 'geotiff window a polygon + turf' },
      { name: 'gdal_rasterize, cell centres', missing: () => missingProgram('gdal_rasterize') },
      { name: 'exactextract', missing: () => missingProgram('exactextract') ?? 'no comparison is written for it yet' },
    ],
    quick: [1_000, 10_000],
    weight: 2,
    load: async () => (await import('./zonal.ts')).engines,
  },
  ...(
    [
      [
        'geojson',
        'GeoJSON',
        [
          { name: 'JSON.parse', most: OBJECTS },
          { name: 'loaders.gl', most: OBJECTS },
        ],
      ],
      [
        'shapefile',
        'a zipped Shapefile',
        [
          { name: 'shpjs', most: OBJECTS },
          { name: 'loaders.gl', most: OBJECTS },
        ],
      ],
      [
        'flatgeobuf',
        'FlatGeobuf',
        [
          { name: 'flatgeobuf geojson', most: OBJECTS },
          { name: 'loaders.gl', most: OBJECTS },
        ],
      ],
      ['geopackage', 'GeoPackage', []],
      ['gml', 'GML', []],
    ] as const
  ).map(
    ([format, title, peers]): Measure => ({
      name: `decode-${format}`,
      title: `n parcels read from ${title}`,
      about:
        'From the file’s bytes in memory to all rows; ours with checksum, checks of every ring, CRS and receipt. Peers make objects of features (JSON.parse: values only); GDAL copies the layer into its memory driver, its start included, and its memory is not in the figure.',
      unit: 'parcels',
      peers: [...peers, { name: 'GDAL', missing: () => missingProgram('ogr2ogr') }],
      quick: [1_000, 10_000],
      weight: 1,
      load: async () => (await import('./decode.ts'))[`${format}Engines`],
    }),
  ),
  {
    name: 'first-view',
    title: 'n parcels on the map',
    about:
      'In a browser: from the file handed over until all parcels are on the screen (FlatGeobuf through the import dialog; GeoJSON by address into MapLibre); “first parcels” until a part of them is. Memory is that of the page’s process with its workers. Tasks of the page’s thread below 50 ms count as 0; “script” is the longest of them without the time inside calls of WebGL of a millisecond or more, in which it waited for the graphics process; “cpu” is the most that the thread worked in one task, by Chromium’s trace, whatever ran beside it.',
    unit: 'parcels',
    peers: [
      { name: 'MapLibre GeoJSON source', most: { n: 100_000, why: 'its page died at a million in an earlier trial (5.6 GB)' } },
    ],
    quick: [1_000],
    weight: 4,
    load: async () => (await import('./first-view.ts')).engines,
  },
  ...(
    [
      ['geojson', 'GeoJSON'],
      ['shapefile', 'a zipped Shapefile'],
      ['flatgeobuf', 'FlatGeobuf'],
    ] as const
  ).map(
    ([format, title]): Measure => ({
      name: `local-${format}`,
      title: `A file of the user’s: n parcels opened from ${title}`,
      about:
        'In a browser: from the file chosen in the dialog until all parcels are on the screen, with the question that a large file is asked. Memory is that of the page’s process with its workers when the map stands; “peak” is the most that it ever was. 1 800 000 parcels are 1 GiB of GeoJSON.',
      unit: 'parcels',
      peers: [],
      quick: [10_000],
      weight: 2,
      load: async () => (await import('./local-file.ts')).enginesOf(format),
    }),
  ),
  {
    name: 'open-file',
    title: 'A GeoJSON file of n parcels, opened in a viewer',
    about:
      'In a browser: from the file handed over until its picture stands. Mapshaper’s page (npm i mapshaper, then --viewer node_modules/mapshaper/www) draws outlines on an empty ground and computes no area; ours checks each shape, places it by its ellipsoid and draws it over the map, in colours.',
    unit: 'parcels',
    peers: [{ name: 'mapshaper', missing: ({ viewer }) => (viewer ? null : 'no folder of its page was given (--viewer)') }],
    quick: [10_000],
    weight: 3,
    load: async () => (await import('./open-file.ts')).engines,
  },
  {
    name: 'published-view',
    title: 'First of n published parcels on the map',
    about:
      'In a browser, from a static host with byte ranges: from the page asked for until the middle of the map, at zoom 15, is a parcel. Median of five, each in turn with a published layer of 10 000 parcels in a browser of its own; “times ten thousand” is the median of the ratios. The layer is published once (a million: about four minutes) and kept in .cache.',
    unit: 'parcels',
    peers: [],
    quick: [10_000],
    weight: 2,
    load: async () => (await import('./published-view.ts')).engines,
  },
  {
    name: 'session',
    title: 'Work over n parcels: a press answered, and memory after 200 operations',
    about:
      'In a browser, with n parcels imported, at the pace of a quick hand (0.3 s between presses): twenty times a layer comes, the map is asked, Esc, the map is zoomed by key, two letters are searched for, the layer is hidden, its menu is opened, it is removed; the table of all parcels is opened, sorted and closed, a row of it selected, their style is opened and made graduated, that is undone, they are hidden and shown. The time is the 95th percentile from a press to the next picture (Event Timing; answers within 16 ms count as 16; the press that opens the browser’s own file dialog is left out). “delay” is until the page’s thread came to it, “work” what its listeners took; the rest is painting, by the processor here. “handed over” is when the page’s thread had done with the picture and gave it to be painted, “cpu” what it worked until then, by Chromium’s trace. Memory is that of the page’s process with its workers at the end, heap what the page’s own scripts hold when the garbage is gone; “warm” is after five rounds.',
    unit: 'parcels',
    peers: [],
    quick: [10_000],
    weight: 2,
    load: async () => (await import('./session.ts')).engines,
  },
  {
    name: 'soak',
    title: 'An hour of work over n parcels: what stays in memory',
    about:
      'In a browser, with n parcels imported, for as long as --minutes says: over and over the map is moved, zoomed and asked, a code searched for, the table sorted and read to its end, the dashboard, the style, a swipe and the print composer opened and closed, areas summed and overlaps found (runs are kept), 5 000 parcels imported and removed, theme and language changed, steps undone and redone. Each minute, after garbage was collected: what scripts and array buffers hold on the page’s thread and in its workers, nodes of the page, textures, and resident memory of the page’s process and the one that paints. “per hour” is the slope without the first third.',
    unit: 'parcels',
    peers: [],
    quick: [10_000],
    weight: 60,
    isAskedFor: true,
    load: async () => (await import('./soak.ts')).engines,
  },
  {
    name: 'analyses',
    title: 'Analyses over n parcels in a browser: how they are cancelled, and what the page’s thread feels',
    about:
      'Area summary, overlap with the shipped layers, quality check and zonal statistics (a line a parcel) of n imported parcels. The time is the longest of them, from the press until its table is shown; “cancel” is from the press until the form says so, by the page’s clock; “longest task” is that of the page’s thread while the analysis ran, was shown and settled, by Chromium’s trace: by the clock, and in CPU time what the thread itself worked.',
    unit: 'parcels',
    peers: [],
    quick: [10_000],
    weight: 2,
    load: async () => (await import('./analyses.ts')).engines,
  },
  {
    name: 'show',
    title: 'Showing n parcels in a browser: another style, a swipe, a sheet of paper',
    about:
      'n imported parcels. The time is that of a print: Ctrl+P until the A4 preview is drawn, and the press for its PDF until the file is there; “png” the same at 200 dpi. “graduated” and “single” are from the press in the style panel until the map shows it whole; “swipe” frames are those of the page while the line is drawn 240 pixels to and fro. “script” is the longest task of the page’s thread meanwhile, without waiting for graphics (below 50 ms counts as 0).',
    unit: 'parcels',
    peers: [],
    quick: [10_000],
    weight: 2,
    load: async () => (await import('./show.ts')).engines,
  },
  {
    name: 'encoding',
    title: 'A Shapefile of n parcels shown in another encoding',
    about:
      'In a browser: a zipped Shapefile in GBK that does not say so, in the import dialog, read as UTF-8 and as GB18030 again. The time is the longer of the two, from the press on the encoding until the rows of the preview stand in it.',
    unit: 'parcels',
    peers: [],
    quick: [10_000],
    weight: 1,
    load: async () => (await import('./encoding.ts')).engines,
  },
]

function missingProgram(name: string): string | null {
  return spawnSync(name, ['--version']).error ? `${name} is not installed` : null
}
