import type { Page } from '@playwright/test'
import type { InMemoryFile } from '../../tests/e2e/driver.ts'

/**
 * Lets a file fall upon the window. For what counts nodes: the driver of the browser keeps the input of each file dialog that it answered, with
 * ten nodes and two listeners.
 */
export function dropFile(page: Page, { name, mimeType, buffer }: InMemoryFile): Promise<void> {
  return page.evaluate(
    ([named, type, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([bytes], named, { type }))
      window.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true }))
    },
    [name, mimeType, buffer.toString('base64')] as const,
  )
}
