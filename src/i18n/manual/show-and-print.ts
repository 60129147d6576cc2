import { list, type ManualPage, steps, words } from './page.ts'

export const SHOW_AND_PRINT: readonly ManualPage[] = [
  {
    id: 'style',
    title: { zh: '样式', en: 'Style of a layer' },
    aliases: ['符号', '分级设色', '专题图', '标注', 'symbology', 'choropleth', '双变量', 'bivariate', 'labels'],
    blocks: [
      words(
        '图层行尾 ⋯ → 样式。单一、分类、分级三种；每改一下地图就跟着变，每一步都能撤销。',
        'Open ⋯ at the end of a layer’s row, then Style. Single, categories or graduated; the map follows each change, and each can be undone.',
      ),
      list(
        [
          '分级：等间距、分位数、自然断点、标准差或手工。直方图上的界限可以拖，也可以用方向键移动，按住 Shift 走十步。',
          'Graduated: equal interval, quantile, natural breaks, standard deviation or by hand. Limits on the histogram are dragged, or moved by the arrow keys, ten steps with Shift.',
        ],
        [
          '线、面图层按界址点精度（米）分级时，“按界址精度用线型”一步画成一至三级：线越断续越不准。',
          'Lines and areas graduated by the accuracy of boundary points in metres: “Lines by boundary accuracy” draws the classes 1 to 3 at one press, the more broken the less sure.',
        ],
        [
          '分级里再选第二字段，就按两个数值同时设色：两个字段各分三级，九色一看便知哪里都高、哪里一高一低；图例是一张表，写明每格有多少要素。',
          'Under Graduated a second field colours by two numbers at once: three classes of each, nine colours that tell where both are high and where only one; the legend is a table with the number of features in each cell.',
        ],
        [
          '色带在色觉障碍者眼里顺序也不变；三调地类可选屏幕色或规范色。',
          'The ramps keep their order for colour-blind eyes; classes of the land survey have screen and official colours.',
        ],
        [
          '标注写字段，或写模板；彼此避让，放不下的放大后出现。',
          'Labels show a field or a template; they give way to each other, and what has no room appears when zoomed in.',
        ],
        [
          '栅格的分级可导出为 GeoTIFF：分辨率不变，颜色随图，0 为无值，别的软件打开就是地图上的样子。',
          'Classes of a raster are exported as a GeoTIFF: at its own resolution, in the colours of the map, 0 for no value, as other programs show it.',
        ],
        ['样式可复制到别的图层，也可存成文件。', 'A style can be copied to another layer or saved as a file.'],
        [
          '高程栅格（单位为米）的样式里可开三维起伏，高度放大 1 到 100 倍；更多菜单里也能开关。按住右键拖动，或用 PageUp、PageDown、Home、End，可倾斜和转动。',
          'The style of a raster of heights (in metres) has 3D relief, raised 1 to 100 times; the More menu switches it too. It is tilted and turned by dragging with the right button, or by Page Up, Page Down, Home and End.',
        ],
      ),
    ],
  },
  {
    id: 'print',
    title: { zh: '出图', en: 'Printing' },
    aliases: ['打印', 'PDF', '比例尺', '图幅', '索引图', '位置示意图', 'print', 'map sheet', 'atlas', 'index map'],
    blocks: [
      steps(
        ['按“出图”或 Ctrl+P。', 'Press Print or Ctrl+P.'],
        [
          '选纸张（A4 到 A0）、方向，输入比例尺的分母；范围可取当前视图、选中要素或全区。',
          'Choose paper (A4 to A0) and orientation, type the scale’s denominator; the extent is the map’s view, the selection or the district.',
        ],
        ['预览就是纸上的样子：拖动图面移动范围。', 'The preview is the page: drag the map on it to move the extent.'],
        [
          '存为 PDF（线和字是矢量）、PNG，或直接打印。打印时选“实际大小”，不要“适合页面”。',
          'Save as PDF (lines and letters stay vectors) or PNG, or print. In the printer’s window choose actual size, not fit to page.',
        ],
      ),
      list(
        [
          '图幅：逐要素时每个选中的要素一幅，图名后写它的名称并描红，图例和图上数据不压住它（自定比例尺放得下时）；分幅格网时按比例尺铺满选中范围或全区，空幅略去。首页可为索引图，PDF 是整套。',
          'Sheets: a feature each makes a page for every selected feature, with its name after the title and its outline in red, clear of legend and figures (at a typed scale, where it has room); a grid covers the selection or the district at the scale, without empty sheets. The first page may be an index map; the PDF has them all.',
        ],
        [
          '图面可加位置示意图、某次分析的表和图、单位徽标；徽标随工程保存。',
          'A sheet may also have a location map, table and chart of a run, and a logo, which is kept with the project.',
        ],
      ),
      words(
        '每张图都有 100 mm 检核条：用尺量它，量得 100 mm 比例尺就是对的。没有审图号时印“示意图”的说明，示例数据印水印。',
        'Every map carries a bar of 100 mm: measure it with a ruler; if it is 100 mm the scale is true. Without a review number the sheet says that it is schematic, and demonstration data get a watermark.',
      ),
    ],
  },
  {
    id: 'offline',
    title: { zh: '离线', en: 'Without a network' },
    aliases: ['离线包', '范围', '扫码', '断网', '更新', 'offline', 'PWA', 'install'],
    blocks: [
      words(
        '第一次打开后约半分钟，程序本身就存在本机了，断网也能打开。底部状态栏说明在线还是离线、离线包有多旧。',
        'Half a minute after the first visit the application itself is on this device and opens without a network. The status bar says whether the server answers and how old the package is.',
      ),
      steps(
        ['点状态栏里的“在线”，或菜单 ⋯ → 离线包。', 'Press the word Online in the status bar, or ⋯ and Take offline.'],
        [
          '勾选要带走的图层，先看大小和剩余空间，再下载；断了可以接着下。',
          'Tick the layers to take; see their size and the room there is, then download. A broken download goes on where it stopped.',
        ],
        [
          '只去一个乡镇或一片地时选“范围”：当前视图、画一个、选中的图形或镇街。大图层只取与它相接的要素，图层行里写明本机只有哪一片。',
          'Going to one township or one stretch of land, choose an Area: the view, a drawn one, what is selected, or a township. Of large layers only features that reach into it are taken; the layer’s row says which area is here.',
        ],
        [
          '需要时给离线包一个有效期：到期后图层文件自动删除，记录不删。',
          'Give the package an end date where that is wanted: then the layer files go, the records stay.',
        ],
      ),
      words(
        '办公室备好的离线包用“从文件…”接收；或在离线包里按“二维码…”，外业手机用“扫码…”对准它，即选好同样的图层、范围和有效期，看过大小后自己下载。不给相机权限时，拍照或选图片也行。',
        'A package that the office has prepared is received with From a file…; or the office shows As a code…, and a phone that scans it with QR code… has the same layers, area and end chosen and downloads them itself. Without the camera a photo of the code does.',
      ),
      words(
        '新版本和新数据只会提示，您接受后才换，不会动手上正在用的。',
        'A new version or newer data are offered; nothing under your hands changes before you accept.',
      ),
    ],
  },
]
