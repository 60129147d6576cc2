/**
 * Text, and its HTML where there is one. Through the event of copying: the newer call lets the page's security policy look at the marks of each
 * cell and refuses them one by one; and plain http has the event alone.
 * @returns whether it was taken
 */
export async function putOnClipboard(text: string, html?: string): Promise<boolean> {
  let isTaken = false
  const onCopy = (event: ClipboardEvent) => {
    if (!event.clipboardData) return
    event.clipboardData.setData('text/plain', text)
    if (html !== undefined) event.clipboardData.setData('text/html', html)
    event.preventDefault()
    event.stopImmediatePropagation()
    isTaken = true
  }
  document.addEventListener('copy', onCopy, { capture: true })
  document.execCommand('copy')
  document.removeEventListener('copy', onCopy, { capture: true })
  if (isTaken) return true
  // where no event came, the text alone
  return navigator.clipboard
    ? navigator.clipboard.writeText(text).then(
        () => true,
        () => false,
      )
    : false
}
