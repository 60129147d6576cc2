import type { GroupNode } from '../../app/state.ts'
import { groupShow } from '../../commands/group-show.ts'
import { layersText } from '../../i18n/layers.ts'
import { Checkbox } from '../parts/checkbox.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './layers.module.css'
import { isAllDemonstration, shownShare } from './tree-moves.ts'

export function GroupRow({ group }: { readonly group: GroupNode }) {
  const text = useText()
  const run = useRun()
  const share = useAppState((state) => shownShare(group, state.project.layers))
  const isDemonstration = useAppState((state) => isAllDemonstration(group, state.project.layers))
  const title = text(group.title)
  return (
    <div className={styles.group}>
      <Checkbox
        label={text(layersText.show, { layer: title })}
        isSelected={share === 'all'}
        isIndeterminate={share === 'some'}
        onChange={() => run(groupShow, { group: group.id, visible: share !== 'all' })}
      />
      <span className={styles.groupTitle}>{title}</span>
      {isDemonstration && (
        <span className={styles.demonstration} title={text(layersText.demonstrationHelp)}>
          {text(layersText.demonstration)}
        </span>
      )}
      <span className={styles.count}>{group.layers.length}</span>
    </div>
  )
}
