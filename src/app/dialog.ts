/** What stands over the whole screen until it is closed. */
export type Dialog =
  | 'import'
  | 'settings'
  /** its part about basemaps */
  | 'basemaps'
  | 'shortcuts'
  | 'print'
  | 'parcel-papers'
  | 'share'
  | 'export'
  | 'export-layer'
  | 'join'
  | 'receipt'
  | 'offline'
  | 'scan'
  | 'pack'
  | 'manual'
  | 'bookmarks'
