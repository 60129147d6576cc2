import { ByteWriter } from './byte-writer.ts'

/** Mapbox Vector Tile specification 2.1. */
export const EXTENT = 4096

const encoder = new TextEncoder()

/** Features of one source-layer, with their keys and values told once. */
export class LayerWriter {
  private readonly features = new ByteWriter(1 << 14)
  private readonly feature = new ByteWriter(256)
  private readonly tags = new ByteWriter(32)
  private readonly keys = new Map<string, number>()
  private readonly values = new Map<string | number, number>()
  constructor(private readonly name: string) {}

  add(id: number, type: number, commands: Uint8Array, properties: readonly (readonly [string, string | number])[]): void {
    this.tags.clear()
    for (const [key, value] of properties) {
      this.tags.varint(indexIn(this.keys, key))
      this.tags.varint(indexIn(this.values, value))
    }
    this.feature.clear()
    this.feature.varint(0x08)
    this.feature.varint(id)
    this.feature.block(0x12, this.tags.view())
    this.feature.varint(0x18)
    this.feature.varint(type)
    this.feature.block(0x22, commands)
    this.features.block(0x12, this.feature.view())
  }

  writeTo(tile: ByteWriter): void {
    if (this.features.length === 0) return
    const layer = new ByteWriter(this.features.length + 1024)
    layer.varint(0x78)
    layer.varint(2)
    layer.block(0x0a, encoder.encode(this.name))
    layer.raw(this.features.view())
    for (const key of this.keys.keys()) layer.block(0x1a, encoder.encode(key))
    for (const value of this.values.keys()) {
      this.tags.clear()
      if (typeof value === 'string') this.tags.block(0x0a, encoder.encode(value))
      else {
        this.tags.varint(0x28)
        this.tags.varint(value)
      }
      layer.block(0x22, this.tags.view())
    }
    layer.varint(0x28)
    layer.varint(EXTENT)
    tile.block(0x1a, layer.view())
  }
}

function indexIn<T>(known: Map<T, number>, value: T): number {
  let index = known.get(value)
  if (index === undefined) {
    index = known.size
    known.set(value, index)
  }
  return index
}
