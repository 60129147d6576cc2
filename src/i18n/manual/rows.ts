import { list, type ManualPage, words } from './page.ts'

export const ROWS: readonly ManualPage[] = [
  {
    id: 'table',
    title: { zh: '属性表', en: 'Attribute table' },
    aliases: ['表格', '排序', '统计', '合计', 'sort', 'columns'],
    blocks: [
      words(
        '按 T，或图层行尾 ⋯ → 属性表。一百万行也在工作线程里排序和筛选，页面不卡。',
        'Press T, or ⋯ at the end of a layer’s row. A million rows are sorted and filtered in a worker, so that the page stays free.',
      ),
      list(
        [
          '列标题的菜单：排序（可按几列）、按值筛选（带个数和查找）、空值、数值或日期范围、冻结（手机除外）、隐藏。',
          'The menu of a heading: sort (by several columns), filter by values with their counts, blanks, a range of numbers or dates, freeze (not on a phone), hide.',
        ],
        [
          '表的筛选就是图层的筛选：地图跟着变，表和地图上方都有标签。',
          'The filter of the table is the filter of the layer: the map follows, and chips stand above both.',
        ],
        [
          '下面一行是计数、合计、均值、最小、最大、空值：有选中算选中的，否则算筛选后的。',
          'The last line has count, sum, mean, least, greatest and blanks: of what is selected, else of what the filter leaves.',
        ],
        [
          '空格选一行，地图同时选中；复制到电子表格时代码仍是文本；F2 改值，可撤销。',
          'Space selects a row, on the map too; copied to a spreadsheet codes stay text; F2 edits a value, and it can be undone.',
        ],
      ),
    ],
  },
  {
    id: 'dashboard',
    title: { zh: '统计面板', en: 'Dashboard' },
    aliases: ['图表', '条形图', '旭日图', '直方图', '散点图', '冻结', 'charts', 'histogram', 'freeze'],
    blocks: [
      words(
        '图层行尾 ⋯ → 统计面板，或命令“统计面板”。右侧出现关键指标、条形图、旭日图和直方图，可添加、移除、移动和设置；设置随工程保存，可撤销。',
        'Use ⋯ at the end of a layer’s row, or the command Dashboard. Key figures, bars, a sunburst and a histogram come up on the right; cards are added, removed, moved and set up, kept with the project, and undone.',
      ),
      list(
        [
          '视图、筛选、选集各有开关，数字跟着变；“全部”是整个图层。随视图时，与地图窗口（连同面板下面的部分）相交的要素整个计入，不按窗口裁切。',
          'View, filter and selection each have a switch, and the figures follow; All is the whole layer. With the view, features that meet the map window, what lies under the panels included, count as a whole: nothing is cut.',
        ],
        [
          '“冻结”保持当前数字，写明时间和范围，地图可以继续移动。',
          'Freeze holds the figures, with their time and scope, while the map goes on.',
        ],
        [
          '单击条、扇区或柱即筛选图层，再单击取消；Ctrl 单击多选，柱则扩成连续区间；Esc 或撤销取回。本图不受自己的筛选限制，其余的条仍可点。',
          'A click on a bar, sector or column filters the layer, another one lets go; Ctrl adds, columns grow to a range; Esc or undo takes it back. A chart is not narrowed by its own filter, so that its other bars stay to be pressed.',
        ],
        [
          '直方图也可以选日期字段，按年、季度或月分组（自动时取放得下的最细一级），同样单击筛选。',
          'A histogram also takes a field of dates, by year, quarter or month (automatic: as fine as there is room for), and filters alike.',
        ],
        [
          '在散点图上拖方框，选中其中的要素；点太多时按疏密画成格子。',
          'Drag a box over the scatter plot to select what is in it; where there are too many points, cells are drawn as dark as they are full.',
        ],
        [
          '“看表格”是同样的数字，用键盘也能筛选；⋯ 里可复制到电子表格、存为 CSV 或 PNG，带来源和范围。',
          'Show the table for the same figures, which the keyboard filters by as well; ⋯ copies them for a spreadsheet or saves CSV or PNG with origin and scope.',
        ],
      ),
      words(
        '面积是椭球面积，与面积汇总一致：无效图形按修复后的图形计，并写明个数。很大的图层首次统计要先逐个量算面积，有进度；按需读取的图层只读卡片所需的字段（面积按存储的图形计，无效图形不修复，卡片会写明）；发布时没有带字段文件的，要先全部载入。',
        'Areas are ellipsoidal and those of the area summary: invalid shapes count as repaired, and how many is said. A very large layer is measured once, with progress; of a layer that is read as needed only the fields of the cards are read (areas of the shapes as stored, invalid ones not repaired, and the card says so); one published without its fields must be loaded whole first.',
      ),
    ],
  },
  {
    id: 'query',
    title: { zh: '查询', en: 'Asking by conditions' },
    aliases: ['条件', '表达式', '空间查询', '计算字段', 'expression', 'where'],
    blocks: [
      words(
        '命令“查询”。一条条点选条件，用“且”“或”组合；或者直接写，如 亩 > 50 and 地类 = 1106；在上面的搜索框里写也行。',
        'Use the command Query. Rules are put together with and, or; or written at once, as in mu > 50 and DLBM = 1106; the search box on top takes the same words.',
      ),
      list(
        [
          '空间条件：与另一图层、当前视图或画出的多边形相交、在其内、在若干米以内。',
          'Places: meeting, inside or within a distance of another layer, the view, or a polygon drawn.',
        ],
        [
          '按空间条件的筛选记住查到的行和当时的问题；有图层改动后，标签上出现“数据已变，重查”。它存在工程里，不放进链接。',
          'A filter by place keeps the rows that were found, and the question; when a layer has changed, its chip offers to ask again. It is kept in the project, not in links.',
        ],
        ['先给出多少行，再决定：选中、筛选，或另建图层。', 'The count comes first; then choose: select, filter, or a new layer.'],
        [
          '计算字段用同一种写法；查询可以起名保存，随工程走。',
          'Calculated fields use the same language; a query can be named and kept with the project.',
        ],
      ),
    ],
  },
  {
    id: 'compare',
    title: { zh: '对比与书签', en: 'Comparing, and bookmarks' },
    aliases: ['卷帘', '分屏', '时序', '演示', 'swipe', 'split', 'presentation'],
    blocks: [
      words(
        '按 S 开卷帘：左右各选一个图层或组，拖中间的线，或用左右方向键移动；也可以分屏（最多四幅，镜头同步）或自动切换。退出后图层照旧。',
        'Press S to swipe: choose a layer or group for each side and drag the line, or move it by the left and right arrows. Split shows up to four panes with one camera, and switching goes back and forth. Leaving restores the layers.',
      ),
      words(
        '书签记住位置和打开的图层，随工程保存；“演示”逐个翻页，只留地图。',
        'Bookmarks keep the place and the layers shown, with the project; Present turns them page by page with nothing but the map.',
      ),
    ],
  },
]
