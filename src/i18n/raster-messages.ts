import type { Text } from '../core/text.ts'

/** Words of what is found in raster files and of statistics made from them; see errors.ts. */
export const RASTER_MESSAGES: Readonly<Record<string, Text>> = {
  'raster.notTiff': {
    zh: '{file}：不是可读的 GeoTIFF（{reason}）。请用 GDAL 转为 GeoTIFF/COG 后再试。',
    en: '{file} is not a readable GeoTIFF ({reason}). Convert it to GeoTIFF or COG, for example with GDAL.',
  },
  'raster.broken': {
    zh: '{file}：文件头损坏或不完整（{reason}）。请重新导出或下载。',
    en: '{file}: the header is damaged or incomplete ({reason}). Export or download it again.',
  },
  'raster.allCut': {
    zh: '{file} 不完整：到第 {at} 字节就结束了，{count} 块的像元全部缺失。请重新复制或下载。',
    en: '{file} is cut off: it ends at byte {at}, before any of its {count} blocks of cells. Copy or download it again.',
  },
  'raster.cutOff': {
    zh: '文件不完整：{count} 块中有 {cut} 块的数据缺失，这些位置读不出像元。请重新复制或下载。',
    en: 'The file is cut off: the data of {cut} of its {count} blocks are missing, and no cells can be read there. Copy or download it again.',
  },
  'raster.noGeoreference': {
    zh: '{file}：没有地理参考（仅为图片），无法放到地图上。若有同名的 .tfw 文件，请一起拖入；否则请先配准。',
    en: '{file} has no georeference (it is a mere picture) and has no place on the map. Put it here together with its .tfw file of the same name, if there is one; else georeference it first.',
  },
  'raster.found': {
    zh: '{columns} 列 × {rows} 行，{bands} 个波段（{type}），像元 {cell}，无数据值 {nodata}。',
    en: '{columns} columns × {rows} rows, {bands} {bands|band|bands} ({type}), cells of {cell}, no-data value {nodata}.',
  },
  'raster.worldFile': {
    zh: '位置来自 {name}，已写入保存的文件。',
    en: 'Its place comes from {name} and was written into the file that is kept.',
  },
  'raster.badTransform': {
    zh: '{file}：像元大小无效（{cell}），无法定位。请重新配准后导出。',
    en: '{file}: the cell size is not valid ({cell}), so it has no place. Georeference it again and export it.',
  },
  'raster.tooLarge': {
    zh: '{file}：{width} × {height} 像元以大块存储（每块 {tileBytes} 字节，上限 {limit}），浏览器无法读取。请用 gdal_translate -of COG 转换。',
    en: '{file}: {width} × {height} cells stored in blocks of {tileBytes} bytes (limit {limit}) cannot be read here. Convert it with gdal_translate -of COG.',
  },
  'raster.unsupported': {
    zh: '{file}：不支持的存储方式（{what}：{value}）。请用 gdal_translate -of COG -co COMPRESS=DEFLATE 转换。',
    en: '{file}: this kind of storage is not read ({what}: {value}). Convert it with gdal_translate -of COG -co COMPRESS=DEFLATE.',
  },
  'raster.noCrsCode': {
    zh: '{file}：坐标系没有 EPSG 编号（{crs}），无法写成 GeoTIFF。请先用 gdalwarp -t_srs EPSG:4528 之类转换。',
    en: '{file}: the coordinate system has no EPSG number ({crs}) and cannot be written as GeoTIFF. Convert it first, e.g. gdalwarp -t_srs EPSG:4528.',
  },
  'raster.unknownCrs': {
    zh: '{file}：坐标系无法识别（{crs}）。请用 gdal_edit -a_srs EPSG:… 写入坐标系。',
    en: '{file}: the coordinate system is not recognised ({crs}). Write it with gdal_edit -a_srs EPSG:…',
  },
  'raster.badTile': {
    zh: '{file}：第 {level} 级第 {x},{y} 块损坏（{reason}），已停止。',
    en: '{file}: block {x},{y} of level {level} is damaged ({reason}); stopped.',
  },
  'raster.fetch': {
    zh: '无法读取 {file}（{status}）。请检查网络后重试。',
    en: '{file} could not be read ({status}). Check the network and try again.',
  },
  'raster.changed': {
    zh: '{file} 在读取过程中被更换。为避免新旧混用已停止读取，请刷新页面重新打开。',
    en: '{file} was replaced while it was being read. Reading stopped, so that old and new are not mixed; reload the page to open it anew.',
  },
  'raster.noBand': {
    zh: '没有第 {band} 波段，该栅格共 {bands} 个波段。',
    en: 'There is no band {band}: the raster has {bands}.',
  },
  'raster.noLevel': {
    zh: '没有第 {level} 级金字塔，最粗为 {levels} 级（0 为全分辨率）。',
    en: 'There is no overview {level}: the coarsest is {levels} (0 is the full resolution).',
  },
  'raster.maskIgnored': {
    zh: '文件内的掩膜未使用，只按无数据值判断。',
    en: 'The mask inside the file is not used; only the no-data value counts.',
  },
  'analysis.noGrid': { zh: '请先选择栅格（{parameter}）。', en: 'Choose a raster first ({parameter}).' },
  'zonal.transformed': {
    zh: '图斑已从 {from} 变换到栅格的坐标系 {to}（栅格未重采样）。',
    en: 'The polygons were transformed from {from} to the raster’s system {to}; the raster was not resampled.',
  },
  'zonal.repaired': {
    zh: '{count} 行图形有自相交等问题，已按修复后的图形统计（行号 {rows}）。',
    en: '{count} {count|shape|shapes} with self-crossings or the like {count|was|were} repaired for this run (rows {rows}).',
  },
  'zonal.level': {
    zh: '按第 {level} 级金字塔统计，像元约 {cellM} m，不是全分辨率。',
    en: 'Taken from overview {level} with cells of about {cellM} m, not from the full resolution.',
  },
  'zonal.noGeometry': {
    zh: '{count} 行没有图形，没有统计值（行号 {rows}）。',
    en: '{count} {count|row has|rows have} no shape and no figures (rows {rows}).',
  },
  'zonal.unplaced': {
    zh: '{count} 行在栅格的坐标系中没有位置，没有统计值（行号 {rows}）。',
    en: '{count} {count|row has|rows have} no place in the raster’s system and no figures (rows {rows}).',
  },
  'zonal.small': {
    zh: '{count} 个图斑小于一个像元：取所在像元的面积加权值（行号 {rows}）。',
    en: '{count} {count|polygon is|polygons are} smaller than a cell and {count|takes|take} the weighted value of the cells {count|it lies|they lie} in (rows {rows}).',
  },
  'zonal.noValue': {
    zh: '{count} 个图斑没有有效像元（行号 {rows}）。',
    en: '{count} {count|polygon has|polygons have} no cell with a value (rows {rows}).',
  },
  'zonal.partial': {
    zh: '{count} 个图斑部分无数据或在栅格之外，统计值只代表有值部分（行号 {rows}）。',
    en: '{count} {count|polygon is|polygons are} partly without data or outside the raster: the figures stand for the rest (rows {rows}).',
  },
  'zonal.coarse': {
    zh: '{count} 个图斑不同的值超过一百万个，分位数按 16 位有效位计算（行号 {rows}）。',
    en: '{count} {count|polygon has|polygons have} more than a million different values: percentiles are of values cut to 16 significant bits (rows {rows}).',
  },
  'zonal.noClasses': {
    zh: '栅格不是整数类型，没有各类面积。',
    en: 'The raster does not hold whole numbers, so there are no class areas.',
  },
  'zonal.manyClasses': {
    zh: '不同的值有 {classes} 个，超过 {limit} 个，不列各类面积。',
    en: 'There are {classes} different values, more than {limit}: class areas are not listed.',
  },
}
