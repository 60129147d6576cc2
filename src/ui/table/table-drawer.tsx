import type { Layer } from '../../app/state.ts'
import { messageOf } from '../../i18n/errors.ts'
import { tableText } from '../../i18n/table.ts'
import { DrawerFrame } from '../analysis/drawer-frame.tsx'
import { LoadAll } from '../layers/load-all.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { useApp, useAppState, useLocale, useText } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import styles from './table.module.css'
import { TableView } from './table-view.tsx'

const SAMPLE = 40

/** The bottom drawer as the attribute table of a layer. */
export function TableDrawer() {
  const layer = useAppState(({ project, session }) => project.layers[session.drawer?.table ?? ''])
  return layer ? <LayerTable key={layer.id} layer={layer} /> : null
}

function LayerTable({ layer }: { readonly layer: Layer }) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  const isHere = app.tableOf(layer.id) !== null
  const loaded = useAsync(`${layer.table} ${isHere}`, async () => {
    const columns = await app.loadColumns(layer.id)
    const far = app.rangedOf(layer.id)
    // its first rows tell how wide the columns are
    return far
      ? app.rowsOf(
          layer.id,
          Uint32Array.from({ length: Math.min(SAMPLE, far.count) }, (_, row) => row),
        )
      : columns
  })
  const title = text(tableText.title, { layer: text(layer.title) })
  const close = () => {
    app.setSession({ drawer: null })
    app.map?.focus()
  }
  const present = app.tableOf(layer.id) ?? (loaded.state === 'done' ? loaded.value : null)
  const far = app.tableOf(layer.id) ? null : app.rangedOf(layer.id)
  if (present) return <TableView layer={layer} table={present} farCount={far ? far.count : null} title={title} onClose={close} />
  const error = loaded.state === 'failed' ? toKnown(loaded.error) : null
  return (
    <DrawerFrame
      label={title}
      closeLabel={text(tableText.close)}
      onClose={close}
      head={<h2 className={styles.title}>{title}</h2>}
    >
      {error ? (
        <>
          <ErrorState message={messageOf(error.code, error.detail, locale)} />
          {error.code === 'ranged.needsTable' && <LoadAll layer={layer} />}
        </>
      ) : (
        <div className={styles.skeleton} role="status" aria-label={text(tableText.loading)}>
          {Array.from({ length: 12 }, (_, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
            <span key={row} />
          ))}
        </div>
      )}
    </DrawerFrame>
  )
}

function toKnown(error: unknown): { code: string; detail: Record<string, string | number | boolean | null> } {
  const known = error as { code?: unknown; detail?: Record<string, string | number | boolean | null>; message?: string }
  return typeof known?.code === 'string'
    ? { code: known.code, detail: known.detail ?? {} }
    : { code: 'bug', detail: { message: String(known?.message ?? error) } }
}
