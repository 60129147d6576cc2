/** Insets of a pane in the map's place, as CSS takes them: top right bottom left. @param isTall the map is higher than wide */
export function paneInset(count: number, index: number, isTall: boolean): string {
  if (count <= 1) return '0px'
  if (count === 2) {
    if (isTall) return index === 0 ? '0px 0px 50% 0px' : '50% 0px 0px 0px'
    return index === 0 ? '0px 50% 0px 0px' : '0px 0px 0px 50%'
  }
  const top = index < 2 ? '0px' : '50%'
  const bottom = index < 2 ? '50%' : '0px'
  // the third of three has the lower half for itself
  if (count === 3 && index === 2) return '50% 0px 0px 0px'
  return index % 2 === 0 ? `${top} 50% ${bottom} 0px` : `${top} 0px ${bottom} 50%`
}
