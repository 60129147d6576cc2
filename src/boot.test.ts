import { beforeEach, expect, it, vi } from 'vitest'

const { shown, reload, opened } = vi.hoisted(() => ({ shown: vi.fn(), reload: vi.fn(), opened: vi.fn() }))
vi.mock('./workers/warm-graphics.ts', () => ({ warmGraphics: async () => null }))
vi.mock('./fatal.ts', () => ({ showFatal: shown }))
vi.mock('./app/shell-update.ts', () => ({ takeNewestShell: async () => true }))

beforeEach(() => {
  vi.resetModules()
  vi.clearAllMocks()
  vi.spyOn(console, 'error').mockImplementation(() => {})
  vi.stubGlobal('addEventListener', () => {})
  vi.stubGlobal('document', { baseURI: 'http://here/' })
  vi.stubGlobal('location', { reload })
  vi.stubGlobal('fetch', async () => new Response('{}'))
})

it('says so and takes the newest version where the script of the application is gone', async () => {
  vi.doMock('./open.ts', () => {
    throw new Error('Failed to fetch dynamically imported module')
  })
  await import('./boot.ts')
  await vi.waitFor(() => expect(reload).toHaveBeenCalled())
  expect(shown).toHaveBeenCalledTimes(1)
})

it('does the same with what fails on the way in', async () => {
  opened.mockRejectedValue(new Error('config.missing'))
  vi.doMock('./open.ts', () => ({ open: opened }))
  await import('./boot.ts')
  await vi.waitFor(() => expect(reload).toHaveBeenCalled())
  expect(shown).toHaveBeenCalledWith(new Error('config.missing'))
})
