const LIKE_A_CODE = /^[0-9A-Z]{28}$/

/** GB/T 37346 unit code in its parts, 6 6 7 9: district, cadastral area, parcel, fixture. What does not look like one stays as it is. */
export function groupUnitCode(code: string): string {
  return LIKE_A_CODE.test(code) ? [code.slice(0, 6), code.slice(6, 12), code.slice(12, 19), code.slice(19)].join(' ') : code
}

/** The same for a voice: digit by digit, with a rest between the parts. */
export function spellUnitCode(code: string): string {
  return groupUnitCode(code)
    .split(' ')
    .map((part) => [...part].join(' '))
    .join(', ')
}
