import { defineFormat } from './format.ts'
import { otherKind } from './other-kinds.ts'
import { isAboutData, rootTag, xmlHead } from './xml-head.ts'

/** In the vocabulary of GML, but about data: schemas, answers about a service */
const NO_DATA = /^(?:schema|WFS_Capabilities|Capabilities|kml|gpx|html|Style\w*|Filter)$/
const REFUSALS = /^(?:ServiceExceptionReport|ExceptionReport)$/

export default defineFormat({
  id: 'gml',
  title: { zh: 'GML', en: 'GML' },
  extensions: ['gml'],
  // what GDAL writes beside
  companions: ['xsd', 'gfs'],
  sniff(head, name) {
    const text = xmlHead(head, 8192)
    const root = rootTag(text)
    if (!root) return /\.gml$/i.test(name) && otherKind(head) === 'xml' ? 0.5 : 0
    if (NO_DATA.test(root.name) || isAboutData(root)) return 0
    if (/FeatureCollection$/.test(root.name) || REFUSALS.test(root.name)) return 0.95
    if (/["']http:\/\/www\.opengis\.net\/gml(?:\/\d[\d.]*)?["']/.test(text) || /<gml:/.test(text)) return 0.7
    return /\.gml$/i.test(name) ? 0.5 : 0
  },
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeGml } = await import('./gml-decode.ts')
    return decodeGml(files, options, task)
  },
  async sample([file], options, task) {
    const { sampleGml } = await import('./gml-decode.ts')
    return sampleGml(file, options, task)
  },
})
