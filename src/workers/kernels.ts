import type { Kernel } from '../core/spread.ts'

const modules = import.meta.glob<{ default: Kernel<unknown, unknown, unknown> }>('../core/**/*.kernel.ts')

/** The kernel of the file `<id>.kernel.ts`. @throws Error where there is none: a bug */
export async function findKernel(id: string): Promise<Kernel<unknown, unknown, unknown>> {
  const path = Object.keys(modules).find((each) => each.endsWith(`/${id}.kernel.ts`))
  if (!path) throw new Error(`no kernel ${id}`)
  return (await modules[path]()).default
}
