import type { Layer } from '../../app/state.ts'
import type { Detail } from '../../core/errors.ts'
import { messageOf } from '../../i18n/errors.ts'
import { marks } from '../../i18n/marks.ts'
import { searchText } from '../../i18n/search.ts'
import { useLocale, useText } from '../shell/app-context.ts'
import type { Loaded } from '../shell/use-async.ts'
import styles from './search.module.css'
import type { FeatureSearch } from './search-features.ts'

export interface SearchFooterProps {
  readonly wanted: string
  readonly found: Loaded<FeatureSearch>
  /** why typed coordinates cannot be */
  readonly problem: { readonly code: string; readonly detail: Detail } | null
  /** layers that a typed condition finds nothing in */
  readonly empty: readonly Layer[]
  readonly hasAny: boolean
}

/** Layers named at most that hold nothing. */
const MOST = 3

/** How many were found; when none, which layers and fields were searched. */
export function SearchFooter({ wanted, found, problem, empty, hasAny }: SearchFooterProps) {
  const text = useText()
  const locale = useLocale()
  if (problem) return <p className={styles.none}>{messageOf(problem.code, problem.detail, locale)}</p>
  if (empty.length > 0) {
    const where = empty.slice(0, MOST).map(({ title }) => text(title))
    return (
      <p>
        {text(empty.length > MOST ? searchText.noRowsMore : searchText.noRows, {
          where: where.join(text(marks.list)),
          n: empty.length,
        })}
      </p>
    )
  }
  if (found.state === 'loading') return <>{text(searchText.searching)}</>
  if (found.state === 'failed')
    return <>{messageOf('bug', { message: found.error instanceof Error ? found.error.message : String(found.error) }, locale)}</>
  const { hits, hasMore, searched, failed } = found.value
  if (hits.length > 0 && failed.length === 0)
    return <>{text(hasMore ? searchText.foundMore : searchText.found, { n: hits.length })}</>
  const where = searched
    .map(({ layer, fields }) =>
      text(marks.aside, { words: text(layer.title), more: fields.map(({ label }) => text(label)).join(text(marks.list)) }),
    )
    .join(text(marks.clause))
  return (
    <>
      {!hasAny && <p className={styles.none}>{text(searchText.noHit, { text: wanted })}</p>}
      {!hasAny && (
        <>
          <p>{text(searchText.searched, { where })}</p>
          <p>{text(searchText.hint)}</p>
        </>
      )}
      {failed.length > 0 && (
        <p>{text(searchText.notSearched, { where: failed.map((layer) => text(layer.title)).join(text(marks.clause)) })}</p>
      )}
    </>
  )
}
