import type { Command } from './command.ts'

const modules = import.meta.glob<Record<string, unknown>>(['./palette/*.ts', '!./palette/*.test.ts'], { eager: true })

function isCommand(value: unknown): value is Command {
  return typeof value === 'object' && value !== null && 'id' in value && 'title' in value && 'run' in value
}

/** What the palette shows and keys press: one file each. Commands that need to know of what are loaded with the screens that use them. */
export const paletteCommands: readonly Command[] = Object.values(modules).flatMap((module) =>
  Object.values(module).filter(isCommand),
)
