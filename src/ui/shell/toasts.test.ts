import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { App } from '../../app/app.ts'
import type { Toast } from '../../app/state.ts'
import { AppContext } from './app-context.ts'
import { Toasts } from './toasts.tsx'

const toast = (id: string, code: string, level: Toast['level']): Toast => ({
  id,
  message: { code, detail: {} },
  level,
  canUndo: false,
  receipts: [],
})

it('speaks every message, also one that another follows at once, and errors by themselves', () => {
  const toasts = [toast('1', 'import.none', 'info'), toast('2', 'scan.none', 'info'), toast('3', 'run.unknown', 'error')]
  const app = { store: createStore(() => ({ session: { toasts, locale: 'zh', drawer: null } })) } as unknown as App
  const page = renderToStaticMarkup(createElement(AppContext.Provider, { value: app }, createElement(Toasts)))
  const spoken = /role="log"[^>]*>(.*?)<\/div>/.exec(page)?.[1] ?? ''
  expect(spoken.split('</p>').filter(Boolean)).toHaveLength(2)
  expect(page.match(/role="alert"/g)).toHaveLength(1)
})
