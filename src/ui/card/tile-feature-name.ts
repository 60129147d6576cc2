import type { TileFeature } from '../../app/state.ts'

const NAMES = ['名称', 'name:zh', 'name', '名字', '标题', 'title', 'mc']

/** What a feature of another service's tiles is called; null: it has no name that is known as one. */
export function tileFeatureName({ properties }: TileFeature): string | null {
  const fields = Object.entries(properties)
  for (const wanted of NAMES) {
    const value = fields.find(([name]) => name.toLowerCase() === wanted)?.[1]
    if (typeof value === 'string' && value.trim()) return value.trim()
  }
  return null
}
