/** Of the user's system: nothing is downloaded for names on the map. */
export const FONTS = ['Noto Sans SC', 'Noto Sans CJK SC', 'PingFang SC', 'Microsoft YaHei', 'sans-serif']
