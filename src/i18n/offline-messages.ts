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
    zh: '本机可用空间已不足 {mb} MB，照片与记录可能存不下。请先移出不用的离线图层或清理设备。',
    en: 'Less than {mb} MB are left on this device: photos and records may not fit. Remove offline layers you do not need, or free some space.',
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
  'offline.part': {
    zh: '只有离线包的范围在本机：{area}，{count} 个要素（全层 {all} 个）。范围以外查不到，也不参与统计。',
    en: 'Only the area of the offline package is on this device: {area}, {count} of {all} features. Nothing is found or counted outside it.',
  },
  'offline.areaHint': {
    zh: '请在地图上画出要带走的范围：逐点点击，双击结束，随后回到离线包。',
    en: 'Draw the area to take along on the map: click point by point, double-click to finish; the package then opens again.',
  },
  'offline.outside': {
    zh: '此处不在离线包的范围内，本机没有这里的数据：{layers}',
    en: 'This place is outside the area of the offline package; this device has no data here of: {layers}',
  },
  'offline.areaTooLarge': {
    zh: '{layer} 在此范围内有 {mb} MB，超过一次能载入的 {most} MB。请缩小范围，或整层离线。',
    en: '{layer} has {mb} MB in this area, more than the {most} MB that are loaded at once. Choose a smaller area, or take the whole layer.',
  },
  'camera.denied': {
    zh: '没有使用相机的权限。请在浏览器的网站设置中允许“相机”后重新打开；也可以拍照或选图片。',
    en: 'The camera may not be used. Allow “Camera” in the browser’s site settings and open this again, or take or choose a picture.',
  },
  'camera.none': {
    zh: '这台设备没有相机。可以选一张含二维码的图片。',
    en: 'This device has no camera. Choose a picture of the code instead.',
  },
  'camera.busy': {
    zh: '相机打不开，可能正被别的应用占用。请关闭那个应用后重试；也可以拍照或选图片。',
    en: 'The camera cannot be opened; another app may be using it. Close that app and try again, or take or choose a picture.',
  },
  'camera.insecure': {
    zh: '此地址不是 https，浏览器不开放相机。可以拍照或选图片。',
    en: 'This address is not https, so the browser gives no camera. Take or choose a picture instead.',
  },
  'scan.noPicture': {
    zh: '这个文件不是能显示的图片。请拍下二维码，或选一张含二维码的图片。',
    en: 'This file is no picture that can be shown. Take a photo of the code, or choose a picture of it.',
  },
  'scan.none': {
    zh: '图中没有找到二维码。请靠近、对正、避开反光后再拍一次。',
    en: 'No QR code was found in the picture. Take it again: nearer, straight, without glare.',
  },
  'scan.noLink': {
    zh: '二维码里不是链接：{text}',
    en: 'The code holds no link: {text}',
  },
  'scan.elsewhere': {
    zh: '二维码指向另一个网址（{address}），没有打开。只打开本系统“分享”生成的二维码。',
    en: 'The code leads to another address ({address}) and was not opened. Only codes made by “Share” of this map are.',
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
