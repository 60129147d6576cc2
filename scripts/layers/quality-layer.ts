import { type BuiltLayer, field } from './built-layer.ts'
import type { Line } from './curve.ts'
import type { Fabric } from './fabric.ts'
import { toX, toY, type XY } from './local-plane.ts'
import { landClassSymbology, PARCEL_FIELDS, parcelRow } from './parcel-layers.ts'
import type { Parcel } from './parcels.ts'
import { drawnPolygonTable } from './tables.ts'

type Row = Record<string, string | number | null>
interface Copy {
  ring: XY[]
  row: Row
}

/**
 * A neighbourhood of good parcels with a dozen planted defects, so that checks have something to find. 缺陷 says what is wrong
 * where; everything else is sound. The district's own fabric has none of these.
 */
export function qualityLayer(fabric: Fabric, parcels: readonly Parcel[]): BuiltLayer {
  const { partition } = fabric
  const at: XY = [toX(118.72), toY(37.578)]
  const near = parcels
    .filter(
      (parcel) =>
        parcel.parts.length === 1 && parcel.parts[0].length === 1 && ['irrigated', 'paddy', 'dry'].includes(parcel.plot.theme),
    )
    .map((parcel) => ({ parcel, d: Math.hypot(parcel.at[0] - at[0], parcel.at[1] - at[1]) }))
    .sort((a, b) => a.d - b.d)
    .slice(0, 64)
    .map(({ parcel }): Copy => ({ ring: partition.line(parcel.parts[0][0]), row: { ...parcelRow(parcel), DEFECT: null } }))
  const good = [...near]
  /** each defect takes a parcel of its own, away from the others */
  const take = (what: string, change: (copy: Copy) => void, isFit = (_: Copy) => true) => {
    const from = Math.floor(good.length * 0.37)
    const copy = good.splice(
      Math.max(
        from,
        good.findIndex((each, i) => i >= from && isFit(each)),
      ),
      1,
    )[0]
    // and keeps its neighbours in the list of untouched ones out of the next pick
    good.push(...good.splice(0, 3))
    change(copy)
    copy.row.DEFECT = copy.row.DEFECT ? `${copy.row.DEFECT}；${what}` : what
    return copy
  }
  const corner = (ring: Line) => ring.reduce((best, p, i) => (p[0] + p[1] > ring[best][0] + ring[best][1] ? i : best), 0)
  const middle = (ring: Line): XY => [
    ring.reduce((s, p) => s + p[0], 0) / ring.length,
    ring.reduce((s, p) => s + p[1], 0) / ring.length,
  ]
  /** both sides at the corner are shared: moving it in opens a closed gap, moving it out meets a neighbour */
  const isCornerEnclosed = ({ ring }: Copy) => {
    const n = ring.length
    const i = corner(ring)
    const isShared = (a: XY, b: XY) =>
      near.some(
        (other) =>
          other.ring !== ring && other.ring.some((p, k) => isAt(p, b) && isAt(other.ring[(k + 1) % other.ring.length], a)),
      )
    return isShared(ring[(i + n - 1) % n], ring[i]) && isShared(ring[i], ring[(i + 1) % n])
  }
  const isAt = (p: XY, q: XY) => p[0] === q[0] && p[1] === q[1]
  const push = (copy: Copy, byM: number) => {
    const i = corner(copy.ring)
    const [cx, cy] = middle(copy.ring)
    const [x, y] = copy.ring[i]
    const d = Math.hypot(x - cx, y - cy)
    copy.ring[i] = [x + ((x - cx) / d) * byM, y + ((y - cy) / d) * byM]
  }

  take('与相邻宗地重叠：东北角外移 18 m', (copy) => push(copy, 18), isCornerEnclosed)
  take('与相邻宗地重叠：东北角外移 0.4 m', (copy) => push(copy, 0.4), isCornerEnclosed)
  take('与相邻宗地有缝隙：东北角内移 14 m', (copy) => push(copy, -14), isCornerEnclosed)
  take('自相交（蝴蝶结）：两个界址点次序颠倒', (copy) => {
    const n = copy.ring.length
    const i = corner(copy.ring)
    const j = (i + 1) % n
    ;[copy.ring[i], copy.ring[j]] = [copy.ring[j], copy.ring[i]]
  })
  take('尖刺：界址线上多出 60 m 长的尖角', (copy) => {
    const [a, b] = [copy.ring[0], copy.ring[1]]
    const [cx, cy] = middle(copy.ring)
    const m: XY = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const d = Math.hypot(m[0] - cx, m[1] - cy)
    const out: XY = [m[0] + ((m[0] - cx) / d) * 60, m[1] + ((m[1] - cy) / d) * 60]
    const [u, v] = [(b[0] - a[0]) / 200, (b[1] - a[1]) / 200]
    copy.ring.splice(1, 0, [m[0] - u, m[1] - v], out, [m[0] + u, m[1] + v])
  })
  take('重复界址点：同一点连续出现两次', (copy) => {
    copy.ring.splice(2, 0, [...copy.ring[2]] as XY)
  })
  take('不动产单元号错误：特征码 GA（A 只能用于集体）', (copy) => {
    copy.row.BDCDYH = String(copy.row.BDCDYH).replace(/^(\d{12})../, '$1GA')
  })
  take('不动产单元号错误：27 位', (copy) => {
    copy.row.BDCDYH = String(copy.row.BDCDYH).slice(0, 27)
  })
  take('不动产单元号错误：县级代码 370502 不属于本区', (copy) => {
    copy.row.BDCDYH = `370502${String(copy.row.BDCDYH).slice(6)}`
  })
  const twin = good[0].row.BDCDYH
  take('不动产单元号重复', (copy) => {
    copy.row.BDCDYH = twin
  })
  take('地类编码不存在：0199', (copy) => {
    copy.row.DLBM = '0199'
  })
  take('登记面积与图形面积相差 12 %', (copy) => {
    copy.row.TBMJ = Math.round(Number(copy.row.TBMJ) * 112) / 100
  })
  take('权利人为空', (copy) => {
    copy.row.QLR = null
  })
  const twice = take('图形重复：与另一宗地完全相同', () => {})
  near.push({ ring: [...twice.ring], row: { ...twice.row, TBBH: '999999' } })

  const fields = [...PARCEL_FIELDS, field('DEFECT', '缺陷', 'Defect')]
  return {
    note: {
      id: 'quality-demo',
      title: { zh: '质量检查示例', en: 'Quality-check demonstration' },
      role: 'data',
      visible: false,
      opacity: 1,
      minZoom: 9,
      maxZoom: 24,
      symbology: landClassSymbology(near.map(({ row }) => String(row.DLBM)).filter((code) => code !== '0199')),
      label: null,
      fields,
    },
    table: drawnPolygonTable(
      'quality-demo',
      near.map(({ ring }) => [[ring]]),
      fields.map(({ name }) => name),
      near.map(({ row }) => row),
    ),
  }
}
