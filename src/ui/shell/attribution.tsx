import { useMemo } from 'react'
import { BLANK_BASEMAP } from '../../app/initial.ts'
import type { Layer } from '../../app/state.ts'
import { useApp, useAppState, useText } from './app-context.ts'
import styles from './status-bar.module.css'

/** Names the basemap and every licence that asks to be named of the layers now shown. */
export function Attribution() {
  const { config } = useApp()
  const text = useText()
  const layers = useAppState((state) => state.project.layers)
  const basemap = useAppState((state) => state.project.basemap)
  const words = useMemo(() => {
    const chosen = config.basemaps.find(({ id }) => id === basemap)
    const sources = Object.values(layers)
      .filter((layer) => layer.visible && !(basemap === BLANK_BASEMAP && isFilledGround(layer)))
      .filter((layer) => layer.overlay !== undefined || /odbl|cc[- ]by|openstreetmap/i.test(layer.source.licence))
      .map((layer) => `${text(layer.source.title)}${layer.source.licence && ` (${layer.source.licence})`}`)
    return [...new Set([...(chosen ? [text(chosen.attribution)] : []), ...sources])].join(' · ')
  }, [config, layers, basemap, text])
  return (
    <span className={styles.attribution} title={words}>
      {words}
    </span>
  )
}

/** Ground that a map without a basemap leaves out. */
function isFilledGround({ role, symbology }: Layer): boolean {
  return role === 'context' && !(symbology.kind === 'single' && !symbology.style.fill)
}
