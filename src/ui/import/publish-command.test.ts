import { expect, test } from 'vitest'
import { publishCommand } from './publish-command.ts'

test.each([
  ['parcels.geojson', 'npm run -s onemap -- layers add parcels.geojson'],
  ['Parcels 2026.shp', 'npm run -s onemap -- layers add "Parcels 2026.shp"'],
  ['宗地.gpkg', 'npm run -s onemap -- layers add 宗地.gpkg --id new-layer'],
  ['2026年 变更.geojson', 'npm run -s onemap -- layers add "2026年 变更.geojson" --id new-layer'],
  // nothing that a shell would run
  ['a$(reboot)`x`".fgb', 'npm run -s onemap -- layers add "a?(reboot)?x??.fgb"'],
])('%s is published by a command that can be typed as it stands', (file, command) => {
  expect(publishCommand(file)).toBe(command)
})
