import type { App } from '../../app/app.ts'
import { defineCommand } from '../command.ts'
import { parcelPapersOpen } from '../parcel-papers-open.ts'

/** The same from the palette: of what is selected, else of what the card shows. */
export const selectionPapers = defineCommand({
  id: 'selection-papers',
  title: { zh: '宗地图与界址点成果表', en: 'Parcel plan and boundary points' },
  aliases: ['宗地图', '界址点成果表', 'parcel papers', 'parcel plan', 'boundary points'],
  isEnabled: (app) => chosen(app) !== null,
  run(app) {
    const parcels = chosen(app)
    if (parcels) return parcelPapersOpen.run(app, parcels)
  },
})

function chosen(app: App): { layer: string; rows: readonly number[] } | null {
  const { project, session } = app.store.getState()
  const open = session.card && (session.card.hits[session.card.open ?? -1] ?? null)
  const parcels = session.selection ?? (open && { layer: open.layer, rows: [open.row] })
  return parcels && project.layers[parcels.layer]?.geometry === 'polygon' ? { layer: parcels.layer, rows: parcels.rows } : null
}
