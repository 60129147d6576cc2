import startGdal from 'gdal3.js'
import dataUrl from 'gdal3.js/dist/package/gdal3WebAssembly.data?url'
import wasmUrl from 'gdal3.js/dist/package/gdal3WebAssembly.wasm?url'
import { convertWithGdal, type Gdal } from '../formats/gdal-convert.ts'
import type { GdalApi } from './gdal-api.ts'
import { type Port, serve, transferring } from './protocol.ts'

// in a worker the library listens for messages of its own, and stumbles over ours
globalThis.onmessage = null

const absolute = (url: string) => new URL(url, import.meta.url).href

serve<GdalApi>(
  {
    async convert({ name, zip }) {
      const gdal = await startGdal({
        paths: { wasm: absolute(wasmUrl), data: absolute(dataUrl), js: '' },
        useWorker: false,
        logHandler: () => {},
        errorHandler: () => {},
      })
      const answer = await convertWithGdal(gdal as unknown as Gdal, new File([zip], name), name)
      return transferring(
        answer,
        answer.layers.map(({ flatgeobuf }) => flatgeobuf.buffer),
      )
    },
  },
  globalThis as unknown as Port,
)
