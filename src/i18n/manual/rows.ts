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
          '列标题的菜单：排序（可按几列）、按值筛选（带个数和查找）、空值、数值范围、冻结、隐藏。',
          'The menu of a heading: sort (by several columns), filter by values with their counts, blanks, a range of numbers, freeze, hide.',
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
