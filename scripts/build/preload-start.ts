import type { Plugin } from 'vite'

/** Modules that every opening of the page needs, though the first script asks for them only when the configuration is read. */
const STARTED = ['/src/open.ts', '/src/main.tsx', '/src/map/map-view.ts']

/** Names their scripts in index.html, so that they arrive and are compiled while the configuration is on its way; they run no sooner. */
export function preloadStart(): Plugin {
  return {
    name: 'preload-start',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((output) => output.type === 'chunk')
        const wanted = new Set<string>()
        const want = (name: string): void => {
          const chunk = chunks.find(({ fileName }) => fileName === name)
          if (!chunk || wanted.has(name)) return
          wanted.add(name)
          for (const each of chunk.imports) want(each)
        }
        for (const chunk of chunks)
          if (STARTED.some((path) => chunk.moduleIds.some((id) => id.endsWith(path)))) want(chunk.fileName)
        if (wanted.size === 0) throw new Error(`none of ${STARTED.join(', ')} is a chunk of its own`)
        return [...wanted]
          .filter((name) => !html.includes(name))
          .map((name) => ({
            tag: 'link',
            injectTo: 'head',
            attrs: { rel: 'modulepreload', crossorigin: true, href: `./${name}` },
          }))
      },
    },
  }
}
