import type { Command } from './command.ts'

/** Those of the last lines belong to screens that come later, need to know of what, and are loaded with them. */
const modules = import.meta.glob<Record<string, unknown>>(
  [
    './*.ts',
    '!./*.test.ts',
    '!./command.ts',
    '!./registry.ts',
    '!./layer-edit.ts',
    '!./compare-start.ts',
    '!./edit-layer.ts',
    '!./style-{change,copy,load,paste,reset,save}.ts',
    '!./grid-look-change.ts',
    '!./compare-change.ts',
    '!./bookmark-{add,edit}.ts',
    '!./present-page.ts',
  ],
  {
    eager: true,
  },
)

function isCommand(value: unknown): value is Command<never> {
  return typeof value === 'object' && value !== null && 'id' in value && 'run' in value && 'needsArgument' in value
}

/** Commands by their files; the palette shows those without argument. */
export const commands: readonly Command<never>[] = Object.values(modules).flatMap((module) =>
  Object.values(module).filter(isCommand),
)

export function paletteCommands(): readonly Command[] {
  return commands.filter((command) => !command.needsArgument) as unknown as readonly Command[]
}
