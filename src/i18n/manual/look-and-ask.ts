import { list, type ManualPage, steps, words } from './page.ts'

export const LOOK_AND_ASK: readonly ManualPage[] = [
  {
    id: 'start',
    title: { zh: '开始', en: 'Getting started' },
    aliases: ['入门', '第一次', 'first steps'],
    blocks: [
      words(
        '左边是图层树，中间是地图，右边是所点对象的卡片，下面是结果和属性表。上面一行是搜索和常用动作；其余命令按 Ctrl+K 输入名称即可。',
        'Layers are on the left, the map in the middle, the card of what was clicked on the right, results and tables below. The top line holds the search and the verbs; every other command is found by its name with Ctrl+K.',
      ),
      steps(
        ['在图层树里勾选要看的图层；点三角展开图例。', 'Tick the layers to be seen in the tree; the triangle opens a legend.'],
        ['在地图上单击，看这里有什么。', 'Click on the map to see what is there.'],
        [
          '按“分析”，选面积汇总，选图层，运行；结果可导出 GeoJSON、CSV、XLSX。',
          'Press Analysis, choose the area summary and a layer, and run it; the result goes home as GeoJSON, CSV or XLSX.',
        ],
      ),
      words(
        '标有“示例数据”的图层是演示用的，不是登记资料。',
        'Layers marked as demonstration data are made up for trying things out; they are not the register.',
      ),
    ],
  },
  {
    id: 'layers',
    title: { zh: '图层与图例', en: 'Layers and legends' },
    aliases: ['透明度', '顺序', 'opacity', 'order'],
    blocks: [
      list(
        [
          '拖动左侧的点可改顺序；行尾 ⋯ 里也有上移、下移、透明度、改名、移除。移除可以撤销。',
          'Drag a layer by its handle to reorder; ⋯ at the end of its row has up, down, opacity, rename and remove as well. Removing can be undone.',
        ],
        [
          '标有“大图层，按需读取”的图层不整层载入，用到什么读什么；能做什么、什么要先“载入整层”，见“大图层”一页。',
          'A layer marked “read as needed” is not loaded as a whole: what is used is read. What it can do, and what takes “Load all” first, stands under Large layers.',
        ],
        [
          '点图例里的一类，地图只显示这一类；地图上方的标签说明正在筛选，按 × 取消。',
          'Press a class in the legend to see it alone; a chip above the map says so, and × takes it back.',
        ],
        [
          '行下面的小字说明为什么看不到：加载中、比例尺外、视野外、筛选后没有、失败。每一种都带着解决的按钮。',
          'A small line below a row says why a layer is not seen: loading, out of scale, out of view, filtered to nothing, failed. Each brings the button that mends it.',
        ],
        [
          '“显示已抽稀”只关系到画面，计算一律用原始坐标。',
          'A drawing may be simplified when zoomed out; every figure is computed from the stored coordinates.',
        ],
      ),
    ],
  },
  {
    id: 'large-layers',
    title: { zh: '大图层', en: 'Large layers' },
    aliases: ['百万', '按需读取', '载入整层', '内存', '分段读取', 'million', 'read as needed', 'load all', 'memory'],
    blocks: [
      words(
        '发布的图层大于 64 MB（部署可改，内存小的电脑更少）时不整层载入：地图先画发布好的瓦片，其余用到什么读什么。算出的数字与整层载入时一样。',
        'A published layer above 64 MB (a deployment may change that, on a device of little memory it is less) is not loaded as a whole: the map draws its published tiles, and what else is used is read. Figures are those of the loaded layer.',
      ),
      list(
        [
          '只读一处：点查、框选、相邻宗地、捕捉（量测、标绘时指针附近的界址点和边）、外业定位与核实、宗地图、出图。',
          'Read at a place: clicks, boxes, neighbours, snapping (vertices and edges near the pointer while measuring and drawing), position and checks in the field, parcel papers, map sheets.',
        ],
        [
          '只读用到的字段：筛选、样式、标注、图例计数、属性表、查询、统计面板、搜索。发布时没有单独写出的字段要先载入整层。',
          'Read field by field: filters, styles, labels, counts of the legend, attribute table, queries, dashboard, search. A field that was not published by itself takes the whole layer.',
        ],
        [
          '整层逐块读一遍：面积汇总、压占分析、裁剪、相交。裁剪和相交的结果最多 400 万个界址点；同时有两个大图层时，先选择或筛选一部分。',
          'Read once, piece by piece: area summary, overlap, clip, intersection. A result of clip or intersection has four million vertices at most; with two large layers select or filter a part first.',
        ],
        [
          '先选择或筛选一部分：擦除、标识。运行前写明读多少要素、多少 MB，一次最多 64 MB（约十万宗）。大图层作裁剪、擦除、对比的一方时，只读相接的要素。',
          'Of a part that is selected or filtered: erase, identity. How many features and MB are read is said first, 64 MB at most (some hundred thousand parcels). Where the large layer is what is clipped by, erased by or compared with, what meets the other is read.',
        ],
        [
          '导出：GeoJSON、CSV、FlatGeobuf、Shapefile、GeoPackage 逐块写出整层，可取消；其他格式先选择或筛选一部分。',
          'Export: GeoJSON, CSV, FlatGeobuf, Shapefile and GeoPackage are written whole, piece by piece, and can be cancelled; other formats of a part that is selected or filtered.',
        ],
        [
          '关联属性表：按代码找出表中列到的行，读出来建成新图层。',
          'Joining a table: the rows that it names by their code are found, read, and make a new layer.',
        ],
        ['离线包可以只取一镇一片。', 'Offline, the area of a township or a drawn one can be taken.'],
        [
          '须先“载入整层”：改属性和界址点、分割合并、联合、对称差、分等定级、变化监测、质量检查、分区统计和图形类分析，以及把大图层当作属性表去关联。按钮上写明约需多少内存，本机不够时会提醒。',
          '“Load all” first: editing values and vertices, splitting and merging, union, symmetric difference, grading, change, quality check, zonal statistics and the geometry tools, and joining from a large layer. The button names the memory, and warns where the device has less.',
        ],
      ),
      words(
        '缩小时（12 级以下）只画较大的图形，计数总是全部。网络慢、中断、文件被换或旁边的索引读不出，都写在图层行里，并带重试或重新打开的按钮。',
        'Zoomed out (below level 12) only the larger shapes are drawn; counts are of all. A network that is slow or gone, a file that was replaced, an index beside it that cannot be read: all stand in the layer’s row, with a button to try or open again.',
      ),
    ],
  },
  {
    id: 'identify',
    title: { zh: '点查', en: 'Asking the map' },
    aliases: ['i查询', '属性查询', 'identify'],
    blocks: [
      words(
        '单击地图，查出所有可见图层在这里的对象；不止一个时先列出清单，用上下键选，回车打开。卡片上依次是登记面积、图形面积、差值和允差，下面是字段、相邻宗地和共有边长。',
        'A click finds what every visible layer has there; several are listed first: up and down choose, Enter opens. The card gives registered area, drawn area, difference and tolerance, then the fields, the neighbours and the length of the border shared with each.',
      ),
      words(
        '面积旁的 ⓘ 把同一图形按四种方法算一遍，说明它们为什么不同。',
        'The ⓘ beside the area measures the same outline by four methods and says why they differ.',
      ),
      words(
        '28 位不动产单元代码旁的 ⓘ 逐段说明行政区划、地籍区与子区、宗地特征、顺序号和定着物。',
        'The ⓘ beside a 28-character unit code says part by part what it holds: county, cadastral zone and sub-zone, kind of parcel, number, fixture.',
      ),
    ],
  },
  {
    id: 'search',
    title: { zh: '搜索与坐标定位', en: 'Search and coordinates' },
    aliases: ['定位', '单元代码', 'go to'],
    blocks: [
      list(
        [
          '不动产单元代码：可以带空格、全角、小写，也可以只输入结尾四位以上。',
          'Unit codes: with spaces, full width, lower case, or only their last four characters or more.',
        ],
        ['权利人、坐落、名称：输入其中几个字。', 'Holder, location, name: type a few of their characters.'],
        [
          '坐标：经纬度（十进制、度分、度分秒），或 CGCS2000 的 X（北）Y（东），带号可有可无；飞过去之前先告诉您读成了什么。',
          'Coordinates: longitude and latitude (decimal, degrees and minutes, or seconds), or X (north) and Y (east) in CGCS2000 with or without the zone prefix; how they were read is said before the map flies there.',
        ],
      ),
    ],
  },
  {
    id: 'select',
    title: { zh: '选择', en: 'Selecting' },
    aliases: ['框选', '多边形选择', 'box'],
    blocks: [
      words(
        '框选、多边形选在地图右侧，怎样画、怎样结束写在地图上方；按住 Ctrl 拖框也行，Ctrl 单击增减一个。选中的个数和总面积一直显示在地图上方，分析和导出默认只用选中的。',
        'Box and polygon selection are at the right of the map, how they are drawn and ended stands above it; Ctrl and drag does the same, Ctrl and click adds or takes one. Count and total area stand above the map, and analyses and exports use the selection unless told otherwise.',
      ),
    ],
  },
]
