const UNIT = String.raw`(\s*(\(.*\)|（.*）|\[.*\]))?`
const named = (words: string) => new RegExp(`^(${words})${UNIT}$`, 'i')
const LNG = named('lng|lon|long|longitude|经度|東經|东经|x_?wgs84|point_?x')
const LAT = named('lat|latitude|纬度|北纬|y_?wgs84|point_?y')
const EAST = named('e|east|easting|东坐标|横坐标|东|横坐标_?y|y_?横坐标')
const NORTH = named('n|north|northing|北坐标|纵坐标|北|纵坐标_?x|x_?纵坐标')
export const X = named('x|x坐标|坐标x|xzb|x_?coord(inate)?')
const Y = named('y|y坐标|坐标y|yzb|y_?coord(inate)?')
/** what offices and programs put before and behind the word: 中心点经度, WGS84_Lon, 经度坐标 */
const BEFORE = '(gps|wgs_?84|cgcs_?2000|2000|中心点?|中点|质心|内点|起点|位置|地理|点位|坐标|采集|现场|拍照|拍摄)?[_ ]?'
const BEHIND = '[_ ]?(坐标|值|数值|wgs_?84|cgcs_?2000|2000|dms|度分秒|e|n|x|y)?'
const OTHER_LNG = named(`${BEFORE}(lng|lon|longitude|经度|东经)${BEHIND}`)
const OTHER_LAT = named(`${BEFORE}(lat|latitude|纬度|北纬)${BEHIND}`)
/** both in one cell */
const JOINT = named(
  '坐标|坐标值|经纬度|经纬度坐标|纬经度|地理坐标|位置坐标|中心点?坐标|中心点?经纬度|点位坐标|gps|gps坐标|gps位置|定位|定位坐标|coordinates?|(lng|lon)_?lat|lat_?(lng|lon)|longitude[ _,]?latitude|latitude[ _,]?longitude',
)

/** Whether a name is that of a coordinate. */
export function isPlaceName(name: string): boolean {
  return [LNG, LAT, EAST, NORTH, X, Y, OTHER_LNG, OTHER_LAT].some((pattern) => pattern.test(name.trim()))
}
export function isJointName(name: string): boolean {
  return JOINT.test(name.trim())
}

/** Names of the columns of a pair, whatever they hold; null: none. */
export function placeColumns(names: readonly string[]): readonly [first: string, second: string] | null {
  for (const [first, second] of [
    [LNG, LAT],
    [EAST, NORTH],
    [X, Y],
  ]) {
    const a = names.find((name) => first.test(name.trim()))
    const b = names.find((name) => second.test(name.trim()))
    if (a !== undefined && b !== undefined) return [a, b]
  }
  // of a line's start and end neither is the place of the row
  const [lngs, lats] = [OTHER_LNG, OTHER_LAT].map((pattern) => names.filter((name) => pattern.test(name.trim())))
  return lngs.length === 1 && lats.length === 1 ? [lngs[0], lats[0]] : null
}
