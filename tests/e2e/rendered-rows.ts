import type { Page } from '@playwright/test'

interface Fiber {
  readonly type: unknown
  readonly memoizedProps: unknown
  readonly stateNode: unknown
  readonly child: Fiber | null
  readonly sibling: Fiber | null
  readonly alternate: Fiber | null
}

/** Before the page opens: notes which rows of a tree React renders anew, by what it tells its developer tools. */
export async function watchRows(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const rendered = new Set<string>()
    const look = (now: Fiber, before: Fiber) => {
      // its properties are put together anew whenever it is rendered
      if (typeof now.type === 'string' && now.memoizedProps !== before.memoizedProps) {
        const element = now.stateNode as Element
        const key = element.getAttribute('role') === 'row' ? element.getAttribute('data-key') : null
        if (key !== null) rendered.add(key)
      }
      // what React has not touched has the very same child
      if (now.child === before.child) return
      for (let child = now.child; child; child = child.sibling) if (child.alternate) look(child, child.alternate)
    }
    Object.assign(globalThis, {
      renderedRows: rendered,
      __REACT_DEVTOOLS_GLOBAL_HOOK__: {
        supportsFiber: true,
        renderers: new Map(),
        inject: () => 1,
        onCommitFiberUnmount() {},
        onCommitFiberRoot(_: number, root: { readonly current: Fiber }) {
          if (root.current.alternate) look(root.current, root.current.alternate)
        },
      },
    })
  })
}

/** Keys of the rows since the last call. */
export function renderedRows(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { renderedRows: rendered } = globalThis as unknown as { renderedRows: Set<string> }
    const rows = [...rendered]
    rendered.clear()
    return rows
  })
}
