/**
 * Runs work that would take from other tabs what they still use: only where no other tab with this name is open. From then on, until it closes, this
 * tab counts as open. Where the browser has no locks (plain http) other tabs cannot be known, and the work is done.
 */
export async function whileAlone(name: string, work: () => Promise<unknown>): Promise<void> {
  const { locks } = navigator
  if (!locks) return void (await work())
  await locks.request(name, { mode: 'exclusive', ifAvailable: true }, async (lock) => {
    // asked for before the other is let go: no tab comes between
    void locks.request(name, { mode: 'shared' }, () => new Promise(() => {}))
    if (lock) await work()
  })
}
