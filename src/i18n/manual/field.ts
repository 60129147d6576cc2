import { list, type ManualPage, steps, words } from './page.ts'

export const FIELD: readonly ManualPage[] = [
  {
    id: 'field',
    title: { zh: '外业与界址核实', en: 'In the field: checking a boundary' },
    aliases: ['放样', '找点', 'RTK', 'NMEA', 'GPS', 'stake-out'],
    blocks: [
      words(
        '菜单 ⋯ → 外业模式；外业模式里复制的地址（含 ui=field）打开就在外业模式。屏幕下方四个大按钮：查、量、核、记录；“户外”切换强光下的配色，旁边的按钮换成英文。出门前先做离线包；点右上角的“在线/离线”看外业包：有什么、多旧、缺什么、还剩多少空间。',
        'Choose Field mode in the menu ⋯; an address copied in field mode (it holds ui=field) opens there. Four large buttons at the bottom: look, measure, check, records; “Sun” switches to colours for bright light, the button beside it to Chinese. Take the layers offline before you go; the word Online or Offline at the top shows what is on the device, how old it is, what is missing and what room is left.',
      ),
      words(
        '装到主屏幕：安卓与电脑的 Chrome、Edge 在“离线包”或外业模式里按“安装”；iPhone、iPad 用 Safari 的“分享 → 添加到主屏幕”，之后都从图标打开。装了之后点图标就开，浏览器不会清理本机的数据。地址不是 https 时，浏览器不给定位、不能离线也不能安装，仍可输入 RTK 坐标核实。',
        'To put it on the home screen: Chrome and Edge, on Android and computers, by Install in Take offline or in field mode; iPhone and iPad by Share → Add to Home Screen in Safari, and from then on by the icon. It then opens by its icon and the browser does not clear its data. Where the address is not https the browser gives no position, keeps nothing offline and installs nothing; RTK coordinates can still be typed.',
      ),
      list(
        [
          '定位来源可以是手机、RTK 手簿的 X,Y（任何 CGCS2000 带，带号可有可无）、串口或蓝牙接收机，或回放记录。',
          'Positions come from the device, from a rover’s X,Y typed in (any CGCS2000 zone, with its prefix or without), from a receiver by serial port or Bluetooth, or from a recording.',
        ],
        [
          '一直显示脚下的宗地、距界多远、精度多少；精度不够时直说“分不清在哪一侧”。',
          'The parcel underfoot, the distance to its boundary and the accuracy are always shown; where that is not enough it says that it cannot tell the side.',
        ],
        [
          '箭头随手机罗盘转；下面写明按真北（已加磁偏角）还是磁北。',
          'The arrow turns with the device’s compass; below it stands whether that counts from true north (declination applied) or magnetic north.',
        ],
        [
          '超过 10 秒的位置变灰并写明多久以前；精度差于 50 m 时不跟随。',
          'A position older than 10 seconds turns grey and tells its age; below 50 m of accuracy the map does not follow.',
        ],
      ),
      steps(
        [
          '按“核”，站进宗地或在图上点一宗，逐点走：完好、移位、丢失、无法到达、新增。',
          'Press Check, stand in the parcel or tap one, and go from point to point: intact, moved, lost, out of reach, new.',
        ],
        [
          '项目里有界址点层（JBLX 等字段）或界址线层（JZXLB、JZXWZ）时，界标种类、界址线类别和位置自动填入。',
          'Where the project has a layer of boundary points (field JBLX and the like) or lines (JZXLB, JZXWZ), kinds of markers and lines are filled in.',
        ],
        [
          '量几次取平均，或输入 RTK 坐标；拍照、写说明。每一改动立刻写入本机，关掉页面也不丢；误删的照片离开该点前可撤销。',
          'Measure several times or type the rover’s coordinates; take photos, write a note. Each change is written to the device at once and survives a closed page; a photo that was removed can be put back until the point is left.',
        ],
        [
          '精度大于允差三分之一时不给结论，并说明为什么；有这样的实测点时面积也不判。',
          'Where the accuracy is above a third of the limit no verdict is given, and the reason is; nor is the area judged with such a point.',
        ],
        [
          '在“记录”里导出 GeoJSON（附照片）、CSV、XLSX、界址核实表或实测界址 TXT；回办公室导入，重复的合并，有冲突的并排给您选。',
          'Records go out as GeoJSON with photos, CSV, XLSX, as a check form or the boundary as found as TXT; imported at the office they are merged without duplicates, and conflicts are shown side by side.',
        ],
      ),
    ],
  },
  {
    id: 'papers',
    title: { zh: '宗地图与界址点成果表', en: 'Parcel plan and table of points' },
    aliases: ['四至', '界址点', '成果表', 'parcel papers'],
    blocks: [
      words(
        '在卡片上或选中若干宗后，用命令“宗地图”。界址点从西北角起顺时针编号 J1、J2……，写明边长、面积（m²、公顷、亩）、相邻权利人、四至、比例尺、坐标系，留签章栏；A4 或 A3 的 PDF，线是矢量的。',
        'On a parcel’s card, or with several selected, use the command Parcel papers. Points are numbered J1, J2 … clockwise from the north-west corner, with edge lengths, area in m², hectares and mu, neighbours’ names, the four bounds, scale, coordinate system and room for signatures; a PDF of A4 or A3 with vector lines.',
      ),
    ],
  },
]
