import { crsOf } from '../../core/crs.ts'
import { POINT_SIGMA_M } from '../../core/quality/area-tolerance.ts'
import type { Table } from '../../core/table.ts'
import { shownNumber } from '../../core/units.ts'
import { cardText } from '../../i18n/card.ts'
import { IconButton } from '../parts/button.tsx'
import { Popover } from '../parts/popover.tsx'
import { useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './card.module.css'

/** ⓘ beside the area: the same shape by other methods, why they differ, and how sure the figure is. */
export function AreaMethods({ table, row }: { readonly table: Table; readonly row: number }) {
  const text = useText()
  return (
    <Popover
      title={text(cardText.methods)}
      placement="bottom end"
      trigger={<IconButton icon="info" isSmall className={styles.info} label={text(cardText.methodsOpen)} />}
    >
      <Comparison table={table} row={row} />
    </Popover>
  )
}

function Comparison({ table, row }: { readonly table: Table; readonly row: number }) {
  const text = useText()
  const loaded = useAsync(`${table.name} ${row}`, async () =>
    (await import('../../core/area-methods.ts')).areaMethods(table, row),
  )
  if (loaded.state === 'loading') return <p>{text(cardText.loading)}</p>
  if (loaded.state === 'failed' || !loaded.value) return <p>{text(cardText.methodUnknown)}</p>
  const { ellipsoidM2, densifiedM2, sigmaM2PerM, zone, sphereM2, webMercatorM2 } = loaded.value
  const sigmas = Object.values(POINT_SIGMA_M)
  const zoneCrs = zone && crsOf(zone.crs)
  const rows: readonly (readonly [string, number])[] = [
    [text(cardText.methodEllipsoid), ellipsoidM2],
    ...(densifiedM2 !== null ? [[text(cardText.methodDensified), densifiedM2] as const] : []),
    ...(zone ? [[text(cardText.methodZone, { crs: zoneCrs ? text(zoneCrs.short) : zone.crs }), zone.areaM2] as const] : []),
    [text(cardText.methodSphere), sphereM2],
    [text(cardText.methodMercator), webMercatorM2],
  ]
  return (
    <>
      <table className={styles.methods}>
        <tbody>
          {rows.map(([name, areaM2], index) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{shownNumber(areaM2, 2)} m²</td>
              <td>
                {index === 0 ? '' : `${areaM2 > ellipsoidM2 ? '+' : ''}${shownNumber((areaM2 / ellipsoidM2 - 1) * 1000, 2)} ‰`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.methodsWhy}>
        {text(cardText.areaSigma, {
          points: sigmas.map((sigmaM) => shownNumber(sigmaM * 100, 1)).join(' / '),
          areas: sigmas.map((sigmaM) => `±${shownNumber(sigmaM * sigmaM2PerM, 2)}`).join(' / '),
        })}
      </p>
      <p className={styles.methodsWhy}>{text(cardText.methodWhy)}</p>
    </>
  )
}
