import { PbfReader } from 'pbf'
import { ByteWriter } from './byte-writer.ts'
import { type Classed, HIDDEN } from './drawn.ts'
import { LayerWriter } from './layer-writer.ts'

const LINE = 2

interface TileFeature {
  readonly id: number
  readonly type: number
  readonly geometry: Uint8Array
  readonly text: string
}

/**
 * A published tile (layers-add) with other classes, other words, and without rows that are not drawn: the shapes stay as they were cut.
 * @param classed.label null: the words stay as they were published
 */
export function redrawTile(bytes: Uint8Array, classed: Classed, hasLabels: boolean): Uint8Array<ArrayBuffer> {
  const layers = readLayers(bytes)
  const { classes, paint, label } = classed
  const isDrawn = ({ id }: TileFeature) => {
    const klass = id >= 1 && id <= classes.length ? classes[id - 1] : HIDDEN
    return klass !== HIDDEN && paint[klass] !== null
  }
  const shapes = new LayerWriter('shapes')
  for (const feature of layers.get('shapes') ?? [])
    if (isDrawn(feature)) shapes.add(feature.id, feature.type, feature.geometry, [['c', classes[feature.id - 1]]])
  const labels = new LayerWriter('labels')
  // lines are named along themselves
  const named = layers.get('labels') ?? (layers.get('shapes') ?? []).filter(({ type }) => type === LINE)
  for (const feature of hasLabels ? named : []) {
    const text = label ? label(feature.id - 1) : feature.text
    if (text === '' || !isDrawn(feature)) continue
    labels.add(feature.id, feature.type, feature.geometry, [
      ['t', text],
      ['c', classes[feature.id - 1]],
    ])
  }
  const tile = new ByteWriter(bytes.length)
  shapes.writeTo(tile)
  labels.writeTo(tile)
  return tile.view().slice()
}

function readLayers(bytes: Uint8Array): ReadonlyMap<string, readonly TileFeature[]> {
  const layers = new Map<string, readonly TileFeature[]>()
  new PbfReader(bytes).readFields((tag, _, tile) => {
    if (tag === 3) readLayer(new PbfReader(tile.readBytes()), layers)
  }, null)
  return layers
}

function readLayer(pbf: PbfReader, layers: Map<string, readonly TileFeature[]>): void {
  let name = ''
  const keys: string[] = []
  const values: string[] = []
  const found: { id: number; type: number; geometry: Uint8Array; tags: readonly number[] }[] = []
  pbf.readFields((tag) => {
    if (tag === 1) name = pbf.readString()
    else if (tag === 2) found.push(readFeature(new PbfReader(pbf.readBytes())))
    else if (tag === 3) keys.push(pbf.readString())
    else if (tag === 4) values.push(readText(new PbfReader(pbf.readBytes())))
  }, null)
  const words = keys.indexOf('t')
  layers.set(
    name,
    found.map(({ id, type, geometry, tags }) => {
      const at = words < 0 ? -1 : tags.findIndex((tag, i) => i % 2 === 0 && tag === words)
      return { id, type, geometry, text: at < 0 ? '' : (values[tags[at + 1]] ?? '') }
    }),
  )
}

function readFeature(pbf: PbfReader) {
  const feature: { id: number; type: number; geometry: Uint8Array; tags: number[] } = {
    id: 0,
    type: 0,
    geometry: new Uint8Array(0),
    tags: [],
  }
  pbf.readFields((tag) => {
    if (tag === 1) feature.id = pbf.readVarint()
    else if (tag === 2) pbf.readPackedVarint(feature.tags)
    else if (tag === 3) feature.type = pbf.readVarint()
    else if (tag === 4) feature.geometry = pbf.readBytes()
  }, null)
  return feature
}

function readText(pbf: PbfReader): string {
  let text = ''
  pbf.readFields((tag) => {
    if (tag === 1) text = pbf.readString()
  }, null)
  return text
}
