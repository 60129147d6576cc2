import { availableParallelism } from 'node:os'
import '../core/projections.ts'
import './gdal-files.ts'
import './wasm-files.ts'
import { analyses } from '../analyses/registry.ts'
import { authalicProj } from '../core/authalic-proj.ts'
import { AppError, type Note } from '../core/errors.ts'
import { analyze } from './analyze.ts'
import { CliError, EXIT } from './cli-error.ts'
import { type CommandLine, readCommandLine, wantsJson } from './command-line.ts'
import { convert } from './convert.ts'
import { helpText } from './help.ts'
import { describeFiles } from './info.ts'
import { jsonText } from './json-text.ts'
import { infoText, resultText } from './print.ts'
import { watchedTask } from './progress.ts'
import { VERSION } from './provenance.ts'
import { resultJson } from './result-json.ts'
import type { Streams } from './streams.ts'
import { wordsOf } from './words.ts'

/** One run of the command line. @returns its exit code */
export async function runCli(argv: readonly string[], streams: Streams, signal: AbortSignal): Promise<number> {
  const isJson = wantsJson(argv)
  let language: 'zh' | 'en' = 'en'
  try {
    const line = readCommandLine(argv)
    language = line.language ?? 'en'
    return await runCommand(line, streams, signal)
  } catch (error) {
    return reportError(signal.aborted ? new CliError('cli.cancelled') : error, isJson, language, streams, signal.aborted)
  }
}

async function runCommand(line: CommandLine, streams: Streams, signal: AbortSignal): Promise<number> {
  const json = async (value: unknown) => {
    for (const piece of jsonText(value)) await streams.out(piece)
    await streams.out('\n')
  }
  if (line.command === 'help') {
    streams.out(helpText(analyses, line.language))
    return EXIT.done
  }
  if (line.command === 'version') {
    if (line.isJson) await json(VERSION)
    else streams.out(`${VERSION.name} ${VERSION.version}\n`)
    return EXIT.done
  }
  const notes: Note[] = []
  const locale = line.language ?? 'en'
  const { task, end } = watchedTask(streams, { signal, notes, locale })
  const threads = line.threads ?? availableParallelism()
  try {
    switch (line.command) {
      case 'info': {
        const { error, ...answer } = await describeFiles(line, task, threads)
        end()
        if (line.isJson) await json(error ? { ...answer, error: { code: error.code, detail: error.detail } } : answer)
        else streams.out(infoText(answer.layers, answer.rasters, locale))
        if (!error) return EXIT.done
        streams.err(`${wordsOf(error.code, error.detail, locale)}\n`)
        return EXIT.badInput
      }
      case 'convert': {
        const answer = await convert(line, task, notes)
        streams.placed?.()
        end()
        if (line.isJson) await json(answer)
        else streams.out(`${answer.out} · ${answer.format} · ${answer.count} · ${answer.crs}\n`)
        return EXIT.done
      }
      case 'layers': {
        const { runLayers } = await import('./publish/run-layers.ts')
        const { answer, text, isWhole } = await runLayers(line, task, notes)
        end()
        if (line.isJson) await json(answer)
        else streams.out(`${text}\n`)
        return isWhole ? EXIT.done : EXIT.badInput
      }
      default: {
        if (line.engine === 'sql') {
          const answer = await (await import('./sql/write-sql.ts')).writeSql(line, task, threads)
          end()
          if (line.isJson) await json(answer)
          else if (line.out.length === 0) streams.out(answer.sql)
          return EXIT.done
        }
        const { analysis, result, report, written } = await analyze(line, task, notes, threads, (part) => streams.writing?.(part))
        if (written.length > 0) streams.placed?.()
        end()
        if (line.isJson) {
          const answer = resultJson(analysis.id, result, report.provenance, authalicProj(report.subject.table))
          await json({ ...answer, engine: line.engine, out: written })
        } else streams.out(resultText(report))
        return EXIT.done
      }
    }
  } finally {
    end()
  }
}

/** What a run that had to be stopped from outside would have said. */
export function cancelledText(argv: readonly string[]): readonly ({ readonly out: string } | { readonly err: string })[] {
  const said: ({ out: string } | { err: string })[] = []
  const streams: Streams = { out: (out) => void said.push({ out }), err: (err) => said.push({ err }), isTerminal: false }
  reportError(new CliError('cli.cancelled'), wantsJson(argv), languageOf(argv), streams, true)
  return said
}

function languageOf(argv: readonly string[]): 'zh' | 'en' {
  try {
    return readCommandLine(argv).language ?? 'en'
  } catch {
    return 'en'
  }
}

function reportError(error: unknown, isJson: boolean, locale: 'zh' | 'en', streams: Streams, isCancelled: boolean): number {
  const known = error instanceof AppError ? error : null
  const message = error instanceof Error ? error.message : String(error)
  const code = known?.code ?? 'bug'
  const detail = known?.detail ?? { message }
  if (isJson) streams.out(`${JSON.stringify({ error: { code, detail } }, null, 2)}\n`)
  streams.err(`${wordsOf(code, detail, locale)}\n`)
  if (!known && error instanceof Error) streams.err(`${error.stack}\n`)
  if (isCancelled) return EXIT.cancelled
  if (!known) return EXIT.programError
  return error instanceof CliError && error.isUsage ? EXIT.wrongUsage : EXIT.badInput
}
