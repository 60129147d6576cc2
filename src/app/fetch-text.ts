/** Reads a text file of the deployed folder; rejects when it cannot be had. */
export type FetchText = (path: string) => Promise<string>

export const CONFIG_FILE = 'config.json'

/** Over HTTP, always asking the server whether the file has changed: an edit shows at the next reload. */
export function textOverHttp(base: string): FetchText {
  return async (path) => {
    const response = await fetch(new URL(path, base), { cache: 'no-cache' })
    if (!response.ok) throw new Error(`HTTP ${response.status}`)
    return response.text()
  }
}
