/** A database that is there from the first deletion of 清除本机数据 to the last: what a process that was killed in between has left is cleared by the next start. */
export const CLEARING = 'one-map-clearing'

/** False where the browser does not list databases. */
export async function isBeingCleared(): Promise<boolean> {
  try {
    return (await indexedDB.databases()).some(({ name }) => name === CLEARING)
  } catch {
    return false
  }
}

/** Resolves when it is on the disk (making a database is durable, as `strict` is), or cannot be. */
export function beginClearing(): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.open(CLEARING, 1)
    request.onsuccess = () => {
      request.result.close()
      resolve()
    }
    request.onerror = () => resolve()
  })
}
