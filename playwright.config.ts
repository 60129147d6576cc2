import { defineConfig } from '@playwright/test'
import { CHROMIUM_FLAGS, findChromium } from './scripts/find-chromium.mjs'

// the map is drawn as always; the page around it is put together without WebGL, which without a graphics card is a second picture of every frame
const IN_TESTS = ['--disable-gpu-compositing']

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: '.cache/browser-tests',
  // of one page's time the processors rest 40 %: two took 8.7 min where one took 13.0
  workers: 2,
  // five times what the longest takes here: they end what hangs, and must not judge a slow machine
  timeout: 240_000,
  expect: { timeout: 30_000, toPass: { timeout: 120_000 } },
  retries: process.env.CI ? 1 : 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: 'list',
  // `npm test` has fifteen minutes; what is marked @long is walked by `npm run e2e` and `npm test -- --long`
  projects: [
    { name: 'short', grepInvert: /@long/ },
    { name: 'long', grep: /@long/ },
  ],
  use: {
    // a press, a wait for an element, a file or a page: without a limit of their own they take the test's, up to fifteen minutes
    actionTimeout: 75_000,
    navigationTimeout: 75_000,
    // the smallest that has the desktop's layout: software WebGL paints each of its pixels
    viewport: { width: 1280, height: 720 },
    // nor do flights of the view add anything but frames; journey.e2e.ts goes with motion
    contextOptions: { reducedMotion: 'reduce' },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    // it would fetch the whole application in every test, and hide its requests from them; offline-package.e2e.ts lets it in
    serviceWorkers: 'block',
    trace: 'off',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath: findChromium() ?? undefined, args: [...CHROMIUM_FLAGS, ...IN_TESTS] },
  },
})
