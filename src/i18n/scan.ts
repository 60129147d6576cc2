import type { Text } from '../core/text.ts'

/** Words of the code scanner. */
export const scanText = {
  title: { zh: '扫码', en: 'Scan a QR code' },
  close: { zh: '关闭', en: 'Close' },
  camera: { zh: '相机画面', en: 'Picture of the camera' },
  asking: { zh: '正在打开相机，请在浏览器提示中选“允许”。', en: 'Opening the camera: choose “Allow” when the browser asks.' },
  hold: { zh: '把“分享”或“离线包”的二维码放进画面。', en: 'Hold a code of “Share” or “Take offline” in the picture.' },
  picture: { zh: '拍照或选图片…', en: 'Take or choose a picture…' },
} as const satisfies Record<string, Text>
