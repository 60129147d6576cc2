import { fuzzThroughGdal } from './through-gdal.ts'

fuzzThroughGdal('mapinfo', 'MapInfo File', 'b.tab')
