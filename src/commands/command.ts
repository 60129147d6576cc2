import type { App } from '../app/app.ts'
import type { Text } from '../core/text.ts'

/** Something a user can do. Those without argument live in palette/: the palette shows them, and they may have keys. */
export interface Command<A = void> {
  readonly id: string
  readonly title: Text
  /** e.g. 'Mod+K', 'Mod+Shift+Z', 'L' (single letters act only while the map has focus) */
  readonly keys?: readonly string[]
  /** words the palette also finds it by */
  readonly aliases?: readonly string[]
  readonly isEnabled?: (app: App) => boolean
  readonly run: (app: App, argument: A) => void | Promise<void>
}

export function defineCommand<A = void>(command: Command<A>): Command<A> {
  return command
}
