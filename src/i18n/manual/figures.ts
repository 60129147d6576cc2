import { list, type ManualPage, steps, words } from './page.ts'

export const FIGURES: readonly ManualPage[] = [
  {
    id: 'areas',
    title: { zh: '面积怎么算', en: 'How areas are computed' },
    aliases: ['椭球面积', '投影面积', '平差', 'ellipsoid'],
    blocks: [
      words(
        '所有面积都是 CGCS2000 椭球面积，按 TD/T 1055 的公式，用存储的顶点计算；它等于等面积柱面投影里的平面面积，所以切开的几块加起来正好等于整体。',
        'Every area is ellipsoidal on CGCS2000 by the formula of TD/T 1055, computed from the vertices as they are stored. It equals the plane area in an equal-area cylinder, so that the pieces of a cut parcel add up to the whole.',
      ),
      list(
        [
          '登记面积是资料上写的，图形面积是算出来的；两者并列，超过允差用文字说明。',
          'The registered area is what the file says, the drawn area what its outline gives; they stand side by side, and words tell when they differ beyond the tolerance.',
        ],
        [
          '图层内互相重叠的部分在“净面积”里只算一次，差多少写明。',
          'Places where features of one layer overlap are counted once in the net area, and the difference is shown.',
        ],
        [
          '印出来的各行加起来等于印出来的合计：尾差按规则分摊，分摊前的残差也列出。',
          'Printed rows add up to the printed total: the rest from rounding is spread by rule, and the residual before that is listed.',
        ],
      ),
    ],
  },
  {
    id: 'analyses',
    title: { zh: '分析', en: 'Analyses' },
    aliases: [
      '压占',
      '分等定级',
      '变化',
      '质检',
      '缓冲',
      '占压',
      '叠置',
      '转移矩阵',
      '最近距离',
      '合并图斑',
      '抽稀',
      '形心',
      'intersect',
      'centroid',
      'nearest',
      'overlap',
      'grading',
    ],
    blocks: [
      steps(
        [
          '按“分析”，从清单里选一种；每种都用一段话说明方法。',
          'Press Analysis and choose one; each explains its method in a paragraph.',
        ],
        [
          '选图层和范围（全部、筛选后、选中）；预检会说明哪些行要修复或没有图形。',
          'Choose layers and scope (all, filtered, selected); the check beforehand says which rows will be repaired or have no shape.',
        ],
        ['按“运行”或 Ctrl+回车。可以取消，取消后什么也不留下。', 'Press Run or Ctrl+Enter. A cancelled run leaves nothing.'],
        [
          '结果在下面：点一行，地图高亮；可排序、复制、导出，也可把图形加为图层。',
          'The result is below: press a row to highlight it on the map; sort, copy and export it, or add its pieces as a layer.',
        ],
        [
          '运行记录保留最近 100 次；再多时最早的一次移除，并有提示。要长期留存，请保存工程文件或导出报告。',
          'The latest 100 runs are kept; beyond that the earliest is removed, and a message says so. Save a project file or export a report of what must stay.',
        ],
      ),
      list(
        [
          '统计：面积汇总（按一至三级字段分组）、分等定级（按指标方案评分）、变化监测（两期地类转移）、分区统计（图斑内栅格的均值、极值、各类面积）。',
          'Statistics: area summary by one to three fields, grading by a scheme of indicators, change (transfers between two epochs), zonal statistics (mean, extremes and class areas of a raster in each polygon).',
        ],
        [
          '叠加：压占分析（逐对求面积，也按权利人、权属、地类、等别汇总，合计不重复）、裁剪、擦除、相交、标识、联合、对称差。',
          'Overlay: overlap (areas pair by pair, also summed by holder, ownership, class or grade, every place counted once in totals), clip, erase, intersection, identity, union, symmetric difference.',
        ],
        [
          '检查：质量检查列出重叠、缝隙、图形错误、编号与代码错误、登记面积超限，逐条定位。',
          'Check: the quality check lists overlaps, gaps, faulty shapes, ids and codes, and registered areas beyond tolerance, and zooms to each.',
        ],
        [
          '图形：缓冲区、邻近分析（到最近要素的距离与方位角）、融合、化简（公共界线同步，不留缝隙）、多部件拆分、质心与标注点、点值图（每点代表同样多的数值，点在面内随机布设）。',
          'Geometry: buffer, near (distance and bearing to the nearest feature), dissolve, simplify (shared borders alike, without gaps), single parts, centroids and label points, dot density (each dot worth the same, strewn inside its polygon).',
        ],
      ),
      words(
        '都在浏览器里算，数据不离开本机。输入变了，结果会标“已过期”，可复算。按需读取的大图层能做哪些，见“大图层”。',
        'All are computed in the browser; no data leave the device. When an input has changed the result says that it is out of date and can be run again. What a layer that is read as needed can do stands under Large layers.',
      ),
    ],
  },
  {
    id: 'import',
    title: { zh: '导入数据', en: 'Bringing data in' },
    aliases: ['拖入', '乱码', '坐标系', 'encoding', 'shapefile'],
    blocks: [
      words(
        '把文件拖到窗口上任何地方，或按“导入”。Shapefile（压缩包或散件）、GeoPackage、File Geodatabase（zip）、DXF、界址点 TXT、KML/KMZ、GML（含 WFS 的回答）、GPX、CSV、XLSX、GeoJSON、FlatGeobuf、TopoJSON、GeoParquet、MapInfo、GeoTIFF（或图片加 .tfw）、CASS 的 .dat 都认。',
        'Drop files anywhere on the window, or press Import. Shapefile (zipped or loose), GeoPackage, File Geodatabase (zipped), DXF, boundary-point TXT, KML/KMZ, GML (also as a WFS answers), GPX, CSV, XLSX, GeoJSON, FlatGeobuf, TopoJSON, GeoParquet, MapInfo, GeoTIFF (or a picture with its .tfw) and .dat of CASS are known.',
      ),
      list(
        [
          '编码、坐标系、X/Y 顺序拿不准时才会问，并给出依据；否则直接打开。',
          'You are asked only where encoding, coordinate system or the order of X and Y is in doubt, with the evidence; otherwise the file just opens.',
        ],
        [
          '接收单记录发现、假定、修复、跳过了什么，跟着图层走，也印在每份成果上。',
          'The import receipt says what was found, assumed, repaired and skipped; it stays with the layer and is printed with every result.',
        ],
        [
          '表格里“12.5亩”“1,234.5㎡”读作数值，单位记在字段上；同列单位不一致时不换算，留作文本。前导零和代码保持原样；度分秒可用 °′″、冒号（全角半角）书写，经纬度也可写在同一格。',
          '“12.5亩” or “1,234.5㎡” in a table are read as numbers, and the field has the unit; a column of different units is not converted and stays text. Leading zeros and codes stay as they are; degrees, minutes and seconds may have °′″ or colons, and both coordinates may stand in one cell.',
        ],
        [
          '坐标缺失或不可能的行只保留属性，接收单列明行号，可下载核对。没有表头的表按数值认坐标列，先给您看再落图；合计行与上面各行之和相符时不作为一行。',
          'Rows whose coordinates are missing or impossible keep their attributes only; the receipt tells the lines, and they can be downloaded. In a table without a heading coordinates are known by their numbers, and you see it before it lands; a last line that is the sum of those above is no row.',
        ],
        [
          '西安80、北京54 在您给出参数或同意不转换之前不会落图。',
          'Xian 1980 and Beijing 1954 are not placed before you give parameters or accept them unconverted.',
        ],
        [
          '询问时还会建议编号字段（有几行重复、几行为空）和样式（附图例），都可另选。',
          'Where you are asked, a key field (with how many rows repeat or have none) and a style (with its legend) are proposed too; choose others if you like.',
        ],
        [
          '大文件逐块读取，可随时取消；GeoJSON、FlatGeobuf、Shapefile 一百万个面约占 1.2 GB 内存。GeoPackage、TXT 须整个读入，转为 FlatGeobuf 更省。单个文件超过 1 GB 时请管理员发布为图层。',
          'Large files are read piece by piece and can be cancelled; a million polygons in GeoJSON, FlatGeobuf or Shapefile take about 1.2 GB of memory. GeoPackage and TXT are held whole; FlatGeobuf takes less. A file above 1 GB is to be published as a layer.',
        ],
      ),
    ],
  },
  {
    id: 'export',
    title: { zh: '导出与工程', en: 'Taking data home' },
    aliases: ['保存', '工程文件', '分享', '二维码', '报告', 'save', 'project', 'QR', 'report'],
    blocks: [
      list(
        [
          '图层：行尾 ⋯ → 导出，选格式、坐标系、字段；会丢什么先说明。',
          'A layer: ⋯ at the end of its row, Export; choose format, coordinate system and fields. What will be lost is said before.',
        ],
        [
          '成果：结果抽屉里的导出，可存为数据，也可存为报告（PDF、DOCX 或网页，带地图、与屏幕同样的图表和全部表格，可并入其他几次运行）；方法、数据来源、校验和、日期都写在里面。',
          'A result: Export in its drawer, as data or as a report to read (PDF, DOCX or web page, with a map, the chart as the screen shows it and every table, of further runs too if you like); method, sources, checksums and date are written into the file.',
        ],
        [
          '工程文件把图层、样式、筛选、修改和结果装进一个文件，可在另一台机器打开，结果、属性表和选中的要素照原样展开。平时的工作也自动保存在本机。',
          'A project file carries layers, styles, filters, edits and results to another device, where the result, the table and the selection lie open as they did. Work is also kept on this device by itself.',
        ],
        [
          '“分享”给出链接和二维码，并列出带走什么、留下什么：视野、图层、筛选、选中、底图和语言随链接走；数据、密钥和按权利人的筛选不走。',
          'Share gives the link and its QR code, and lists what travels: view, layers, filters, selection, basemap and language do; data, keys and filters by holder never.',
        ],
      ),
    ],
  },
  {
    id: 'keys',
    title: { zh: '键盘', en: 'Keyboard' },
    aliases: ['快捷键', 'shortcuts', 'Ctrl+K', '无障碍'],
    blocks: [
      words(
        '按 ? 看全部快捷键。单个字母只在地图有焦点时起作用，可在设置里关掉。',
        'Press ? for every shortcut. Single letters act only while the map has the focus, and can be switched off in the settings.',
      ),
      list(
        ['Ctrl+K 或 /：搜索和命令。', 'Ctrl+K or /: search and commands.'],
        [
          '方向键平移，+ − 缩放，0 全区；回车查询十字丝处。',
          'Arrows pan, + and − zoom, 0 shows the district; Enter asks at the crosshair.',
        ],
        [
          'E：把视野内的要素列成表，↑ ↓ 在地图上亮出，回车打开。',
          'E lists the features in view: ↑ ↓ light them up on the map, Enter opens one.',
        ],
        ['F6：在搜索、图层、地图、卡片、结果之间移动。', 'F6 moves between search, layers, map, card and result.'],
        [
          'Esc，手机和浏览器的返回键也一样：一次退一步，不会丢掉输入；没有可退的，返回键才离开本页。',
          'Esc, and Back of a phone or browser, goes back one step at a time and loses no input; Back leaves the page when no step is left.',
        ],
        [
          'Ctrl+Z / Ctrl+Shift+Z：撤销 / 重做，菜单里写明撤销什么。',
          'Ctrl+Z and Ctrl+Shift+Z undo and redo; the menu names the step.',
        ],
      ),
    ],
  },
  {
    id: 'privacy',
    title: { zh: '数据在哪里', en: 'Where the data are' },
    aliases: ['隐私', '安全', 'privacy', '天地图密钥'],
    blocks: [
      words(
        '打开的文件、修改和结果只在这台设备的浏览器里，不上传。默认不访问任何别的主机；天地图等底图要您自己输入密钥才会用到，密钥只存在本机。',
        'Files, edits and results stay in the browser of this device; nothing is uploaded. No other host is asked unless you choose a basemap such as Tianditu and type its key, which is kept on this device only.',
      ),
      words(
        '设置 → 本机数据：看占了多少，清除本机数据。',
        'Settings, this device: how much is kept, and one button that clears it.',
      ),
    ],
  },
]
