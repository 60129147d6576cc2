import { expect, it } from 'vitest'
import { styleText } from './style.ts'

it('calls the unbroken colours of a raster otherwise than the list of ramps that stands below them', () => {
  for (const locale of ['zh', 'en'] as const) expect(styleText.smooth[locale]).not.toBe(styleText.ramp[locale])
})
