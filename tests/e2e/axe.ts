import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from '@playwright/test'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface Finding {
  readonly id: string
  readonly impact: string
  readonly nodes: readonly { readonly target: readonly string[]; readonly html: string; readonly failureSummary: string }[]
}

/** Findings of axe that are serious or worse, one line a place. */
export async function seriousFindings(page: Page, within: string | null = null): Promise<string[]> {
  await page.evaluate(AXE)
  const findings = await page.evaluate(async (selector) => {
    type Axe = { run(context: Document | string, options: object): Promise<{ violations: unknown }> }
    const { axe } = globalThis as unknown as { axe: Axe }
    // the size of what is pressed is not looked at unless it is asked for
    const rules = { 'target-size': { enabled: true } }
    return (await axe.run(selector ?? document, { resultTypes: ['violations'], rules })).violations
  }, within)
  return (findings as Finding[])
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary}`))
}
