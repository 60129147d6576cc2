import { PRIVATE_FOLDER } from '../core/offline/private-folder.ts'
import type { Files, PackFiles } from './ports.ts'

const KEEP_URL_MS = 60_000

/** As the browser tells it, rounded and at most 8 or 32; null where it does not. */
export function deviceMemoryGiB(): number | null {
  return (navigator as { readonly deviceMemory?: number }).deviceMemory ?? null
}

/** The private file system, where there is one. @param deployment name of its folder */
export function privateFiles(deployment: string): PackFiles {
  const ours = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(PRIVATE_FOLDER)
  return {
    async open(sha256) {
      try {
        return await (await (await (await ours()).getDirectoryHandle(deployment)).getFileHandle(sha256)).getFile()
      } catch {
        return null
      }
    },
    async clear() {
      try {
        await (await ours()).removeEntry(deployment, { recursive: true })
      } catch {
        // there is nothing
      }
    },
  }
}

/** Files through the browser: a download, a file picker. */
export const browserFiles: Files = {
  save(name, content, mime) {
    const url = URL.createObjectURL(new Blob([content as Uint8Array<ArrayBuffer> | Blob], { type: mime }))
    const link = document.createElement('a')
    link.href = url
    link.download = name
    link.click()
    setTimeout(() => URL.revokeObjectURL(url), KEEP_URL_MS)
  },
  pick(accept) {
    return new Promise((resolve) => {
      const input = document.createElement('input')
      input.type = 'file'
      input.multiple = true
      input.accept = accept
      input.hidden = true
      const settle = (files: readonly File[]) => {
        input.remove()
        resolve(files)
      }
      input.addEventListener('change', () => settle([...(input.files ?? [])]))
      input.addEventListener('cancel', () => settle([]))
      // the browser's picker holds it weakly: outside the document it may be collected while the user looks for a file, who then waits for nothing
      document.body.append(input)
      input.click()
    })
  },
}
