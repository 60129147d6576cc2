import type { Note } from '../core/errors.ts'
import { createTask, type Task } from '../core/task.ts'
import type { Locale } from '../core/text.ts'
import { stageText } from '../i18n/stages.ts'
import type { Streams } from './streams.ts'

/**
 * How far the work is, on stderr: one line that rewrites itself in a terminal, one line a stage and quarter in a log.
 * @param label of what is being done, e.g. a file's name
 */
export function watchedTask(
  streams: Streams,
  options: { readonly signal: AbortSignal; readonly notes: Note[]; readonly locale: Locale },
): { readonly task: Task; say(label: string): void; end(): void } {
  let label = ''
  let last = ''
  const show = (share: number, stage?: string) => {
    const step = streams.isTerminal ? Math.floor(share * 100) : Math.floor(share * 4) * 25
    const line = `${label}${label ? ' · ' : ''}${stageText(stage ?? null)[options.locale]} ${step} %`
    if (line === last) return
    last = line
    streams.err(streams.isTerminal ? `\r\u001b[K${line}` : `${line}\n`)
  }
  const task = createTask({
    signal: options.signal,
    notes: options.notes,
    onProgress: show,
    yieldToMessages: () => new Promise((resolve) => setImmediate(resolve)),
  })
  return {
    task,
    say: (next) => {
      label = next
    },
    end: () => {
      if (streams.isTerminal && last) streams.err('\r\u001b[K')
      last = ''
    },
  }
}
