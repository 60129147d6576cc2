import type { Text } from '../core/text.ts'

/** Words for what may happen to the offline package. Part of the list in errors.ts. */
export const OFFLINE_MESSAGES: Readonly<Record<string, Text>> = {
  'offline.unsupported': {
    zh: '此浏览器不能在本机保存离线文件（{reason}）。离线包需要 https 与较新的浏览器，无痕窗口中不可用。',
    en: 'This browser cannot keep files offline ({reason}). It takes https and a recent browser, and no private window.',
  },
  'offline.busy': {
    zh: '{file} 正被另一个标签页写入。请关闭该标签页后重试。',
    en: '{file} is being written by another tab. Close that tab and try again.',
  },
  'offline.full': {
    zh: '本机空间不足，{file}（{needMb} MB）没有存下，它占用的空间已释放；已存的图层与记录没有受影响。请移出不用的图层，或清理设备空间后继续。',
    en: 'No room left on this device: {file} ({needMb} MB) was not kept and its room was freed; layers and records that were kept are untouched. Remove layers you do not need, or free some space, then go on.',
  },
  'offline.checksum': {
    zh: '{file} 与目录中的校验和不符，没有采用。服务器上的文件可能刚刚更换，请刷新页面后重试。',
    en: '{file} does not match the checksum in the catalog and was not taken. It may just have been replaced on the server: reload the page and try again.',
  },
  'offline.lost': {
    zh: '离线文件 {file} 不在本机了（可能被浏览器清理），服务器上已是另一个文件。请联网后在“离线包”中更新此图层。',
    en: 'The offline file {file} is no longer on this device (the browser may have cleared it), and the server has another one. Update this layer under “Take offline” when there is a network.',
  },
  'offline.cleared': {
    zh: '离线包中这些图层的文件已被浏览器清理，断网前请重新离线：{layers}',
    en: 'The browser has cleared the files of these offline layers; take them again before you lose the network: {layers}',
  },
  'offline.low': {
    zh: '本机可用空间只剩约 {leftMb} MB，照片与记录可能存不下。请先移出不用的离线图层或清理设备。',
    en: 'Only about {leftMb} MB are left on this device: photos and records may not fit. Remove offline layers you do not need, or free some space.',
  },
  'offline.soon': {
    zh: '离线包将于 {date} 到期，届时从本机删除。需要时请联网延期。',
    en: 'The offline package expires on {date} and then leaves this device. Prolong it while there is a network.',
  },
  'offline.expired': {
    zh: '离线包已于 {date} 到期，其中的图层文件已从本机删除；记录与导入的图层还在。',
    en: 'The offline package expired on {date}: its layer files were deleted from this device; records and imported layers are still here.',
  },
  'offline.expiredFile': {
    zh: '{file} 是离线包，已于 {date} 到期，没有打开。请向办公室要新的离线包。',
    en: '{file} is an offline package that expired on {date}; it was not opened. Ask the office for a new one.',
  },
  'package.saved': {
    zh: '离线包已存为 {file}（{layers} 个图层，{mb} MB）；在另一台设备上用“打开工程”接收',
    en: 'Package saved as {file} ({layers} layers, {mb} MB); “Open project” takes it over on another device',
  },
  'package.taken': {
    zh: '离线包已存入本机：{count} 个图层，校验和一致',
    en: 'Package taken: {count} {count|layer|layers} on this device; checksums agree',
  },
  'offline.taken': {
    zh: '已离线 {count} 个图层（{mb} MB），校验和一致',
    en: '{count} {count|layer|layers} ({mb} MB) taken offline; checksums agree',
  },
}
