import { describe, expect, it } from 'vitest'
import { answerFor, shellNames } from './shell.ts'

const shell = {
  files: [
    { path: 'index.html', integrity: null },
    { path: 'icon.svg', integrity: null },
  ],
}

describe('how a request is answered without a network', () => {
  it.each([
    ['', true, 'page'],
    ['index.html', true, 'page'],
    ['layers/', true, 'network'],
    ['assets/old-12345678.js', false, 'shell'],
    ['icon.svg', false, 'shell'],
    ['config.json', false, 'fresh'],
    ['layers/catalog.json', false, 'fresh'],
    ['layers/parcels.fgb', false, 'network'],
    ['sw.js', false, 'network'],
  ] as const)('%s (navigation: %s) by %s', (path, isNavigation, answer) => {
    expect(answerFor(path, isNavigation, shell)).toBe(answer)
  })
  it('keeps two deployments on one host apart', () => {
    const [a, b] = [shellNames('/'), shellNames('/kenli/')]
    expect(a.shell('1')).not.toBe(b.shell('1'))
    expect(b.shell('1').startsWith(a.shellPrefix)).toBe(false)
  })
})
