import { type ReactNode, Suspense, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { importFiles } from '../../commands/import-files.ts'
import { useApp, useAppState, useRun } from '../shell/app-context.ts'
import { ErrorBoundary } from '../shell/error-boundary.tsx'
import { Reported } from '../shell/guarded.tsx'
import { DropFrame, ReadingStrip } from '../shell/screens.ts'
import { filesOf } from './dropped-files.ts'
import { pastedFile } from './pasted-file.ts'

/** What is read in less is not worth a word. */
const SHOW_AFTER_MS = 500

/** The whole window takes files; while they are read, a quiet strip says so. */
export function DropTarget() {
  const isOver = useFileDrop()
  return (
    <>
      {isOver && (
        <Fetched>
          <DropFrame />
        </Fetched>
      )}
      <LateReading />
    </>
  )
}

/** A part whose script may not come: that is said, and tried anew the next time it is wanted; files are taken all the same. */
function Fetched({ children }: { readonly children: ReactNode }) {
  return (
    <ErrorBoundary fallback={(error) => <Reported error={error} />}>
      <Suspense>{children}</Suspense>
    </ErrorBoundary>
  )
}

function useFileDrop(): boolean {
  const run = useRun()
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    // dragenter of a child comes before dragleave of its parent: count, or the frame flickers
    let depth = 0
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const set = (next: number) => {
      depth = Math.max(0, next)
      setOver(depth > 0)
    }
    const take = async (transfer: DataTransfer) => {
      const files = await filesOf(transfer)
      if (files.length > 0) run(importFiles, { files })
    }
    const listeners = {
      dragenter: (event: DragEvent) => hasFiles(event) && set(depth + 1),
      dragleave: (event: DragEvent) => hasFiles(event) && set(depth - 1),
      dragover: (event: DragEvent) => hasFiles(event) && event.preventDefault(),
      drop: (event: DragEvent) => {
        if (!hasFiles(event) || !event.dataTransfer) return
        event.preventDefault()
        set(0)
        void take(event.dataTransfer)
      },
      paste: (event: ClipboardEvent) => {
        const target = event.target as Element | null
        if (!event.clipboardData || target?.closest('input, textarea, [contenteditable]')) return
        const pasted = pastedFile(event.clipboardData.getData('text/plain'))
        if (pasted) run(importFiles, { files: [{ name: pasted.name, blob: new Blob([pasted.text]) }] })
        else if (event.clipboardData.files.length > 0) void take(event.clipboardData)
      },
    }
    const entries = Object.entries(listeners) as [string, (event: Event) => void][]
    for (const [type, listener] of entries) window.addEventListener(type, listener)
    return () => {
      for (const [type, listener] of entries) window.removeEventListener(type, listener)
    }
  }, [run])
  return isOver
}

function LateReading() {
  const app = useApp()
  const isReading = useStore(app.pendingImport, (pending) => pending.isReading)
  const isDialogOpen = useAppState((state) => state.session.dialog === 'import')
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isReading) return
    const timer = setTimeout(() => setLate(true), SHOW_AFTER_MS)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [isReading])
  if (!isReading || !isLate || isDialogOpen) return null
  return (
    <Fetched>
      <ReadingStrip />
    </Fetched>
  )
}
