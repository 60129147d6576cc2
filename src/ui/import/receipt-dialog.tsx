import { importText } from '../../i18n/import.ts'
import { Dialog } from '../parts/dialog.tsx'
import { useApp, useAppState, useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import own from './receipt.module.css'
import { ReceiptView } from './receipt-view.tsx'

/** The receipts of layers that have just come in; later each stands under the layer's own “about”. */
export function ReceiptDialog() {
  const app = useApp()
  const text = useText()
  const ids = useAppState((state) => state.session.receipts)
  const layers = useAppState((state) => state.project.layers)
  const received = ids.flatMap((id) => (layers[id]?.receipt ? [{ layer: layers[id], receipt: layers[id].receipt }] : []))
  return (
    <Dialog
      title={text(importText.receipt)}
      isOpen
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(importText.close)}
    >
      <div className={styles.wizard}>
        {received.map(({ layer, receipt }) => (
          <div key={layer.id}>
            {received.length > 1 && <h3 className={own.receiptTitle}>{text(layer.title)}</h3>}
            <ReceiptView receipt={receipt} />
          </div>
        ))}
      </div>
    </Dialog>
  )
}
