import { list, type ManualPage, steps, words } from './page.ts'

export const MEASURE_AND_DRAW: readonly ManualPage[] = [
  {
    id: 'measure',
    title: { zh: '量测', en: 'Measuring' },
    aliases: ['量算', '距离', '面积', '方位角', '测量', 'distance', 'area', 'bearing', 'azimuth'],
    blocks: [
      steps(
        [
          '按“量测标绘”，或地图上按 M（量距）、Shift+M（量面积）。',
          'Press Measure & draw, or M (length) and Shift+M (area) on the map.',
        ],
        ['单击加点；数字随鼠标而变。', 'Click to add points; the figures follow the pointer.'],
        [
          '双击、回车、再点末点、面积的首点，或按“完成”，都能结束。结果留在地图上，直到清除。',
          'A double click, Enter, the last point again, the first point of an area, or Finish all end it. The result stays on the map until it is cleared.',
        ],
      ),
      list(
        [
          '指针 12 像素（触屏 24）内有界址点时捕捉到点（□），否则捕捉到边（×）；用的是图层里存的坐标，所以描一宗地就得到它的面积。按住 Alt 不捕捉。',
          'Within 12 px (touch: 24) a vertex attracts (□), else an edge (×), by the stored coordinates: a traced parcel has its area. Alt lets go.',
        ],
        [
          '按住 Shift 保持直角；指着一条边按 P，以后的点就与它平行或垂直，按住 Alt 暂时放开，再按 P 取消。',
          'Shift keeps right angles; P at an edge keeps the next points parallel or square to it, Alt lets go for the while, P again for good.',
        ],
        [
          '退格或 Ctrl+Z 退一点，Ctrl+Shift+Z 再给回来；Esc 放弃草图，不问，可以撤销。没画完的点刷新后还在。',
          'Backspace or Ctrl+Z takes a point back, Ctrl+Shift+Z gives it again; Esc gives the sketch up without asking, and can be undone. Points outlive a reload.',
        ],
        [
          '手机上把面板收到最低，面板里仍有一行：正在量的数、完成、退一点、放弃。',
          'On a phone a lowered panel keeps one line: the running figure, Finish, taking back and giving up.',
        ],
        [
          '只用键盘：方向键移动十字丝，回车加点，Ctrl+回车结束。',
          'By keyboard alone: arrows move the crosshair, Enter adds a point, Ctrl+Enter ends.',
        ],
        [
          '输入一点：任何写法的坐标；“50<90”是距上一点 50 m、方位角 90°；“50”沿上一边再走 50 m。',
          'Typed points: coordinates in any form; “50<90” is 50 m from the last point at azimuth 90°; “50” goes on for 50 m.',
        ],
      ),
      words(
        '长度是测地线长度，面积是 TD/T 1055 椭球面积，都在 CGCS2000 上。跨 3° 带分界时会提示并画出分界线：这里的数字不受影响，两侧的投影坐标却不能直接相减。',
        'Lengths are geodesic and areas ellipsoidal by TD/T 1055, on CGCS2000. Where a measurement crosses the border of two 3° zones it is drawn and told: these figures are not affected, but projected coordinates of the two sides must not be subtracted.',
      ),
    ],
  },
  {
    id: 'draw',
    title: { zh: '标绘', en: 'Drawing' },
    aliases: ['标注', '画', '多边形', '分割', '合并', '节点', '界址点', 'annotation', 'split', 'merge', 'vertex'],
    blocks: [
      words(
        '按“量测标绘”，选点、线、面或文字，用同样的办法加点。画好的进入“标绘”组的图层，可以改名、筛选、导出、分析，和别的图层一样。',
        'Press Measure & draw, choose point, line, polygon or label, and set points in the same way. Drawings are layers of the group Drawings: named, filtered, exported and analysed like any other.',
      ),
      list(
        [
          '画好的面是选中的：按地图上方的“范围内压占”，就统计其中压占了什么、是谁的。别的面（如一个湿地公园）在卡片上按“选中”，也可以这样问。',
          'A polygon is selected when it is done: “What lies inside” above the map says at once what it covers and whose that is. Any other polygon, such as a wetland park, is asked the same way once it is selected on its card.',
        ],
        [
          '“用线分割”：从面外画到面外；各块之和等于原来的面积。选中两个以上可“合并”。',
          '“Split by a line”: from outside to outside; the pieces sum to the whole. Two or more that are selected can be merged.',
        ],
        [
          '“改界址点”：拖动点，或单击拿起、再单击放下；边的中点加点；Delete 删点。共用这一点的宗地一起改，Ctrl+Z 撤销。',
          '“Edit vertices”: drag one, or click to take it up and click to put it down; the middle of an edge adds one, Delete removes one. Every parcel that shares it follows; Ctrl+Z undoes it.',
        ],
        [
          '点号下面可输入新坐标或“距离<方位角”，不用鼠标也能改。',
          'Below the number of a point its new coordinates, or distance<azimuth, can be typed: no pointer is needed.',
        ],
        [
          '宗地、图斑可以在原图层里分割合并：点开一宗，编辑属性 → 分割…，画一条穿过它的线；选中相邻的几宗，编辑属性 → 合并。各部分之和等于原来，邻宗的界线上补上同一个点。',
          'Parcels are split and merged in their own layer: open one, Edit values, Split…, and draw a line across; select neighbours, Edit values, Merge. The parts sum to the whole, and neighbours get the same points on their border.',
        ],
        [
          '各部分照抄原来的属性；代码改为“待编（原代码-1）”，由登记机构编定；登记面积按图形面积分摊，合并时相加。都记入变更清单，Ctrl+Z 撤销。',
          'Parts have the values of the whole; the code is marked as to be assigned, naming the old one; the registered area is shared out by drawn area, and summed in a merge. All of it stands in the list of changes; Ctrl+Z undoes it.',
        ],
        [
          '不想动原图层时，选中后“复制到标绘”，在标绘里分割。Delete 删除选中的标绘。',
          'To leave the layer as it is, copy the selection to the drawings and split there. Delete removes selected drawings.',
        ],
      ),
    ],
  },
]
