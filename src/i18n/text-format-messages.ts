import type { Text } from '../core/text.ts'

/** Words for what reading texts, tables and XML can find: 界址点 TXT, CSV, workbooks, KML, GML, GPX. Part of the list in errors.ts. */
export const TEXT_FORMAT_MESSAGES: Readonly<Record<string, Text>> = {
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
  'txt.areasInHectares': {
    zh: '“{field}”按格式规定换算为公顷，保留四位小数（0.5 m² 以内的差不再保留）。',
    en: '“{field}” is written in hectares with four decimals, as the format says: differences below half a square metre are lost.',
  },
  'txt.textsChanged': {
    zh: '{count} 个值含英文逗号、@ 或换行，这些符号在格式中用于分隔：逗号改为“，”，其余改为空格。',
    en: '{count} {count|value has|values have} a comma, an @ or a line break, by which the format parts its cells: commas become “，”, the others spaces.',
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
  'csv.decimalComma': {
    zh: '字段 {fields} 以逗号作小数点，已按数值读取。',
    en: 'The fields {fields} have decimal commas; they were read as numbers.',
  },
  'csv.thousands': {
    zh: '字段 {fields} 用逗号分隔千位，已按数值读取。',
    en: 'The fields {fields} have commas between thousands; they were read as numbers.',
  },
  'sheet.totalRow': {
    zh: '最后的“{text}”像是合计行，仍作为一行读入：汇总时会重复计算，请筛掉或在原表中删去后重新导入。',
    en: 'The last line “{text}” looks like a total and was read as a row: sums would count it twice. Filter it out, or delete it in the table and import it again.',
  },
  'sheet.totalSkipped': {
    zh: '最后的“{text}”是上面各行之和（{field} {value}），未作为一行读入。',
    en: 'The last line “{text}” is the sum of those above ({field} {value}) and was not read as a row.',
  },
  'sheet.subtotalRows': {
    zh: '{count} 行是小计，首个在第 {line} 行，仍作为行读入：汇总时会重复计算，请筛掉或在原表中删去后重新导入。',
    en: '{count} {count|line is a subtotal|lines are subtotals}, the first is line {line}, and {count|was|were} read as {count|a row|rows}: sums would count them twice. Filter them out, or delete them in the table and import it again.',
  },
  'sheet.footSkipped': {
    zh: '表尾 {count} 行（“{text}”）是制表说明，未作为数据。',
    en: '{count} {count|line|lines} below the table (“{text}”) {count|says|say} who made it and when: no data.',
  },
  'sheet.noHeading': {
    zh: '没有表头，字段依次称为列1、列2…。请核对属性预览；要用自己的名称，请在文件中加一行表头。',
    en: 'There is no heading; the fields are numbered in their order. Check the sample; for names of your own add a line of headings to the file.',
  },
  'sheet.placesByNumbers': {
    zh: '没有表头，按数值把第 {first} 列认作{a}、第 {second} 列认作{b}，其余字段按次序命名。请核对落点和属性预览；认错时请在文件中加一行表头。',
    en: 'There is no heading: by its numbers column {first} was taken as {a} and column {second} as {b}, the others are named by their order. Check place and sample; where it is wrong, add a line of headings to the file.',
  },
  'sheet.titleSkipped': {
    zh: '表头以上的 {count} 行（“{title}”）是标题，未作为数据。',
    en: '{count} {count|line|lines} above the heading (“{title}”) {count|is a title|are titles}, no data.',
  },
  'sheet.headingJoined': {
    zh: '表头占两行，已合并为一个字段名，如“{name}”（上行为“{upper}”）。',
    en: 'The heading has two lines; they were joined to one name, such as “{name}” (upper line “{upper}”).',
  },
  'sheet.numbersAsText': {
    zh: '字段“{field}”在工作簿中以文本存放，值全是数，已按数值读取；可在导入时改回文本。',
    en: 'The workbook holds “{field}” as text, but all of it is numbers: it was read as such. The import wizard can make it text again.',
  },
  'sheet.unitTaken': {
    zh: '字段“{field}”的数值带单位“{unit}”，已读为数值，单位记在字段上。',
    en: 'The numbers of “{field}” are written with “{unit}”: they were read as numbers, and the field has the unit.',
  },
  'sheet.mixedUnits': {
    zh: '字段“{field}”的单位不一致（{units}），未换算，按文本保留；请在原表中统一单位后重新导入。',
    en: 'The units of “{field}” differ ({units}): nothing was converted, it stays text. Use one unit in the table and import it again.',
  },
  'sheet.fullWidth': {
    zh: '字段 {fields} 用全角数字书写，已按数值读取。',
    en: 'The fields {fields} are written with full-width digits; they were read as numbers.',
  },
  'csv.delimiter': { zh: '分隔符是“{delimiter}”。', en: 'Cells are separated by “{delimiter}”.' },
  'csv.blanks': { zh: '各格以空格分隔。', en: 'Cells are separated by blanks.' },
  'csv.clearedRows': {
    zh: '末尾 {count} 行只有分隔符（电子表格里清空过的行），未读入。',
    en: '{count} {count|row|rows} of separators alone at the end, cleared in a spreadsheet, {count|was|were} not read.',
  },
  'csv.tooManyCells': {
    zh: '{count} 行的单元格多于 {width} 列（可能有未加引号的逗号），已跳过；首个是第 {line} 行。',
    en: '{count} {count|line has|lines have} more than {width} cells (perhaps an unquoted comma) and {count|was|were} skipped; the first is line {line}.',
  },
  'csv.noPlaces': {
    zh: '没有坐标列，作为属性表导入；可按代码关联到图层。',
    en: 'There are no columns of coordinates: it came in as a table, which can be joined to a layer by a code.',
  },
  'csv.joint': {
    zh: '“{field}”一格里有两个坐标，已按“经度（东）在前”落图。',
    en: '“{field}” has both coordinates in a cell: they were placed, longitude (east) first.',
  },
  'csv.jointLatFirst': {
    zh: '“{field}”一格里有两个坐标，前一个只能是纬度，已按“纬度在前”落图。',
    en: '“{field}” has both coordinates in a cell; the first can only be a latitude, so latitude was taken first.',
  },
  'csv.xIsNorth': {
    zh: '“{x}”是北坐标，“{y}”是东坐标（按数值判断）。',
    en: '“{x}” is the northing and “{y}” the easting, by their numbers.',
  },
  'csv.badPlaces': {
    zh: '{count} 行的坐标无法理解，只保留属性；首个是第 {line} 行。',
    en: '{count} {count|row has|rows have} coordinates that were not understood and kept only attributes; the first is line {line}.',
  },
  'csv.emptyPlaces': {
    zh: '{count} 行没有坐标，只保留属性；首个是第 {line} 行。',
    en: '{count} {count|row has|rows have} no coordinates and kept only attributes; the first is line {line}.',
  },
  'csv.impossiblePlaces': {
    zh: '{count} 行的坐标不可能（超出经纬度范围、为 0，或与其余各行单位、次序不同），不落图，只保留属性；首个是第 {line} 行。',
    en: '{count} {count|row has|rows have} impossible coordinates (out of range, zero, or in another unit or order than the rest), {count|is|are} not on the map and kept only attributes; the first is line {line}.',
  },
  'csv.valuesLost': {
    zh: '字段“{field}”按所选类型读取时有 {count} 个值读不出（如“{value}”），留空。',
    en: 'Read as the type you chose, field “{field}” has {count} {count|value|values} that {count|is|are} none of it (e.g. “{value}”); left empty.',
  },
  'xlsx.errors': {
    zh: '{count} 个单元格的公式出错（如 #N/A、#REF!），读作空值。请在表格软件中改正后重新导入。',
    en: '{count} {count|cell holds|cells hold} a failed formula (#N/A, #REF! …) and {count|was|were} read as empty. Mend it in the spreadsheet and import again.',
  },
  'xlsx.pictures': {
    zh: '{count} 个单元格是 WPS 嵌入的图片：图片没有读入，单元格留空。',
    en: '{count} {count|cell shows|cells show} a picture of WPS: pictures are not read, and the {count|cell is|cells are} empty.',
  },
  'xlsx.empty': {
    zh: '{file} 里没有可见且有数据的工作表；隐藏的工作表不读。请取消隐藏，或检查导出过程后重新选择。',
    en: '{file} has no sheet in sight that holds data; hidden ones are not read. Unhide them, or check how the file was exported and choose it again.',
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
    zh: '{file} 第 {line} 行自带实体声明（DOCTYPE），可能无限膨胀或读取其他文件，已拒绝。请用其他软件重新导出。',
    en: '{file} declares entities of its own at line {line} (DOCTYPE), which can grow without bound or reach for other files; it was refused. Export it again with another program.',
  },
  'xml.tooDeep': {
    zh: '{file} 第 {line} 行嵌套超过 {limit} 层，不是正常的数据。',
    en: '{file} is nested more than {limit} levels deep at line {line}: these are no data.',
  },
  'kml.notKml': {
    zh: '{file} 是 XML，但不是 KML。',
    en: '{file} is XML but no KML.',
  },
  'kml.noPlacemarks': {
    zh: '{file} 里没有地标（Placemark）。网络链接（{links} 个）不会被打开；请导出含数据的 KML。',
    en: 'There are no placemarks in {file}. Network links ({links}) are not followed; export a KML that holds the data.',
  },
  'kml.emptyKmz': {
    zh: '{file} 里没有 .kml 文件。请重新导出 KMZ，或直接导入 .kml。',
    en: 'There is no .kml file in {file}. Export the KMZ again, or import the .kml itself.',
  },
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
  'gml.noFeatures': {
    zh: '{file} 里没有要素。只按链接引用的要素（{links} 个）不会被取来；请导出含数据本身的 GML，或选择 GeoPackage 等格式。',
    en: 'There are no features in {file}. Those that are only linked to ({links}) are not fetched; export a GML that holds the data, or choose GeoPackage or another format.',
  },
  'gml.serviceError': {
    zh: '{file} 里不是数据，而是服务返回的错误：“{message}”。请改正请求后重新下载。',
    en: '{file} holds no data but the error of a service: “{message}”. Mend the request and download it again.',
  },
  'gml.tooManyTypes': {
    zh: '{file} 的要素类型超过 {limit} 种，不是正常的数据。请重新导出，或分成几个文件。',
    en: '{file} has more than {limit} types of features: these are no data. Export it again, or as several files.',
  },
  'gml.badShapes': {
    zh: '{count} 个要素的坐标无法理解（不是数字、个数不合维数、线段首尾不接，或一个图形用了两种坐标系），只保留属性；首个在第 {row} 行。',
    en: '{count} {count|feature has|features have} coordinates that were not understood (no numbers, too many or too few for the dimension, segments that do not meet, or two systems in one shape) and kept only attributes; the first is row {row}.',
  },
  'gml.linkedShapes': {
    zh: '{count} 个要素的图形只是链接（xlink:href），不会被取来，只保留属性；首个在第 {row} 行。请让数据提供者导出完整图形。',
    en: '{count} {count|feature links|features link} to a shape that stands elsewhere (xlink:href), which is not fetched, and kept only attributes; the first is row {row}. Ask for an export with whole shapes.',
  },
  'gml.linkedFeatures': {
    zh: '{count} 个要素只是链接（xlink:href），没有取来。',
    en: '{count} {count|feature is|features are} only linked to (xlink:href) and {count|was|were} not fetched.',
  },
  'gml.otherKinds': {
    zh: '{count} 个要素的图形是 {kinds}，不能表示为平面的点、线、面，只保留属性；首个在第 {row} 行。',
    en: '{count} {count|feature has a shape|features have shapes} of {kinds}, which {count|is|are} no flat point, line or polygon here, and kept only attributes; the first is row {row}.',
  },
  'gml.arcs': {
    zh: '{count} 段圆弧或圆已化为折线（每度一段）。',
    en: '{count} {count|arc or circle was|arcs and circles were} drawn as chords, one a degree.',
  },
  'gml.otherShapes': {
    zh: '每个要素只取一个图形（有面取面）；其余未读入：{others}。',
    en: 'Each feature has one shape here, a polygon where it has one; others were left out: {others}.',
  },
  'gml.nested': {
    zh: '{count} 个属性里还有下级元素，未读入：{fields}。',
    en: '{count} {count|property holds|properties hold} elements inside elements and {count|was|were} left out: {fields}.',
  },
  'gml.repeated': {
    zh: '同一要素里重复出现的属性用“{mark}”连成一个值：{fields}。',
    en: 'Properties that come more than once in a feature are one value, joined by “{mark}”: {fields}.',
  },
  'gml.links': {
    zh: '这些属性的值是链接（xlink:href），按文字保留，没有打开：{fields}。',
    en: 'Values of these properties are links (xlink:href), kept as text and not followed: {fields}.',
  },
  'gml.attributes': {
    zh: '元素上的附加说明没有保留：{names}。',
    en: 'What elements say beside their values was not kept: {names}.',
  },
  'gml.northFirst': {
    zh: '按 {crs} 的定义，文件里每个点先写北坐标（纬度），已换成先东后北。',
    en: 'As {crs} is defined, the file gives northing or latitude first; they were put in order.',
  },
  'gml.parted': {
    zh: '要素类型 {type} 用了几种坐标系（{systems}），每种各成一个图层。',
    en: 'Features of the type {type} are in several systems ({systems}): each has a layer of its own.',
  },
  'gml.partial': {
    zh: '服务只给了 {matched} 个要素中的 {returned} 个：这个文件不是全部数据。',
    en: 'The service gave {returned} of {matched} features: this file is not all of the data.',
  },
  'gpx.badPoints': {
    zh: '{count} 个点没有有效的经纬度，已略过。',
    en: '{count} {count|point has|points have} no valid latitude and longitude and {count|was|were} passed over.',
  },
  'gpx.noShapes': {
    zh: 'GPX 只能存点和线，图层“{layer}”不是。请改用 KMZ 或 GeoJSON。',
    en: 'GPX holds points and lines only, which “{layer}” is not. Use KMZ or GeoJSON.',
  },
  'text.undecodable': {
    zh: '{count} 个字符无法按所用编码读出，首个在第 {line} 行。文件可能不完整，或请另选编码。',
    en: '{count} {count|character|characters} cannot be read in the encoding used; the first is in line {line}. The file may be damaged, or choose another encoding.',
  },
  'text.linesSkipped': {
    zh: '{count} 行无法理解，已跳过；首个是第 {line} 行。',
    en: '{count} {count|line was|lines were} not understood and skipped; the first is line {line}.',
  },
}
