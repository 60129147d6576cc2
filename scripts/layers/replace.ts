import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { parse } from 'valibot'
import { createServer } from 'vite'
import { type Catalog, type CatalogLayer, catalogSchema } from '../../src/app/catalog.ts'
import { quietTask } from '../../src/core/task.ts'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import type { DecodedLayer, InputFile } from '../../src/formats/format.ts'

/**
 * npm run layer:replace -- <id> <file> [--crs EPSG:4528] [--encoding gbk] [--folder data/layers]
 *                          [--source-zh …] [--source-en …] [--licence …] [--date 2026-03-31]
 * Puts the office's own file in the place of a shipped layer. The file keeps its CRS. Style, label and field names of the catalog stay
 * where the new file has the fields. Nothing is written when anything is in doubt.
 */
type Registry = typeof import('../../src/formats/registry.ts')

const USAGE = 'npm run layer:replace -- <id> <file> [--crs EPSG:4528] [--encoding gbk]'

export interface Wanted {
  readonly id: string
  readonly path: string
  readonly folder: string
  readonly crs?: string
  readonly encoding?: string
  readonly source?: { readonly zh: string; readonly en: string }
  readonly licence?: string
  readonly date: string
}

/** The file and, for a Shapefile, what lies beside it under the same name. */
function readFiles(path: string): InputFile[] {
  if (!existsSync(path)) throw new Error(`找不到文件 · no such file: ${path}`)
  const read = (name: string) => ({ name, bytes: new Uint8Array(readFileSync(join(dirname(path), name))) })
  if (extname(path).toLowerCase() !== '.shp') return [read(basename(path))]
  const stem = basename(path).slice(0, -4).toLowerCase()
  return readdirSync(dirname(path))
    .filter((name) => name.toLowerCase() === `${stem}${extname(name).toLowerCase()}` || name.toLowerCase() === `${stem}.shp.xml`)
    .filter((name) => /\.(shp|shx|dbf|prj|cpg)$/i.test(name))
    .map(read)
}

async function decode(wanted: Wanted): Promise<DecodedLayer> {
  // through Vite, because the registry finds its formats by import.meta.glob
  const vite = await createServer({
    root: join(import.meta.dirname, '../..'),
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true, include: [] },
  })
  const files = readFiles(wanted.path)
  const { layers, failures } = await vite
    .ssrLoadModule('/src/formats/registry.ts')
    .then((registry) => (registry as Registry).decodeFiles(files, { crs: wanted.crs, encoding: wanted.encoding }, quietTask()))
    .finally(() => vite.close())
  for (const failure of failures) throw new Error(`${failure.file}: ${failure.code} ${JSON.stringify(failure.detail)}`)
  if (layers.length !== 1)
    throw new Error(
      `文件含 ${layers.length} 个图层，需要 1 个 · the file has ${layers.length} layers, one is needed: ${layers.map((layer) => layer.table.name).join(', ')}`,
    )
  const [layer] = layers
  for (const question of layer.questions) {
    const hint =
      question.kind === 'crs'
        ? `坐标系不明，请加 --crs · CRS unknown, add --crs, e.g. ${question.candidates.map((candidate) => candidate.crs).join(' ')}`
        : '坐标次序存疑（X/Y 可能颠倒）· X and Y may be exchanged'
    throw new Error(`${basename(wanted.path)}: ${hint}`)
  }
  return layer
}

