import type { Text } from '../core/text.ts'

/** Words of bookmarks and of the presentation. */
export const bookmarksText = {
  title: { zh: '书签', en: 'Bookmarks' },
  close: { zh: '关闭', en: 'Close' },
  name: { zh: '名称', en: 'Name' },
  add: { zh: '添加当前视图', en: 'Add the present view' },
  suggested: { zh: '视图 {n}', en: 'View {n}' },
  empty: { zh: '还没有书签', en: 'No bookmarks yet' },
  emptyHelp: {
    zh: '书签记住位置和打开的图层，随工程保存；演示时逐个翻页。',
    en: 'A bookmark keeps the place and the layers that are on, with the project; a presentation turns them like pages.',
  },
  go: { zh: '转到', en: 'Go' },
  goTo: { zh: '转到 {name}', en: 'Go to {name}' },
  up: { zh: '上移 {name}', en: 'Move {name} up' },
  down: { zh: '下移 {name}', en: 'Move {name} down' },
  remove: { zh: '删除 {name}', en: 'Remove {name}' },
  rename: { zh: '{name} 的名称', en: 'Name of {name}' },
  present: { zh: '演示', en: 'Present' },
  presentation: { zh: '演示', en: 'Presentation' },
  page: { zh: '{n} / {all}', en: '{n} / {all}' },
  next: { zh: '下一页', en: 'Next' },
  back: { zh: '上一页', en: 'Back' },
  leave: { zh: '退出演示', en: 'Leave' },
} as const satisfies Record<string, Text>
