import type { Text } from '../core/text.ts'

/** Words for what reading a file can find: what is wrong, where in the file, and the way out. Part of the list in errors.ts. */
export const FORMAT_MESSAGES: Readonly<Record<string, Text>> = {
  'file.unreadable': {
    zh: '浏览器读不到 {file}（{reason}）。文件可能已被移动、占用或过大，请关闭占用它的程序后重新选择。',
    en: 'The browser cannot read {file} ({reason}). It may have been moved, locked or be too large; close the program that holds it and choose it again.',
  },
  'format.empty': {
    zh: '{file} 是空文件。请检查导出过程后重新选择。',
    en: '{file} is empty. Check how it was exported and choose it again.',
  },
  'format.unknown': {
    zh: '不认识 {file} 的格式（扩展名 {extension}）。可导入 GeoJSON、GeoPackage、FlatGeobuf、Shapefile（zip 或散文件）、GeoTIFF 等。',
    en: 'The format of {file} is not known (extension {extension}). GeoJSON, GeoPackage, FlatGeobuf, Shapefile (zip or loose parts), GeoTIFF and others can be read.',
  },
  'format.partOnly': {
    zh: '{file} 是 Shapefile 的附属文件，缺少同名的 .shp 或 .dbf。请把同名的各个文件一起拖入。',
    en: '{file} is a part of a Shapefile without the .shp or .dbf of the same name. Drop all files of that name together.',
  },
  'format.tooLarge': {
    zh: '{file}（{bytes} 字节）超出本机浏览器可用的内存。请先裁剪或分幅，或换用内存更大的电脑。',
    en: '{file} ({bytes} bytes) needs more memory than this browser has. Clip or split it, or use a computer with more memory.',
  },
  'format.failed': {
    zh: '读取 {file} 时程序出错（{message}）。这是程序的缺陷，请连同文件反馈。',
    en: 'The program failed while reading {file} ({message}). This is a defect of the program; please report it with the file.',
  },
  'format.unknownId': { zh: '程序没有格式“{id}”。', en: 'The program has no format “{id}”.' },
  'format.unsupported': {
    zh: '{file} 是 {kind}，暂不能导入。请先转换为 GeoJSON、FlatGeobuf 或 Shapefile。',
    en: '{file} is {kind}, which cannot be read yet. Convert it to GeoJSON, FlatGeobuf or Shapefile first.',
  },
  'format.cannotWrite': { zh: '不能写出格式 {format}。', en: 'The format {format} cannot be written.' },
  'format.version': {
    zh: '{file} 的版本是 {found}，只能读取版本 {expected}。请用新版软件重新导出。',
    en: '{file} is of version {found}; only version {expected} can be read. Export it again with a current program.',
  },
  'format.truncated': {
    zh: '{file} 不完整：到第 {at} 字节就结束了（预期 {expected}）。请重新复制、下载或导出。',
    en: '{file} is cut off: it ends at byte {at} (expected {expected}). Copy, download or export it again.',
  },
  'format.damaged': {
    zh: '{file} 已损坏（第 {at} 字节，要素 {row}）。请重新导出或从备份取得。',
    en: '{file} is damaged (byte {at}, feature {row}). Export it again or take it from a backup.',
  },
  'format.featuresDamaged': {
    zh: '{count} 个要素损坏，未读入；首个是第 {row} 个（字节 {at}）。',
    en: '{count} {count|feature is|features are} damaged and left out; the first is number {row} (byte {at}).',
  },
  'format.tooManyFields': {
    zh: '{file} 有 {count} 个字段，最多 {limit} 个。请删去不需要的字段。',
    en: '{file} has {count} fields; at most {limit} can be read. Remove those that are not needed.',
  },
  'json.syntax': {
    zh: '{file} 第 {line} 行（字节 {at}）不是合法的 JSON：应为 {expected}，却是“{found}”。文件可能不完整，请重新导出。',
    en: '{file} is no valid JSON at line {line} (byte {at}): expected {expected}, found “{found}”. It may be cut off; export it again.',
  },
  'json.tooDeep': {
    zh: '{file} 嵌套超过 {limit} 层（字节 {at}），不是正常的空间数据。',
    en: '{file} is nested more than {limit} levels deep (byte {at}): this is no spatial data.',
  },
  'geojson.notGeojson': {
    zh: '{file} 是 JSON，但不是 GeoJSON（type 为 {type}）。请导出为 FeatureCollection。',
    en: '{file} is JSON but not GeoJSON (type is {type}). Export it as a FeatureCollection.',
  },
  'geojson.typeMissing': {
    zh: '文件没有写明 FeatureCollection（type 为“{type}”），已按要素集合读取。',
    en: 'The file does not say FeatureCollection (type “{type}”); it was read as one.',
  },
  'geojson.lines': {
    zh: '按行分隔的 GeoJSON，共 {count} 段，已合并为一个图层。',
    en: 'Line-separated GeoJSON of {count} documents, joined into one layer.',
  },
  'geojson.notFeatures': {
    zh: '{count} 个成员不是要素，已跳过。',
    en: '{count} {count|member is|members are} no features and were skipped.',
  },
  'geojson.badGeometry': {
    zh: '{count} 个要素的坐标写法不对，只保留属性；首个在第 {row} 行。',
    en: '{count} {count|feature has|features have} malformed coordinates and kept only attributes; the first is row {row}.',
  },
  'txt.noParcels': {
    zh: '{file} 里没有地块。界址点坐标文件应有以“@”结尾的地块行，其后逐行为 点号,圈号,X,Y。',
    en: 'There is no parcel in {file}. A boundary-point file has parcel lines that end with “@”, each followed by point,ring,X,Y.',
  },
  'txt.noShapes': {
    zh: '图层“{layer}”没有图形，不能写成界址点坐标。',
    en: 'The layer “{layer}” has no shapes and cannot be written as boundary points.',
  },
  'txt.noZone': {
    zh: '图层“{layer}”不在 CGCS2000 高斯-克吕格分带范围内（73.5°E–136.5°E），不能写成界址点坐标。',
    en: 'The layer “{layer}” lies outside the Gauss-Krüger zones of CGCS2000 (73.5°E–136.5°E) and cannot be written as boundary points.',
  },
  'txt.swapped': {
    zh: 'X、Y 写反：第一列是东坐标。已交换（X 应为北，Y 应为东）。',
    en: 'X and Y are exchanged: the first column is the easting. They were put right (X is north, Y is east).',
  },
  'txt.zoneContradicted': {
    zh: '文件头写带号 {header}，但东坐标以 {prefix} 开头，已按 {prefix} 带读取。',
    en: 'The header says zone {header}, but the eastings begin with {prefix}; they were read in zone {prefix}.',
  },
  'txt.widthContradicted': {
    zh: '文件头写 {header}°分带，但 {zone} 带不属于它，已按带号读取。',
    en: 'The header says {header}-degree zones, to which zone {zone} does not belong; the zone number was followed.',
  },
  'txt.datumUnknown': {
    zh: '文件头的坐标系“{value}”无法识别，按 2000 国家大地坐标系读取。',
    en: 'The coordinate system “{value}” of the header is not known; CGCS2000 was taken.',
  },
  'txt.badPoint': {
    zh: '{count} 个地块的坐标不是数字，只保留属性；首个是地块 {parcel}，第 {line} 行。',
    en: '{count} {count|parcel has|parcels have} coordinates that are no numbers and kept only attributes; the first is {parcel}, line {line}.',
  },
  'txt.countDiffers': {
    zh: '{count} 个地块声明的点数与实有不符：如地块 {parcel} 声明 {declared} 点，实有 {found} 点。',
    en: '{count} {count|parcel declares|parcels declare} another number of points than {count|it has|they have}: {parcel} declares {declared}, {found} were read.',
  },
  'txt.pointNames': {
    zh: '点号不是 J1、J2…，未保留；写出时重新编号。',
    en: 'Points are not named J1, J2 …; the names are not kept, and writing numbers the points anew.',
  },
  'txt.areaUnit': {
    zh: '面积单位按坐标核对是{unit}，不是公顷。',
    en: 'Compared with the coordinates, areas are in {unit}, not hectares.',
  },
  'txt.areaDiffers': {
    zh: '{count} 个地块声明的面积与坐标不符：如地块 {parcel} 声明 {stated} 公顷，计算为 {computed} 公顷。',
    en: '{count} {count|parcel states|parcels state} an area that the coordinates do not give: {parcel} states {stated} ha, computed {computed} ha.',
  },
  'csv.openQuote': {
    zh: '{file} 第 {line} 行有一个引号没有成对，后面的内容无法分列。请补上引号后重新导入。',
    en: 'A quote in line {line} of {file} is never closed, so what follows cannot be cut into cells. Close it and import the file again.',
  },
  'csv.delimiter': { zh: '分隔符是“{delimiter}”。', en: 'Cells are separated by “{delimiter}”.' },
  'csv.tooManyCells': {
    zh: '{count} 行的单元格多于 {width} 列（可能有未加引号的逗号），已跳过；首个是第 {line} 行。',
    en: '{count} {count|line has|lines have} more than {width} cells (perhaps an unquoted comma) and {count|was|were} skipped; the first is line {line}.',
  },
  'csv.noPlaces': {
    zh: '没有坐标列，作为属性表导入；可按代码关联到图层。',
    en: 'There are no columns of coordinates: it came in as a table, which can be joined to a layer by a code.',
  },
  'csv.xIsNorth': {
    zh: '“{x}”是北坐标，“{y}”是东坐标（按数值判断）。',
    en: '“{x}” is the northing and “{y}” the easting, by their numbers.',
  },
  'csv.badPlaces': {
    zh: '{count} 行的坐标无法理解，只保留属性；首个是第 {line} 行。',
    en: '{count} {count|row has|rows have} coordinates that were not understood and kept only attributes; the first is line {line}.',
  },
  'csv.valuesLost': {
    zh: '字段“{field}”按所选类型读取时有 {count} 个值读不出（如“{value}”），留空。',
    en: 'Read as the type you chose, field “{field}” has {count} {count|value|values} that {count|is|are} none of it (e.g. “{value}”); left empty.',
  },
  'xlsx.noWorkbook': {
    zh: '{file} 不是完整的 Excel 工作簿。请用 Excel 或 WPS 另存为 .xlsx。',
    en: '{file} is no complete Excel workbook. Save it again as .xlsx.',
  },
  'xlsx.badAddress': {
    zh: '{file} 中的单元格地址“{address}”不可能。文件已损坏，请重新保存。',
    en: 'The cell address “{address}” in {file} cannot be. The file is damaged; save it again.',
  },
  'xml.syntax': {
    zh: '{file} 第 {line} 行不是合法的 XML（{problem}）。文件可能不完整，请重新导出。',
    en: '{file} is no valid XML at line {line} ({problem}). It may be cut off; export it again.',
  },
  'xml.entities': {
    zh: '{file} 自带实体声明（DOCTYPE），可能无限膨胀或读取其他文件，已拒绝。请用其他软件重新导出。',
    en: '{file} declares entities of its own (DOCTYPE), which can grow without bound or reach for other files; it was refused. Export it again with another program.',
  },
  'xml.tooDeep': {
    zh: '{file} 第 {line} 行嵌套超过 {limit} 层，不是正常的数据。',
    en: '{file} is nested more than {limit} levels deep at line {line}: these are no data.',
  },
  'write.rowsDropped': {
    zh: '{format} 一张表最多 {limit} 行，{count} 行中多出的不写入。请改用 CSV 或 GeoJSON。',
    en: 'A sheet of {format} holds {limit} rows at most; of {count} the rest is left out. Use CSV or GeoJSON.',
  },
  'write.textsCut': {
    zh: '{format} 的一个值最多 {limit} 个字符（Shapefile 按字节计），{fields} 中更长的会截断。',
    en: 'A value in {format} holds {limit} characters at most (bytes in a Shapefile); longer ones in {fields} are cut.',
  },
  'kml.notKml': {
    zh: '{file} 是 XML，但不是 KML。',
    en: '{file} is XML but no KML.',
  },
  'kml.noPlacemarks': {
    zh: '{file} 里没有地标（Placemark）。网络链接（{links} 个）不会被打开；请导出含数据的 KML。',
    en: 'There are no placemarks in {file}. Network links ({links}) are not followed; export a KML that holds the data.',
  },
  'kml.emptyKmz': { zh: '{file} 里没有 .kml 文件。', en: 'There is no .kml file in {file}.' },
  'kml.networkLinks': {
    zh: '{count} 个网络链接未打开：程序不访问外网。',
    en: '{count} network {count|link was|links were} not followed: nothing is fetched from elsewhere.',
  },
  'kml.overlays': {
    zh: '{count} 个影像叠加层未导入。',
    en: '{count} image {count|overlay was|overlays were} not imported.',
  },
  'kml.badCoordinates': {
    zh: '{count} 个地标的坐标无法理解，只保留属性；首个在第 {row} 行。',
    en: '{count} {count|placemark has|placemarks have} coordinates that were not understood and kept only attributes; the first is row {row}.',
  },
  'gpx.badPoints': {
    zh: '{count} 个点没有有效的经纬度，已略过。',
    en: '{count} {count|point has|points have} no valid latitude and longitude and {count|was|were} passed over.',
  },
  'gpx.noShapes': {
    zh: 'GPX 只能存点和线，图层“{layer}”不是。请改用 KMZ 或 GeoJSON。',
    en: 'GPX holds points and lines only, which “{layer}” is not. Use KMZ or GeoJSON.',
  },
  'shp.tooLarge': {
    zh: '图层“{layer}”写成 Shapefile 有 {bytes} 字节，超过该格式的上限 {limit}。请改用 FlatGeobuf 或 GeoPackage。',
    en: 'As a Shapefile “{layer}” takes {bytes} bytes, more than the format allows ({limit}). Use FlatGeobuf or GeoPackage.',
  },
  'write.fieldRenamed': { zh: '字段“{from}”改名为“{to}”。', en: 'Field “{from}” becomes “{to}”.' },
  'write.kind': { zh: '{zh} 存不了这种图形。', en: '{format} cannot hold shapes of this kind.' },
  'join.from': {
    zh: '按“{targetKey}”＝“{sourceKey}”从 {table} 关联 {count} 个字段（SHA-256 {sha256}）。',
    en: '{count} {count|field|fields} joined from {table} where “{targetKey}” = “{sourceKey}” (SHA-256 {sha256}).',
  },
  'join.matched': { zh: '{matched} 行匹配，共 {total} 行。', en: '{matched} of {total} rows found their partner.' },
  'join.unmatched': {
    zh: '{count} 行没有匹配，关联字段留空；首个代码“{first}”。',
    en: '{count} {count|row|rows} found none, and the joined fields stay empty; the first code is “{first}”.',
  },
  'join.unused': {
    zh: '属性表有 {count} 个代码在图层里没有；首个“{first}”。',
    en: '{count} {count|code|codes} of the table {count|is|are} not in the layer; the first is “{first}”.',
  },
  'join.duplicates': {
    zh: '属性表有 {count} 个代码重复，取第一行；首个“{first}”。',
    en: '{count} {count|code|codes} of the table {count|stands|stand} in several rows; the first row was taken. The first is “{first}”.',
  },
  'join.nothing': {
    zh: '没有一行匹配：请检查两边的代码字段。',
    en: 'No row found a partner: check the two code fields.',
  },
  'write.noPrj': {
    zh: '坐标系 {crs} 不能写成 .prj，文件将不带坐标系。',
    en: 'The coordinate system {crs} cannot be written as a .prj; the file will not name it.',
  },
  'text.undecodable': {
    zh: '{count} 个字符无法按所用编码读出，首个在第 {line} 行。文件可能不完整，或请另选编码。',
    en: '{count} {count|character|characters} cannot be read in the encoding used; the first is in line {line}. The file may be damaged, or choose another encoding.',
  },
  'text.linesSkipped': {
    zh: '{count} 行无法理解，已跳过；首个是第 {line} 行。',
    en: '{count} {count|line was|lines were} not understood and skipped; the first is line {line}.',
  },
  'write.fieldsDropped': {
    zh: '{format} 放不下 {count} 个字段：{fields}。GeoJSON 可保留全部字段。',
    en: '{format} has no place for {count} {count|field|fields}: {fields}. GeoJSON keeps all fields.',
  },
  'zip.truncated': {
    zh: '{file} 不完整：在第 {at} 字节处中断，找不到压缩包目录。请重新下载或重新压缩。',
    en: '{file} is cut off at byte {at}: the archive has no directory. Download or zip it again.',
  },
  'zip.damaged': {
    zh: '{file} 中的 {member} 已损坏（第 {at} 字节）。请重新压缩。',
    en: '{member} in {file} is damaged (byte {at}). Zip it again.',
  },
  'zip.encrypted': {
    zh: '{file} 中的 {member} 有密码。请解压后再导入。',
    en: '{member} in {file} is encrypted. Unzip it, then import the files.',
  },
  'zip.method': {
    zh: '{file} 中的 {member} 用了不支持的压缩方式（{method}）。请用普通 zip 重新压缩。',
    en: '{member} in {file} uses an unsupported compression ({method}). Zip it again in the ordinary way.',
  },
  'zip.notZip': {
    zh: '{file} 的扩展名是 zip，内容却不是。请重新下载，或用压缩软件检查。',
    en: '{file} is named zip, but its content is not one. Download it again or check it with an archive program.',
  },
  'zip.nested': {
    zh: '{file} 是套在压缩包里的压缩包（第 {depth} 层）。请解压后再导入。',
    en: '{file} is an archive inside archives (level {depth}). Unzip it first.',
  },
  'zip.nothingToRead': {
    zh: '{file} 里的 {members} 个文件都不能导入（首个：{first}）。请放入 .shp、.dbf、.prj 或 GeoJSON。',
    en: 'None of the {members} files in {file} can be read (the first is {first}). Put .shp, .dbf and .prj or GeoJSON into it.',
  },
  'zip.tooLarge': {
    zh: '{file} 解压后超过 {limit} 字节（{member}），为保护浏览器已停止。请分批导入。',
    en: '{file} grows beyond {limit} bytes when unpacked ({member}); stopped to protect the browser. Import it in portions.',
  },
  'zip.bomb': {
    zh: '{file} 中的 {member} 压缩比达 {ratio} 倍（上限 {limit}），疑似异常文件，已停止解压。',
    en: '{member} in {file} expands {ratio} times (limit {limit}); this looks like a trap, so unpacking was stopped.',
  },
  'zip.tooManyMembers': {
    zh: '{file} 有 {count} 个文件，最多 {limit} 个。请分批压缩。',
    en: '{file} holds {count} files; at most {limit} can be read. Zip them in portions.',
  },
  'shp.noShp': {
    zh: '{file} 缺少同名的 .shp 文件，没有图形。请把 .shp、.shx、.dbf、.prj 一起选中。',
    en: 'The .shp that belongs to {file} is missing. Choose .shp, .shx, .dbf and .prj together.',
  },
  'shp.multipatch': {
    zh: '{file} 是三维多面体（MultiPatch），不能导入。请先转为面要素。',
    en: '{file} holds 3-D multipatches, which cannot be read. Convert them to polygons first.',
  },
  'shp.noDbf': { zh: '缺少 .dbf，无属性。', en: 'The .dbf is missing: no attributes.' },
  'shp.noPrj': { zh: '缺少 .prj，文件没有说明坐标系。', en: 'The .prj is missing: the file does not say its coordinate system.' },
  'shp.noShx': { zh: '缺少 .shx，已直接从 .shp 读取。', en: 'The .shx is missing; the .shp was read directly.' },
  'shp.shxDiffers': {
    zh: '.shx 记有 {indexed} 个图形，.shp 实有 {shapes} 个，按 .shp 读取。',
    en: 'The .shx lists {indexed} shapes, the .shp holds {shapes}; the .shp was followed.',
  },
  'shp.countsDiffer': {
    zh: '图形 {shapes} 个，属性 {records} 行，数目不符；缺的一方留空。',
    en: '{shapes} shapes but {records} records; what is missing stays empty.',
  },
  'shp.looseHoles': {
    zh: '{count} 个洞不在任何外环内，已作为独立面保留。',
    en: '{count} {count|hole lies|holes lie} in no outer ring and were kept as polygons.',
  },
  'shp.mIgnored': { zh: '测量值（M）未导入。', en: 'Measure values (M) were not imported.' },
  'shp.trailingBytes': {
    zh: '.shp 末尾有 {bytes} 字节多余内容，已忽略。',
    en: '{bytes} extra bytes at the end of the .shp were ignored.',
  },
  'shp.prjUnreadable': {
    zh: '.prj 里的坐标系“{name}”（投影 {projection}）无法识别，请手动选择。',
    en: 'The coordinate system “{name}” of the .prj (projection {projection}) is not known; choose it by hand.',
  },
  'dbf.damaged': {
    zh: '{file} 已损坏：第 {at} 字节的值 {value} 不可能。请重新导出。',
    en: '{file} is damaged: the value {value} at byte {at} cannot be. Export it again.',
  },
  'dbf.countDiffers': {
    zh: '.dbf 声明 {declared} 行，实有 {found} 行，按实有读取。',
    en: 'The .dbf declares {declared} records but holds {found}; those were read.',
  },
  'dbf.deleted': {
    zh: '{count} 行在 .dbf 中标记为已删除，未导入。',
    en: '{count} {count|record is|records are} marked deleted in the .dbf and were left out.',
  },
  'dbf.memo': {
    zh: '字段“{field}”的内容在另一文件里（类型 {type}），未导入。',
    en: 'The content of field “{field}” lies in another file (type {type}) and was not imported.',
  },
  'dbf.badNumbers': {
    zh: '字段“{field}”有 {count} 个值不是数字（如“{value}”），留空。',
    en: 'Field “{field}” has {count} {count|value|values} that {count|is|are} no number (e.g. “{value}”); left empty.',
  },
  'dbf.badValues': {
    zh: '字段“{field}”有 {count} 个值与类型 {type} 不符，留空。',
    en: 'Field “{field}” has {count} {count|value|values} not of its type {type}; left empty.',
  },
  'dbf.cutText': {
    zh: '{count} 个文本在末尾截断（半个汉字），已去掉残缺字符。',
    en: '{count} {count|text ends|texts end} in half a character, which was dropped.',
  },
  'encoding.contradicted': {
    zh: '文件声明编码为 {declared}，但内容不符，已按 {used} 读取。',
    en: 'The file declares the encoding {declared}, which its content contradicts; {used} was used.',
  },
  'encoding.unknown': {
    zh: '{file} 的编码“{encoding}”无法识别，请另选编码。',
    en: 'The encoding “{encoding}” of {file} is not known; choose another.',
  },
  'fgb.countDiffers': {
    zh: '文件头声明 {declared} 个要素，实有 {found} 个，按实有读取。',
    en: 'The header declares {declared} features, the file holds {found}; those were read.',
  },
  'fgb.outsideEnvelope': {
    zh: '{count} 个要素超出文件头声明的范围。',
    en: '{count} {count|feature lies|features lie} outside the extent that the header declares.',
  },
  'field.binary': {
    zh: '字段“{field}”是二进制内容，已存为 Base64 文本。',
    en: 'Field “{field}” is binary; kept as Base64 text.',
  },
  'field.json': {
    zh: '字段“{field}”含嵌套结构，已存为 JSON 文本。',
    en: 'Field “{field}” holds nested values; kept as JSON text.',
  },
  'field.longAsText': {
    zh: '字段“{field}”有 {count} 个数字过长，为保持每一位按文本读取。',
    en: 'Field “{field}” has {count} {count|number|numbers} too long to keep every digit; read as text.',
  },
  'field.mixed': {
    zh: '字段“{field}”混有数字 {numbers}、文本 {texts}、是否 {booleans}，按文本读取。',
    en: 'Field “{field}” mixes {numbers} numbers, {texts} texts and {booleans} yes/no; read as text.',
  },
  'field.notDates': {
    zh: '字段“{field}”声明为日期，但有“{value}”，按文本读取。',
    en: 'Field “{field}” should hold dates but has “{value}”; read as text.',
  },
  'crs.assumed': {
    zh: '文件没有说明坐标系，按格式惯例作 {crs}。',
    en: 'The file names no coordinate system; {crs} was assumed as the format wants.',
  },
  'crs.contradicted': {
    zh: '文件声明 {crs}，但坐标（如 {x}, {y}）不可能属于它，请选择坐标系。',
    en: 'The file declares {crs}, but coordinates such as {x}, {y} cannot be in it; choose the coordinate system.',
  },
  'crs.unknownDeclared': {
    zh: '文件声明的坐标系“{crs}”无法识别，请手动选择。',
    en: 'The declared coordinate system “{crs}” is not known; choose it by hand.',
  },
  'crs.shiftUndone': {
    zh: '按您的选择作为 {by} 坐标近似还原（没有官方公式，误差可达数米）。',
    en: 'Taken as {by} by your choice and undone approximately (there is no official formula; it may be metres off).',
  },
  'crs.needsParameters': {
    zh: '{zh}：无转换参数，可能偏移数十米。',
    en: '{title}: no transformation parameters, so it may be tens of metres off.',
  },
  'geometry.antimeridian': {
    zh: '{count} 个图形跨越 180° 经线而未切开，首个在第 {row} 行。',
    en: '{count} {count|shape crosses|shapes cross} the 180° meridian uncut; the first is row {row}.',
  },
  'geometry.outOfRange': {
    zh: '{count} 个图形超出经纬度范围，首个在第 {row} 行。',
    en: '{count} {count|shape reaches|shapes reach} outside the range of degrees; the first is row {row}.',
  },
  'geometry.notFinite': {
    zh: '{count} 个坐标不是数字，已去掉；首个在第 {row} 行。',
    en: '{count} {count|coordinate is|coordinates are} no number and were dropped; the first is row {row}.',
  },
  'geometry.ringsClosed': { zh: '{count} 个环未闭合，已闭合。', en: '{count} open {count|ring was|rings were} closed.' },
  'geometry.ringsTurned': {
    zh: '{count} 个环的方向已统一。',
    en: '{count} {count|ring was|rings were} turned to the usual direction.',
  },
  'geometry.tooShort': {
    zh: '{count} 个部件的点太少，已去掉图形。',
    en: '{count} {count|part has|parts have} too few points and were dropped.',
  },
  'geometry.unsupported': {
    zh: '{count} 个图形类型不支持（{types}），只保留属性。',
    en: '{count} {count|shape is|shapes are} of an unsupported kind ({types}) and kept only attributes.',
  },
  'geometry.kindsSplit': {
    zh: '文件混有不同类型的图形（{kinds}），已分为 {tables} 个图层。',
    en: 'The file mixes kinds of shapes ({kinds}); it became {tables} layers.',
  },
  'geometry.collectionSplit': {
    zh: '{rows} 个要素是混合图形集合，已按类型拆到各图层。',
    en: '{rows} {rows|feature is a mixed collection and was|features are mixed collections and were} split by kind.',
  },
  'geometry.swapped': { zh: '已按您的选择交换经纬度。', en: 'Longitude and latitude were swapped as you chose.' },
  'pack.invalid': {
    zh: '本机保存的数据已损坏（{reason}，第 {at} 字节），请重新导入。',
    en: 'The data kept on this device are damaged ({reason}, byte {at}); import the file again.',
  },
  'pack.version': {
    zh: '本机保存的数据是旧版（{found}，现为 {expected}），请重新导入。',
    en: 'The data kept on this device are of version {found} (now {expected}); import the file again.',
  },
}
