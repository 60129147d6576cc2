export const manualText = {
  title: { zh: '使用手册', en: 'Manual' },
  search: { zh: '在手册中查找', en: 'Search the manual' },
  pages: { zh: '手册各页', en: 'Pages of the manual' },
  found: { zh: '{n} 页', en: '{n} pages' },
  none: {
    zh: '没有找到。换一个词，或按 ? 看快捷键。',
    en: 'Nothing found. Try another word, or press ? for the keyboard shortcuts.',
  },
  back: { zh: '‹ 全部', en: '‹ All pages' },
}
