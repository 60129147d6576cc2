/** How long the other tabs have to answer where there are no locks. */
const ANSWER_MS = 400

/**
 * Runs work that would take from other tabs what they still use: only where no other tab with this name is open. From then on, until it closes, this
 * tab counts as open. Where the browser has no locks (plain http) the other tabs are asked.
 */
export async function whileAlone(name: string, work: () => Promise<unknown>): Promise<void> {
  const { locks } = navigator
  if (!locks) return void ((await isAloneByAsking(name)) && (await work()))
  await locks.request(name, { mode: 'exclusive', ifAvailable: true }, async (lock) => {
    // asked for before the other is let go: no tab comes between
    void locks.request(name, { mode: 'shared' }, () => new Promise(() => {}))
    if (lock) await work()
  })
}

/** Two that ask at once hear of each other, and neither is alone. */
function isAloneByAsking(name: string): Promise<boolean> {
  const tabs = new BroadcastChannel(`${name} tabs`)
  return new Promise((resolve) => {
    // stays open: this tab answers those that come later
    tabs.onmessage = ({ data }) => {
      if (data === 'who') tabs.postMessage('here')
      resolve(false)
    }
    tabs.postMessage('who')
    setTimeout(() => resolve(true), ANSWER_MS)
  })
}
