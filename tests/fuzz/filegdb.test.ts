import { fuzzThroughGdal } from './through-gdal.ts'

fuzzThroughGdal('filegdb', 'OpenFileGDB', 'a.gdb')
