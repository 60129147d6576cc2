import { settingsText } from '../../i18n/settings.ts'
import { Disclosure } from '../parts/disclosure.tsx'
import { useApp, useText } from '../shell/app-context.ts'
import { NOTICES } from './notices.ts'
import styles from './settings.module.css'

declare const __APP_VERSION__: string

/** Version, where the shipped layers come from, and whose work the program stands on. */
export function AboutSettings() {
  const app = useApp()
  const text = useText()
  return (
    <div className={styles.fields}>
      <div>
        <p className={styles.product}>{text(app.config.title)}</p>
        <p>{text(settingsText.version, { version: __APP_VERSION__ })}</p>
        <p className={styles.quiet}>{app.config.reviewNumber ?? text(app.config.unreviewedNotice)}</p>
      </div>
      <Disclosure title={text(settingsText.layers)} isInitiallyOpen>
        <div className={styles.tableScroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                {[settingsText.layer, settingsText.source, settingsText.licence, settingsText.date].map((word) => (
                  <th key={word.en} scope="col">
                    {text(word)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {app.catalog.layers.map((layer) => (
                <tr key={layer.id}>
                  <th scope="row">
                    {text(layer.title)}
                    {layer.isDemonstration && <small>{text(settingsText.demo)}</small>}
                  </th>
                  <td>{text(layer.source)}</td>
                  <td>{layer.licence}</td>
                  <td className={styles.date}>{layer.date}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </Disclosure>
      <Disclosure title={text(settingsText.notices)}>
        <p className={styles.quiet}>{text(settingsText.noticesHelp)}</p>
        <ul className={styles.notices}>
          {NOTICES.map(({ name, licence }) => (
            <li key={name}>
              <span>{name}</span>
              <span className={styles.quiet}>{licence}</span>
            </li>
          ))}
        </ul>
      </Disclosure>
    </div>
  )
}
