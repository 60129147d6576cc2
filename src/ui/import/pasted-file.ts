export interface PastedFile {
  readonly name: string
  readonly text: string
}

const GEOJSON = /"type"\s*:\s*"(Feature|FeatureCollection|(Multi)?(Point|LineString|Polygon)|GeometryCollection)"/
const WKT = /^(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON)\s*(ZM|Z|M)?\s*\(/i
const NUMBER = String.raw`[-+]?\d+(?:\.\d+)?`
const PAIR = new RegExp(`^\\s*(${NUMBER})\\s*[,，;\\t ]\\s*(${NUMBER})\\s*$`)
const DIALECT = /[[【](属性描述|地块坐标)[\]】]|^[^\n]*[,，][^\n]*[@＠]\s*$/m

/**
 * Text that was copied somewhere as a file of what it is: GeoJSON, 界址点 text, well-known text line by line, pairs of coordinates, a
 * table with a heading; null when it is none of these. Pairs are named X, Y: which of them is north their numbers tell.
 */
export function pastedFile(text: string): PastedFile | null {
  const trimmed = text.trim()
  if (trimmed.startsWith('{') && GEOJSON.test(trimmed.slice(0, 2000))) return { name: 'pasted.geojson', text }
  if (DIALECT.test(trimmed)) return { name: '粘贴.txt', text }
  const lines = trimmed.split(/\r?\n/).filter((line) => line.trim() !== '')
  if (lines.length === 0) return null
  if (lines.every((line) => WKT.test(line.trim())))
    return { name: '粘贴.csv', text: ['WKT', ...lines.map((line) => `"${line.trim().replaceAll('"', '""')}"`)].join('\n') }
  const pairs = lines.map((line) => PAIR.exec(line))
  if (pairs.every((pair) => pair !== null))
    return { name: '粘贴.csv', text: ['X,Y', ...pairs.map((pair) => `${pair?.[1]},${pair?.[2]}`)].join('\n') }
  const widths = new Set(lines.map((line) => line.split('\t').length))
  const isTable = lines.length > 1 && widths.size === 1 && !widths.has(1)
  return isTable ? { name: '粘贴.tsv', text } : null
}
