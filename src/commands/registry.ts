import type { Command } from './command.ts'

const modules = import.meta.glob<Record<string, unknown>>(
  ['./*.ts', '!./*.test.ts', '!./command.ts', '!./registry.ts', '!./layer-edit.ts', '!./compare-start.ts', '!./edit-layer.ts'],
  {
    eager: true,
  },
)

function isCommand(value: unknown): value is Command<never> {
  return typeof value === 'object' && value !== null && 'id' in value && 'run' in value && 'needsArgument' in value
}

/** Every command, by its file; the palette shows those without argument. */
export const commands: readonly Command<never>[] = Object.values(modules).flatMap((module) =>
  Object.values(module).filter(isCommand),
)

export function paletteCommands(): readonly Command[] {
  return commands.filter((command) => !command.needsArgument) as unknown as readonly Command[]
}
