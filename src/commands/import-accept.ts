import { addLayers, importedLayer, nextOrdinal } from '../app/import-layer.ts'
import type { GroupId } from '../app/state.ts'
import { turn } from '../app/turn.ts'
import { localDate } from '../core/provenance.ts'
import type { Symbology } from '../core/symbology.ts'
import type { DecodedLayer } from '../formats/format.ts'
import { defineCommand } from './command.ts'
import { importedMessage } from './imported-message.ts'

/** Puts decoded layers on the map: one undoable step, whatever their number. */
export const importAccept = defineCommand<{
  layers: readonly { readonly layer: DecodedLayer; readonly title: string; readonly symbology?: Symbology }[]
  group?: GroupId
}>({
  id: 'import-accept',
  title: { zh: '导入', en: 'Import' },
  async run(app, { layers, group }) {
    const stamp = app.clock.now()
    const made = layers.map(({ layer, title, symbology }, index) =>
      importedLayer(layer, {
        id: `import-${stamp.getTime().toString(36)}-${index}`,
        title,
        ordinal: nextOrdinal(app.store.getState().project) + index,
        date: localDate(stamp),
        codeLists: app.codeLists,
        ...(symbology && { symbology }),
      }),
    )
    const done = await app.job({ zh: '放上地图', en: 'Placing on the map' }, async () => {
      for (const [index, { table: id }] of made.entries()) {
        const { table, grid } = layers[index].layer
        if (grid) app.addFile(id, grid.file)
        else await app.addTable(id, table)
      }
      return true
    })
    if (!done) return
    const first = made.find(({ geometry }) => geometry !== 'none')
    const goThere = async (coming?: Promise<unknown>) => {
      const box = first && (await app.tiles.bounds({ table: first.table, rows: null }))
      if (!box) return
      app.map?.fit(box, coming && { coming })
      await turn()
    }
    let arrive = () => {}
    const arrived = new Promise<void>((resolve) => {
      arrive = resolve
    })
    // on the way before there is anything to draw: else all would be drawn here first, and again there; a raster is opened when shown
    if (first?.geometry !== 'grid') await goThere(arrived)
    app.change(importAccept.title, (project) => addLayers(project, made, group))
    // before the screens have their turn: its tiles are to be the first that are asked for there
    const shown = Promise.all(made.map(({ id }) => app.loadTable(id)))
    // told below
    shown.catch(() => {})
    arrive()
    // what the screens make of each step would else be one task
    await turn()
    app.pendingImport.setState({ files: [], layers: [], failures: [], isReading: false })
    app.setSession(({ dialog }) => ({ dialog: dialog === 'import' ? null : dialog }))
    await shown
    if (first?.geometry === 'grid') await goThere()
    await turn()
    const { code, count, warnings } = importedMessage(layers.map(({ layer }) => layer))
    const { locale } = app.store.getState().session
    app.toast(
      code,
      { layers: made.map(({ title }) => title[locale]).join(locale === 'zh' ? '、' : ', '), count, warnings },
      { canUndo: true, receipts: made.map(({ id }) => id) },
    )
  },
})
