/** What an administrator types to publish a file; of a name without Latin letters no id can be made, so that it is given. */
export function publishCommand(file: string): string {
  const id = file
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-$/g, '')
  // as shells of Windows and Unix take a name with blanks
  const name = /^[\p{L}\p{N}._-]+$/u.test(file) ? file : `"${file.replaceAll(/["$`\\]/g, '?')}"`
  const named = id === '' ? ' --id new-layer' : ''
  return `npm run -s onemap -- layers add ${name}${named}`
}
