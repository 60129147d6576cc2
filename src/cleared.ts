import './fatal.css'
import { finishClearing } from './app/wipe-device.ts'
import type { Text } from './core/text.ts'
import { marks } from './i18n/marks.ts'
import { settingsText } from './i18n/settings.ts'
import { t } from './i18n/t.ts'

/** 清除本机数据 was ended in the middle: goes on with it before anything of the device is opened, in plain elements and both languages. */
export async function clearRest(deployment: string): Promise<void> {
  const root = document.getElementById('root') ?? document.body
  const main = document.createElement('main')
  main.className = 'fatal'
  main.setAttribute('role', 'status')
  root.replaceChildren(main)
  const say = (words: readonly Text[], left: readonly string[] = []) => {
    const lines = words.flatMap((each) =>
      (['zh', 'en'] as const).map((locale) => {
        const line = document.createElement('p')
        line.lang = locale
        line.textContent = t(each, locale, { left: left.join(t(marks.list, locale)) })
        return line
      }),
    )
    main.replaceChildren(...lines)
  }
  say([settingsText.clearingRest])
  const left = Object.values(await finishClearing(deployment)).flat()
  const outcome = left.length > 0 ? settingsText.clearedPartly : settingsText.clearedRest
  say(navigator.onLine ? [outcome] : [outcome, settingsText.clearOffline], left)
  const again = document.createElement('button')
  again.textContent = `${settingsText.reopen.zh} · ${settingsText.reopen.en}`
  again.addEventListener('click', () => location.reload())
  main.append(again)
}