/** @returns the new entry and what changed, a line each */
export async function replaceLayer(wanted: Wanted): Promise<{ entry: CatalogLayer; said: string[] }> {
  const catalogPath = join(wanted.folder, 'catalog.json')
  const catalog: Catalog = parse(catalogSchema, JSON.parse(readFileSync(catalogPath, 'utf8')))
  const index = catalog.layers.findIndex((layer) => layer.id === wanted.id)
  const old = catalog.layers[index]
  if (!old)
    throw new Error(`没有图层 ${wanted.id} · no such layer; there are: ${catalog.layers.map((layer) => layer.id).join(' ')}`)
  if (old.kind !== 'table')
    throw new Error(`${wanted.id} 是栅格 · is a raster: put the GeoTIFF in place by hand and adapt catalog.json`)
  const { table, fields, receipt } = await decode(wanted)
  const kind = table.geometry?.kind ?? 'none'
  if (kind !== old.geometry)
    throw new Error(`${wanted.id}: 几何类型应为 ${old.geometry}，文件为 ${kind} · geometry is ${kind}, wanted ${old.geometry}`)

  const names = new Set(table.columns.map((column) => column.name))
  const known = new Map(old.fields.map((field) => [field.name, field]))
  const guessed = new Map(fields.map((field) => [field.name, field]))
  const kept = table.columns.flatMap(({ name }) => known.get(name) ?? guessed.get(name) ?? [])
  const lost = old.fields.filter((field) => !names.has(field.name)).map((field) => field.name)
  const hasStyleField = old.symbology.kind === 'single' || names.has(old.symbology.field)
  const bytes = await encodeFlatGeobuf({ ...table, name: wanted.id }, null, { fields: kept })
  const entry = {
    ...old,
    file: `${wanted.id}.fgb`,
    format: 'flatgeobuf',
    crs: table.crs,
    count: table.length,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    source: wanted.source ?? {
      zh: `单位自有数据：${basename(wanted.path)}`,
      en: `Own data of the office: ${basename(wanted.path)}`,
    },
    licence: wanted.licence ?? 'proprietary',
    date: wanted.date,
    isDemonstration: false,
    fields: kept,
    symbology: hasStyleField
      ? old.symbology
      : {
          kind: 'single',
          style: (old.symbology.kind === 'categories' && (old.symbology.other ?? old.symbology.classes[0]?.style)) || {},
        },
    label: old.label && names.has(old.label.field) ? old.label : null,
  } as CatalogLayer
  catalog.layers[index] = entry
  const checked = parse(catalogSchema, catalog)
  writeFileSync(join(wanted.folder, entry.file), bytes)
  writeFileSync(catalogPath, `${JSON.stringify(checked, null, 1)}\n`)
  return {
    entry,
    said: [
      `${wanted.id}: ${old.count} → ${entry.count} 个要素 · features`,
      `坐标系 · CRS: ${entry.crs} (${receipt.crsEvidence ?? '-'})；编码 · encoding: ${receipt.encoding ?? '-'}`,
      `字段 · fields: ${[...names].join(' ')}`,
      ...(lost.length > 0 ? [`新文件没有 · not in the new file: ${lost.join(' ')}`] : []),
      ...(hasStyleField ? [] : ['分类字段缺失，改为单一符号 · the field of the classes is missing: drawn with one symbol']),
      ...receipt.notes.map((note) => `${note.level}: ${note.code} ${JSON.stringify(note.detail)}`),
      `SHA-256 ${entry.sha256}`,
    ],
  }
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      crs: { type: 'string' },
      encoding: { type: 'string' },
      folder: { type: 'string', default: join(import.meta.dirname, '../../data/layers') },
      'source-zh': { type: 'string' },
      'source-en': { type: 'string' },
      licence: { type: 'string' },
      date: { type: 'string' },
    },
  })
  const [id, path] = positionals
  if (!id || !path) throw new Error(USAGE)
  const zh = values['source-zh']
  const en = values['source-en']
  const { said } = await replaceLayer({
    id,
    path,
    folder: values.folder,
    crs: values.crs,
    encoding: values.encoding,
    licence: values.licence,
    date: values.date ?? new Date().toISOString().slice(0, 10),
    source: zh || en ? { zh: zh ?? en!, en: en ?? zh! } : undefined,
  })
  for (const line of said) console.log(line)
}

if (process.argv[1] === import.meta.filename) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  })
}
