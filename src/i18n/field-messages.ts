import type { Text } from '../core/text.ts'

/** Words of what may go wrong in the field. */
export const FIELD_MESSAGES: Readonly<Record<string, Text>> = {
  'position.denied': {
    zh: '浏览器没有定位权限。请在地址栏左侧的网站设置中允许“位置”，再按“重试”；也可以输入 RTK 坐标，核实照常进行。',
    en: 'The browser has no permission to locate. Allow “Location” in the site settings beside the address bar, then try again; typed RTK coordinates work all the same.',
  },
  'position.unavailable': {
    zh: '设备暂时给不出位置（{message}）。到开阔处再试，或输入 RTK 坐标。',
    en: 'The device has no position for now ({message}). Try in the open, or type RTK coordinates.',
  },
  'position.timeout': {
    zh: '20 秒内没有收到位置，仍在继续搜索。',
    en: 'No position within 20 seconds; still searching.',
  },
  'position.insecure': {
    zh: '此地址不是 https：浏览器不给定位、罗盘和常亮，断网打不开。请向管理员要 https 地址。仍可输入 RTK 坐标核实，记录照常存在本机。',
    en: 'This address is not https: no position, no compass, nothing without a network, and the screen may sleep. Ask your administrator for an https address. Typed RTK coordinates work, and records are kept on this device.',
  },
  'position.none': {
    zh: '此浏览器不提供定位。可以输入 RTK 坐标。',
    en: 'This browser offers no position. RTK coordinates can be typed.',
  },
  'position.noSerial': { zh: '此浏览器不支持串口（Web Serial）。', en: 'This browser has no Web Serial.' },
  'position.noBluetooth': { zh: '此浏览器不支持蓝牙（Web Bluetooth）。', en: 'This browser has no Web Bluetooth.' },
  'position.notNmea': {
    zh: '{lines} 行中没有可用的 GGA/GST 语句（校验和必须正确）。请检查波特率和接收机的输出设置。',
    en: 'No usable GGA/GST sentence in {lines} {lines|line|lines} (checksums must be right). Check the baud rate and what the receiver sends.',
  },
  'position.lost': {
    zh: '定位来源断开，请检查设备（{message}）',
    en: 'The source of positions was lost; check the device ({message})',
  },
  'field.full': {
    zh: '记录没有写入本机：空间已满。请不要关闭页面：先导出记录，再移出不用的离线图层。',
    en: 'The record was not written to this device: no room is left. Do not close the page: export the records, then take out layers you do not need.',
  },
  'field.storage': {
    zh: '记录没有写入本机：{message}。请不要关闭页面，先导出记录。',
    en: 'The record was not written to this device: {message}. Do not close the page; export the records first.',
  },
  'field.taken': {
    zh: '浏览器清除了本机存储。{count} 宗记录已重新写入；照片和离线包可能已经没有，请检查，并尽快导出。',
    en: 'The browser cleared what was stored here. {count} {count|record was|records were} written anew; photos and the package may be gone. Check, and export soon.',
  },
  'photo.full': {
    zh: '照片没有存下（{kb} kB）：本机空间已满。记录没有受影响；请先导出记录，移出不用的离线图层后再拍。',
    en: 'The photo was not kept ({kb} kB): no room is left on this device. The record is untouched; export the records, take out layers you do not need, then take it again.',
  },
  'photo.storage': {
    zh: '照片没有存下（{kb} kB）：{message}。记录没有受影响；请先导出记录，再拍一次。',
    en: 'The photo was not kept ({kb} kB): {message}. The record is untouched; export the records, then take it again.',
  },
  'field.noCheck': { zh: '没有这条核实记录（{id}）。', en: 'There is no such record ({id}).' },
  'field.notRecords': {
    zh: '文件中没有外业记录。请选择外业导出的 .zip 或 .geojson。',
    en: 'The file holds no field records. Choose a .zip or .geojson that the field exported.',
  },
  'field.cutShort': {
    zh: '文件不完整，可能没有拷完或传完，什么也没有导入。请重新拷贝，或在外业设备上重新导出。',
    en: 'The file is not complete, perhaps not copied to its end; nothing was imported. Copy it again, or export it anew on the field device.',
  },
  'field.damaged': { zh: '第 {at} 条记录不完整，文件没有导入。', en: 'Record {at} is damaged; nothing was imported.' },
  'field.large': {
    zh: '文件解压后超过 {mib} MiB，没有导入。',
    en: 'The file unpacks to more than {mib} MiB; nothing was imported.',
  },
  'field.exported': { zh: '已导出 {file}（{count} 宗）', en: 'Saved {file} ({count})' },
  'field.imported': {
    zh: '新增 {added} 宗，更新 {updated} 宗，已有 {known} 宗，照片 {photos} 张，待定 {conflicts} 宗',
    en: '{added} new, {updated} updated, {known} known already, {photos} photos, {conflicts} to decide',
  },
  'photo.unreadable': { zh: '这张图片无法读取。', en: 'This picture cannot be read.' },
  'photo.large': { zh: '图片有 {mib} MiB，太大。', en: 'The picture has {mib} MiB: too large.' },
}
