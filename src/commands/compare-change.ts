import type { Compare } from '../app/compare.ts'
import { defineCommand } from './command.ts'

/** Another side, another place of the line, another side shown; null leaves the comparison. */
export const compareChange = defineCommand<Partial<Compare> | null>({
  id: 'compare-change',
  title: { zh: '改对比', en: 'Change the comparison' },
  run(app, patch) {
    app.setSession(({ compare }) => {
      if (!compare || patch === null) return { compare: null }
      const next = { ...compare, ...patch }
      return {
        compare: {
          ...next,
          position: Math.min(1, Math.max(0, next.position)),
          shown: Math.min(next.sides.length - 1, Math.max(0, next.shown)),
        },
      }
    })
  },
})
