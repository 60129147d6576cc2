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
    zh: '不认识 {file} 的格式（扩展名 {extension}）。可导入 GeoJSON、GeoPackage、FlatGeobuf、Shapefile（zip 或散文件）、DXF、KML、GML、GPX、CSV、Excel、界址点 TXT、GeoTIFF 等。',
    en: 'The format of {file} is not known (extension {extension}). GeoJSON, GeoPackage, FlatGeobuf, Shapefile (zip or loose parts), DXF, KML, GML, GPX, CSV, Excel, boundary points (TXT), GeoTIFF and others can be read.',
  },
  'format.partOnly': {
    zh: '{file} 是 Shapefile、MapInfo、GML 或影像的附属文件，缺少同名的主文件（.shp、.dbf、.tab、.mif、.gml、.tif）。请把同名的各个文件一起拖入。',
    en: '{file} is a part of a Shapefile, a MapInfo table, a GML or a raster without its main file (.shp, .dbf, .tab, .mif, .gml, .tif). Drop all files of that name together.',
  },
  'format.metadata': {
    zh: '{file} 是元数据文件，只说明数据的来源、坐标系等，没有图形。请导入它所说明的数据；没有它，数据也能读取。',
    en: '{file} is a metadata file: it describes data (source, system and so on) and holds no shapes. Import the data that it describes, which can be read without it.',
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
  'format.dwg': {
    zh: '{file} 是 AutoCAD 图形（DWG），不能读取。请在 CAD 里另存为 DXF 后再导入。',
    en: '{file} is an AutoCAD drawing (DWG), which is not read. Save it as DXF in the CAD program and import that.',
  },
  'format.picture': {
    zh: '{file} 是照片或图片，没有可以落图的坐标。外业照片请附到外业记录的点上；带坐标的影像请用 GeoTIFF。',
    en: '{file} is a photo or picture without coordinates to place it. Attach photos to a point of the field records; imagery with coordinates comes as GeoTIFF.',
  },
  'format.packed': {
    zh: '{file} 是 RAR、7z 或 gzip 压缩包，不能读取。请解压后把里面的文件一起拖入，或改压为 zip。',
    en: '{file} is an archive of RAR, 7z or gzip, which is not read. Unpack it and drop the files together, or pack them as zip.',
  },
  'format.mdb': {
    zh: '{file} 是 Access 数据库（个人地理数据库），不能读取。请用 ArcGIS 或 QGIS 导出为 File Geodatabase（.gdb 压成 zip）或 GeoPackage。',
    en: '{file} is an Access database (personal geodatabase), which is not read. Export a File Geodatabase (zip the .gdb) or a GeoPackage with ArcGIS or QGIS.',
  },
  'format.shapefile': {
    zh: '{file} 的内容是 Shapefile 的图形（.shp），名称却不是。请改名为 .shp，与同名的 .dbf、.shx、.prj 一起拖入。',
    en: '{file} holds the shapes of a Shapefile (.shp) under another name. Give it the ending .shp and drop it together with its .dbf, .shx and .prj; choose all of them at once.',
  },
  'format.otherName': {
    zh: '扩展名是 .{extension}，内容是 {zh}：已按内容读取。',
    en: 'The ending says .{extension}, the content is {en}: it was read as what it holds.',
  },
  'format.pdf': {
    zh: '{file} 是 PDF，里面没有可用的坐标数据。请向提供者索取原始数据（Shapefile、DXF、界址点 TXT 等）。',
    en: '{file} is a PDF, which holds no coordinates that can be used. Ask its author for the data (Shapefile, DXF, boundary-point TXT …).',
  },
  'format.document': {
    zh: '{file} 是 Word 或演示文档，没有可导入的数据。里面的表格请复制到 Excel 或 WPS 表格，存为 .xlsx 后导入。',
    en: '{file} is a text document or slides, which hold no data to import. Copy a table from it to a spreadsheet, save that as .xlsx and import it.',
  },
  'format.otherOffice': {
    zh: '{file} 是旧版 Office（.xls、.et、.doc）或 OpenDocument 文件，不能读取。表格请用 Excel、WPS 或 LibreOffice 另存为 .xlsx 或 CSV 后再导入。',
    en: '{file} is of an old Office (.xls, .et, .doc) or OpenDocument, which is not read. Save the table as .xlsx or CSV with Excel, WPS or LibreOffice and import that.',
  },
  'format.webPageInstead': {
    zh: '{file} 的内容是网页，不是数据：多半是服务器的登录页或出错页。请登录后重新下载，或向提供方另要一份。',
    en: '{file} holds a web page and no data: most likely a page to log in, or of an error. Log in and download it again, or ask who provides it for the file.',
  },
  'format.webPage': {
    zh: '{file} 是网页，不能读取（业务系统导出的 .xls 常是网页表格）。请用 Excel 或 WPS 打开，另存为 .xlsx 或 CSV 后再导入。',
    en: '{file} is a web page, which is not read (an .xls from a business system often is one). Open it with Excel or WPS, save it as .xlsx or CSV and import that.',
  },
  'format.cannotStream': {
    zh: '{zh} 不能逐块写出，需要整个图层在内存中。请改用 GeoPackage、Shapefile、GeoJSON、FlatGeobuf 或 CSV，或先选择、筛选一部分。',
    en: '{format} cannot be written piece by piece and takes the whole layer in memory. Use GeoPackage, Shapefile, GeoJSON, FlatGeobuf or CSV, or select or filter a part first.',
  },
  'format.cannotWrite': { zh: '不能写出格式 {format}。', en: 'The format {format} cannot be written.' },
  'format.version': {
    zh: '{file} 的版本是 {found}，只能读取版本 {expected}。请用新版软件重新导出。',
    en: '{file} is of version {found}; only version {expected} can be read. Export it again with a current program.',
  },
  'format.truncated': {
    zh: '{file} 不完整：到第 {at} 字节就结束了（应有 {expected} 字节）。请重新复制、下载或导出。',
    en: '{file} is cut off: it ends at byte {at} of {expected}. Copy, download or export it again.',
  },
  'format.featuresMissing': {
    zh: '{file} 不完整：文件头写明 {expected} 个要素，到第 {at} 字节只有 {found} 个。请重新复制、下载或导出。',
    en: '{file} is cut off: of {expected} features that its head states {found} are there up to byte {at}. Copy, download or export it again.',
  },
  'format.headDamaged': {
    zh: '{file} 的文件头已损坏（第 {at} 字节）。请重新复制、下载或导出。',
    en: 'The head of {file} is damaged (byte {at}). Copy, download or export it again.',
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
  'fields.recognised': {
    zh: '字段 {fields} 按标准名称认出，用于标题、检索和面积核对。',
    en: 'Recognised by their standard names, and used for titles, search and the check of areas: {fields}.',
  },
  'fields.landClasses': {
    zh: '{field} 的值是三调地类代码：按《三调工作分类》译出，面图层按三调颜色显示；可撤销或在样式中更改。',
    en: '{field} holds land classes of the third survey: codes are shown with their names, polygons in the survey’s colours; undo or the style panel change it.',
  },
  'fields.ownership': {
    zh: '{field} 的值是权属性质代码，已按标准代码表译出。',
    en: '{field} holds codes of ownership: they are shown with their names.',
  },
  'fields.unknownCodes': {
    zh: '{field} 有 {count} 种值不在标准代码表中：{values}。请核对；这些行按原值显示，不着类别色。',
    en: '{field} has {count} {count|value that is|values that are} not in the standard’s list: {values}. They are shown as they stand, without a class’s colour.',
  },
  'shp.tooLarge': {
    zh: '图层“{layer}”写成 Shapefile 有 {bytes} 字节，超过该格式的上限 {limit}。请改用 FlatGeobuf 或 GeoPackage。',
    en: 'As a Shapefile “{layer}” takes {bytes} bytes, more than the format allows ({limit}). Use FlatGeobuf or GeoPackage.',
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
  'zip.noLayers': {
    zh: '压缩包里还有 {count} 个不是图层的文件（文档、图片、样式等），未读入：{names}。',
    en: 'The archive also holds {count} {count|file that is|files that are} no {count|layer|layers} (documents, pictures, styles …), left out: {names}.',
  },
  'zip.tooLarge': {
    zh: '{file} 解压后超过 {limit} 字节（{member}），为保护浏览器已停止。请分批导入。',
    en: '{file} grows beyond {limit} bytes when unpacked ({member}); stopped to protect the browser. Import it in portions.',
  },
  'zip.bomb': {
    zh: '{file} 中的 {member} 压缩比达 {ratio} 倍（上限 {limit}），疑似异常文件，已停止解压。若来源可靠，请先解压（表格请另存为 CSV），再导入其中的文件。',
    en: '{member} in {file} expands {ratio} times (limit {limit}); this looks like a trap, so unpacking was stopped. If you trust it, unzip it (save a workbook as CSV) and import the files.',
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
  'shp.noDbf': {
    zh: '缺少 .dbf，只有图形，没有属性。有 .dbf 时请与 .shp 一起重新导入。',
    en: 'The .dbf is missing: shapes without attributes. Where there is one, import it again together with the .shp.',
  },
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
  'shp.headerShort': {
    zh: '.shp 的文件头少计了 {count} 个图形（写文件的程序可能中途停止），已全部读入。请核对最后几个。',
    en: 'The header of the .shp leaves out {count} {count|shape|shapes} (the program that wrote it may have been stopped); all were read. Check the last ones.',
  },
  'shp.trailingBytes': {
    zh: '.shp 末尾有 {bytes} 字节多余内容，已忽略。',
    en: '{bytes} extra bytes at the end of the .shp were ignored.',
  },
  'shp.prjGarbled': {
    zh: '.prj 的内容不是坐标系（“{name}”），未采用；坐标系由导入时选定。',
    en: 'What the .prj holds is no coordinate system (“{name}”) and was not used; the one chosen at the import was.',
  },
  'shp.prjUnreadable': {
    zh: '.prj 里的坐标系“{name}”（投影 {projection}）无法识别，请手动选择。',
    en: 'The coordinate system “{name}” of the .prj (projection {projection}) is not known; choose it by hand.',
  },
  'dbf.damaged': {
    zh: '{file} 已损坏：第 {at} 字节的值 {value} 不可能。请重新导出。',
    en: '{file} is damaged: the value {value} at byte {at} cannot be. Export it again.',
  },
  'dbf.widthsDiffer': {
    zh: '.dbf 的字段宽度之和比记录长度少 {bytes} 字节，文件头可能损坏，属性值可能错位。请核对属性，或重新导出。',
    en: 'The fields of the .dbf are {bytes} {bytes|byte|bytes} narrower than its records: its header may be damaged and values may stand in wrong fields. Check them, or export again.',
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
  'field.oddAsText': {
    zh: '字段“{field}”有 {count} 个数字不合 JSON 的写法（如 {value}，前面带零等），整列按文本原样读取。',
    en: '{count} {count|number|numbers} of “{field}” {count|is|are} not written as JSON has them (e.g. {value}: leading zeros or the like); the field is read as text, as it stands.',
  },
  'field.brokenCharacters': {
    zh: '字段“{field}”有 {count} 个值含不成对的转义（如 \\ud800 后缺另一半），不是字符，已换成“�”；首个在第 {row} 行。',
    en: '{count} {count|value|values} of “{field}” {count|holds|hold} half of an escaped pair (such as \\ud800 alone), which is no character; “�” stands in its place. The first is row {row}.',
  },
  'field.brokenNames': {
    zh: '{count} 个字段名含不成对的转义（如 \\ud800 后缺另一半），不是字符，已换成“�”：{fields}。',
    en: '{count} {count|name|names} of fields {count|holds|hold} half of an escaped pair (such as \\ud800 alone), which is no character; “�” stands in its place: {fields}.',
  },
  'field.rounded': {
    zh: '字段“{field}”有 {count} 个小数的位数超过双精度所能保存（如 {value}），已舍入到约 16 位有效数字。',
    en: '{count} {count|decimal|decimals} of “{field}” {count|has|have} more digits than a double holds (e.g. {value}); rounded to about sixteen.',
  },
  'field.timesRounded': {
    zh: '字段“{field}”有 {count} 个时间细于毫秒（如 {value}），只保留到毫秒。',
    en: '{count} {count|time|times} of “{field}” {count|is|are} finer than a millisecond (e.g. {value}); kept to the millisecond.',
  },
  'field.mixed': {
    zh: '字段“{field}”混有数字 {numbers}、文本 {texts}、是否 {booleans}，按文本读取。',
    en: 'Field “{field}” mixes {numbers} numbers, {texts} texts and {booleans} yes/no; read as text.',
  },
  'field.notDates': {
    zh: '字段“{field}”声明为日期，但有“{value}”，按文本读取。',
    en: 'Field “{field}” should hold dates but has “{value}”; read as text.',
  },
  'pack.invalid': {
    zh: '本机保存的数据已损坏（{reason}，第 {at} 字节），请重新导入。',
    en: 'The data kept on this device are damaged ({reason}, byte {at}); import the file again.',
  },
  'pack.version': {
    zh: '本机保存的数据是旧版（{found}，现为 {expected}），请重新导入。',
    en: 'The data kept on this device are of version {found} (now {expected}); import the file again.',
  },
}
