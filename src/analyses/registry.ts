import type { Analysis } from '../core/analysis.ts'

const modules = import.meta.glob<{ default?: Analysis }>(['./*.ts', '!./registry.ts', '!./*.test.ts'], { eager: true })

/** Every analysis of this folder, by place. */
export const analyses: readonly Analysis[] = Object.values(modules)
  .map((module) => module.default)
  .filter((analysis): analysis is Analysis => analysis !== undefined)
  .sort((a, b) => a.place - b.place)

export function findAnalysis(id: string): Analysis | undefined {
  return analyses.find((analysis) => analysis.id === id)
}
