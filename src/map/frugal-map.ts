import * as maplibre from 'maplibre-gl'
import { askForIdle } from './ask-for-idle.ts'
import { plainRaster } from './plain-rasters.ts'
import { plainTextures } from './plain-textures.ts'
import { shareStencils } from './shared-stencils.ts'
import { skyInView } from './sky-in-view.ts'

/**
 * A map that asks less of what paints it (decision 0037). The library wants a canvas that can be seen through, which the browser then
 * blends with the page below in every frame, of the map or of the screens; here each pixel is ground or upon it, and needs none.
 */
export class FrugalMap extends maplibre.Map {
  constructor(options: maplibre.MapOptions) {
    super(options)
    askForIdle(this)
  }

  override _setupPainter(): void {
    const canvas = this._canvas
    const open = (kind: string, attributes?: object) => {
      const context = HTMLCanvasElement.prototype.getContext.call(canvas, kind, { ...attributes, alpha: false })
      if (context instanceof WebGL2RenderingContext) {
        context.shaderSource = (shader, source) =>
          WebGL2RenderingContext.prototype.shaderSource.call(context, shader, plainRaster(source))
        plainTextures(context, () => !this.terrain)
      }
      return context
    }
    canvas.getContext = open as typeof canvas.getContext
    super._setupPainter()
    shareStencils(this.painter)
    skyInView(this.painter)
  }
}
