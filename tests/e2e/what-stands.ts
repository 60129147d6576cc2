import type { BrowserContext, Page } from '@playwright/test'

const MOST_LINES = 150
const MOST_SAID = 50
const LINE_LENGTH = 240
const PATIENCE_MS = 5000

const cut = (line: string) => (line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line)

const said = new WeakMap<Page, string[]>()

/** From now on what the page says on the console is kept, the last lines of it. */
export function listenTo(page: Page): void {
  const lines: string[] = []
  said.set(page, lines)
  const keep = (line: string) => {
    lines.push(cut(line))
    if (lines.length > MOST_SAID) lines.shift()
  }
  page.on('console', (message) => keep(`${message.type()}: ${message.text()}`))
  page.on('pageerror', (error) => keep(`exception: ${error.message}`))
  page.on('crash', () => keep('the page has crashed'))
}

/** What a page shows, by roles and names, and what it has said: of a failure on a machine that is gone nothing is left but the output. */
export async function whatStands(page: Page): Promise<string> {
  const shown = await page
    .locator('body')
    .ariaSnapshot({ timeout: PATIENCE_MS })
    .catch((error: Error) => `no answer: ${error.message}`)
  const lines = shown.split('\n')
  const more = lines.length - MOST_LINES
  return [
    `── on the page ${page.url()}`,
    ...lines.slice(0, MOST_LINES).map(cut),
    ...(more > 0 ? [`… ${more} more lines`] : []),
    '── on its console',
    ...(said.get(page) ?? []),
  ].join('\n')
}

/** Of each open page of the context; printed at once, for a run that is ended from outside prints no summary. */
export async function tellWhatStands(context: BrowserContext): Promise<void> {
  for (const page of context.pages()) console.log(await whatStands(page))
}
