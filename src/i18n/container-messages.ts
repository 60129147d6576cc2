import type { Text } from '../core/text.ts'

/** Words for what reading GeoPackage and the formats behind libraries can find. Part of the list in errors.ts. */
export const CONTAINER_MESSAGES: Readonly<Record<string, Text>> = {
  'format.libraryMissing': {
    zh: '读取这种格式的程序部件（{library}）没有载入（{reason}）。请检查网络后重试；仍不行请联系管理员检查部署。',
    en: 'The part of the program that reads this format ({library}) could not be loaded ({reason}). Check the network and try again; else ask the administrator to check the deployment.',
  },
  'sqlite.notOne': {
    zh: '{file} 不是 GeoPackage：文件开头不是 SQLite 数据库。请检查扩展名，或重新导出。',
    en: '{file} is no GeoPackage: it does not begin as an SQLite database. Check its extension, or export it again.',
  },
  'sqlite.damaged': {
    zh: '{file} 的数据库已损坏，读不出来（{reason}）。请从备份取得，或在 QGIS 中重新导出。',
    en: 'The database in {file} is damaged and cannot be read ({reason}). Take it from a backup or export it again.',
  },
  'gpkg.noContents': {
    zh: '{file} 是 SQLite 数据库，但不是 GeoPackage（缺少 gpkg_contents 表）。请在 QGIS 中另存为 GeoPackage。',
    en: '{file} is an SQLite database but no GeoPackage (table gpkg_contents is missing). Save it as GeoPackage, e.g. in QGIS.',
  },
  'gpkg.noLayers': {
    zh: '{file} 里没有可读的矢量图层或属性表（{names}）。视图不运行，请在 QGIS 中另存为图层；栅格瓦片请导出为 GeoTIFF。',
    en: '{file} holds no vector layer and no table that can be read ({names}). Views are not run: save them as layers with QGIS; export raster tiles as GeoTIFF.',
  },
  'gpkg.skipped': {
    zh: '{count} 个内容不是可读的矢量表，未读入：{names}。视图（view）不执行，请在 QGIS 中另存为图层。',
    en: '{count} {count|content is|contents are} no readable vector table and {count|was|were} left out: {names}. A view is not run; save it as a layer in QGIS.',
  },
  'gpkg.layerFailed': {
    zh: '图层“{layer}”损坏，未读入（{reason}）。',
    en: 'Layer “{layer}” is damaged and was left out ({reason}).',
  },
  'gpkg.writeAhead': {
    zh: '文件正由其他程序打开，或没有正常关闭：最近的修改可能还在旁边的 -wal 文件里，未读入。请先关闭该程序再导入。',
    en: 'The file is open in another program or was not closed properly: the newest changes may be in the -wal file beside it and were not read. Close that program and import again.',
  },
  'geometry.damaged': {
    zh: '{count} 个图形的数据损坏，只保留属性；首个在第 {row} 行。',
    en: 'The data of {count} {count|shape are|shapes are} damaged; only the attributes were kept. The first is row {row}.',
  },
  'geometry.curves': {
    zh: '{count} 段圆弧已按每度一段折线近似。',
    en: '{count} {count|arc was|arcs were} approximated by one chord a degree.',
  },
  'topojson.damaged': {
    zh: '{file} 不是完整的 TopoJSON（{what}）。请重新导出，或改用 GeoJSON。',
    en: '{file} is no complete TopoJSON ({what}). Export it again, or as GeoJSON.',
  },
  'topojson.tooMany': {
    zh: '{file} 有 {count} 个图层，最多读取 {limit} 个。请拆分后再导入。',
    en: '{file} holds {count} layers; at most {limit} can be read. Split it first.',
  },
  'parquet.damaged': {
    zh: '{file} 的 Parquet 数据已损坏或压缩方式不支持（{reason}）。请重新导出（建议 Snappy 或 ZSTD 压缩）。',
    en: 'The Parquet data of {file} are damaged or compressed in a way that is not supported ({reason}). Export it again, best with Snappy or ZSTD.',
  },
  'parquet.otherGeometry': {
    zh: '还有其他图形字段（{names}），只读取了主图形字段。',
    en: 'There are further geometry columns ({names}); only the primary one was read.',
  },
  'parquet.nested': {
    zh: '列表、嵌套结构或时间间隔的字段未读入：{names}。',
    en: 'Fields of lists, nested values or intervals were left out: {names}.',
  },
  'dxf.binary': {
    zh: '{file} 是二进制 DXF，不能读取。请在 CAD 中另存为 ASCII（文本）DXF。',
    en: '{file} is a binary DXF, which cannot be read. Save it as ASCII DXF.',
  },
  'dxf.damaged': {
    zh: '{file} 第 {line} 行不是 DXF 的组码，没有读到图形。请在 CAD 中重新导出（ASCII DXF）。',
    en: 'Line {line} of {file} is no group code of DXF, and no shape was found before it. Export it again as ASCII DXF.',
  },
  'dxf.cutOff': {
    zh: '文件在第 {line} 行中断，只读到此前的图形。请重新导出后核对。',
    en: 'The file breaks off at line {line}; only the shapes before it were read. Export it again and compare.',
  },
  'dxf.unknown': {
    zh: '{count} 个实体的类型不能读取，已跳过：{types}。填充边界为样条的图案、尺寸标注和三维实体请先在 CAD 中分解或转为多段线。',
    en: '{count} {count|entity is|entities are} of a kind that is not read and {count|was|were} skipped: {types}. Explode dimensions, and convert solids and hatches bounded by splines to polylines first.',
  },
  'dxf.paperSpace': {
    zh: '图纸空间的 {count} 个实体未读入。',
    en: '{count} {count|entity|entities} of the paper space {count|was|were} left out.',
  },
  'dxf.blocks': {
    zh: '{count} 个小于 {metres} 米的块参照（符号）按插入点读取，块内图形未展开，属性文字在 Text 字段。需要其图形时请先在 CAD 中分解。',
    en: '{count} block {count|reference|references} of less than {metres} m (signs) {count|was|were} read as {count|a point|points}, with the words of {count|its|their} attributes in the field Text. Explode {count|it|them} first if the lines of the sign are needed.',
  },
  'dxf.blocksDrawn': {
    zh: '{count} 个块参照的图形已按其位置、比例和旋转展开，共 {shapes} 个。',
    en: 'What {count} block {count|reference holds|references hold} was drawn in its place, scale and rotation: {shapes} {shapes|shape|shapes}.',
  },
  'dxf.splines': {
    zh: '{count} 条样条已按每段 16 根弦折线近似。',
    en: '{count} {count|spline was|splines were} approximated by 16 chords a span.',
  },
  'gdal.failed': {
    zh: '{file} 读不出来（{reason}）。请在原软件中检查后重新导出，或改存为 GeoPackage、Shapefile。',
    en: '{file} cannot be read ({reason}). Check it in the program it comes from and export it again, or as GeoPackage or Shapefile.',
  },
  'gdal.layersFailed': {
    zh: '{count} 个图层未能读出：{names}。',
    en: '{count} {count|layer|layers} could not be read: {names}.',
  },
  'filegdb.needsZip': {
    zh: '文件地理数据库（.gdb）是一个文件夹，请压缩成 zip 后拖入。',
    en: 'A File Geodatabase (.gdb) is a folder: zip it and drop the archive.',
  },
  'filegdb.noTables': {
    zh: '{file} 里没有地理数据库的数据表。请压缩整个 .gdb 文件夹。',
    en: '{file} holds no table of a geodatabase. Zip the whole .gdb folder.',
  },
  'write.noCrsName': {
    zh: 'DXF 不写明坐标系，请把坐标系另行告知接收方。',
    en: 'DXF does not name a CRS; tell the recipient which one it is.',
  },
  'write.asXdata': {
    zh: '属性写在扩展数据里：本程序能读回（均为文本），CAD 中需查看扩展数据。',
    en: 'Attributes are written as extended data: read back here (as text), and visible in CAD as XDATA only.',
  },
  'filegdb.others': {
    zh: '压缩包里还有 {count} 个不属于地理数据库的文件，未读入：{names}。需要时请单独拖入。',
    en: 'The archive also holds {count} {count|file|files} outside of the geodatabase, which {count|was|were} not read: {names}. Drop {count|it|them} on {count|its|their} own if needed.',
  },
}
