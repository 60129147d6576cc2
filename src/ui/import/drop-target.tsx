import { useEffect, useState } from 'react'
import { useStore } from 'zustand'
import { importFiles } from '../../commands/import-files.ts'
import type { Text } from '../../core/text.ts'
import { importText } from '../../i18n/import.ts'
import { useApp, useAppState, useRun, useText } from '../shell/app-context.ts'
import { filesOf } from './dropped-files.ts'
import styles from './import.module.css'
import { pastedFile } from './pasted-file.ts'
import { ReadingProgress } from './reading-progress.tsx'

/** What is read in less is not worth a word. */
const SHOW_AFTER_MS = 500

/** The whole window takes files; while they are read, a quiet strip says so. */
export function DropTarget() {
  const text = useText()
  const isOver = useFileDrop()
  const titles = useFormatTitles(isOver)
  return (
    <>
      {isOver && (
        <div className={styles.drop} role="status">
          <p>{text(importText.drop, { formats: titles.map((title) => text(title)).join(' · ') })}</p>
        </div>
      )}
      <ReadingStrip />
    </>
  )
}

/** Fetched when the first file hovers: the first screen stands without. */
function useFormatTitles(isWanted: boolean): readonly Text[] {
  const [titles, setTitles] = useState<readonly Text[]>([])
  useEffect(() => {
    if (!isWanted || titles.length > 0) return
    const read = async () => {
      const { formats } = await import('../../formats/registry.ts')
      setTitles(formats.filter(({ decode }) => decode).map(({ title }) => title))
    }
    // offline before it came: files are taken all the same
    read().catch(() => {})
  }, [isWanted, titles])
  return titles
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

function ReadingStrip() {
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
    <div className={styles.strip}>
      <ReadingProgress />
    </div>
  )
}
