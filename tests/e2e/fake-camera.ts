import { closeSync, openSync, writeSync } from 'node:fs'
import { correction, generate } from 'lean-qr'

const [WIDTH, HEIGHT] = [640, 480]
const FRAMES = 3

/** What a camera sees that is held before a QR code, a little slanted and unevenly lit: a YUV4MPEG2 film for Chromium's fake device. */
export function filmOfCode(path: string, text: string): void {
  const code = generate(text, { minCorrectionLevel: correction.M })
  const module = Math.floor(330 / code.size)
  const light = Buffer.alloc(WIDTH * HEIGHT)
  const turn = 0.12
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const [dx, dy] = [x - WIDTH / 2, y - HEIGHT / 2]
      const u = Math.floor((dx * Math.cos(turn) + dy * Math.sin(turn)) / module + code.size / 2)
      const v = Math.floor((dy * Math.cos(turn) - dx * Math.sin(turn)) / module + code.size / 2)
      const isPaper = u >= -4 && v >= -4 && u < code.size + 4 && v < code.size + 4
      const shade = 0.7 + (0.3 * x) / WIDTH
      light[y * WIDTH + x] = Math.round(shade * (isPaper ? (code.get(u, v) ? 40 : 220) : 120))
    }
  const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128)
  const file = openSync(path, 'w')
  writeSync(file, `YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)
  for (let frame = 0; frame < FRAMES; frame++) {
    writeSync(file, 'FRAME\n')
    writeSync(file, light)
    writeSync(file, grey)
  }
  closeSync(file)
}
