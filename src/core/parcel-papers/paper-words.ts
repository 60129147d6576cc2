/** What a parcel's papers say beside its figures; each line already in the words of one language. Empty words are printed as a rule to write on. */
export interface ParcelWords {
  /** 宗地代码 */
  readonly code: string
  readonly holder: string
  readonly location: string
  /** 地类 with its name */
  readonly landClass: string
  readonly landClassCode: string
  /** of the register, m²; null: none is known */
  readonly registeredM2: number | null
  /** name of a row of the same layer */
  readonly nameOf: (row: number) => string
}

/** The fixed words of the forms. */
export interface PaperForm {
  readonly planTitle: string
  readonly tableTitle: string
  readonly unit: string
  readonly code: string
  readonly holder: string
  readonly location: string
  readonly landClass: string
  readonly area: string
  readonly areaMethod: string
  readonly registered: string
  readonly areaWords: (areaM2: number) => string
  readonly sides: Readonly<Record<'north' | 'east' | 'south' | 'west', string>>
  readonly sidesTitle: string
  readonly noNeighbour: string
  /** after the first of them: how many there are in all */
  readonly andMore: (count: number) => string
  readonly point: string
  readonly x: string
  readonly y: string
  readonly length: string
  readonly lengthNote: string
  readonly crs: string
  readonly scale: string
  readonly drawnBy: string
  readonly checkedBy: string
  readonly organisation: string
  readonly organisationName: string
  readonly date: string
  readonly dateValue: string
  readonly review: string
  readonly north: string
  readonly check: string
  readonly watermark: string
  readonly tableFollows: string
  /** between names */
  readonly pause: string
  /** the parcel is larger than the frame at the chosen scale; the one at which it fits */
  readonly cutAt: (denominator: number) => string
  readonly pageOf: (page: number, pages: number) => string
}
