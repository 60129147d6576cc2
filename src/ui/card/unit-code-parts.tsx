import { cardText } from '../../i18n/card.ts'
import { parseUnitCode } from '../../standards/unit-code.ts'
import { unitCodeLines } from '../../standards/unit-code-words.ts'
import { IconButton } from '../parts/button.tsx'
import { Popover } from '../parts/popover.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import styles from './card.module.css'

/** ⓘ beside a unit code: its parts, and what each says; nothing beside what is no such code. */
export function UnitCodePartsInfo({ code }: { readonly code: string }) {
  const app = useApp()
  const text = useText()
  const read = parseUnitCode(code)
  if (!read.ok) return null
  const { district } = app.config
  const lines = unitCodeLines(read.parts)
  return (
    <Popover
      title={text(cardText.codeParts)}
      placement="bottom end"
      trigger={<IconButton icon="info" isSmall label={text(cardText.codePartsOpen)} />}
    >
      <table className={styles.codeParts}>
        <tbody>
          {lines.map(({ code: digits, part, meaning }, index) => (
            <tr key={part.zh}>
              <th scope="row">{text(part)}</th>
              <td>{digits}</td>
              <td>{index === 0 && digits === district.code ? text(district.name) : meaning && text(meaning)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.methodsWhy}>{text(cardText.codeSource)}</p>
    </Popover>
  )
}
