import { fuzzThroughGdal } from './through-gdal.ts'

// in this order: for an error that a damaged geodatabase left in the library the sound MapInfo file after it was refused
fuzzThroughGdal('filegdb', 'OpenFileGDB', 'a.gdb')
fuzzThroughGdal('mapinfo', 'MapInfo File', 'b.tab')
